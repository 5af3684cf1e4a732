"""Read survivors: only the lead worker, her supervisor coded, and she herself."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.queries import is_touched
from demeso.ledger.rows import held
from demeso.survivors.models import Callback, OwnAccess, Survivor
from demeso.survivors.rules import SET_WITHIN, AccessState, is_herself


def _leads(survivor: Survivor, actor: Actor) -> bool:
    mine = (actor.worker, actor.agency) == (survivor.lead_id, survivor.agency_id)
    return bool(actor.worker) and mine and actor.may("case.write")


def _led(actor: Actor) -> QuerySet[Survivor]:
    if not (actor.worker and actor.may("case.write")):
        return Survivor.objects.none()
    return Survivor.objects.filter(lead_id=actor.worker, agency_id=actor.agency)


def _seen(actor: Actor) -> QuerySet[Survivor]:
    if not actor.may("team.read"):
        return _led(actor)
    return Survivor.objects.filter(agency_id=actor.agency)


def _one(survivors: QuerySet[Survivor], survivor: str) -> Survivor:
    found = survivors.filter(id=survivor).first()
    if found is None:
        raise UnknownError
    return found


def get_survivor(survivor: str, *, actor: Actor) -> Survivor:
    """Return a survivor's coded row to her worker or the worker's supervisor."""
    return _one(_seen(actor), survivor)


def get_led_survivor(survivor: str, *, actor: Actor) -> Survivor:
    """Return a survivor to the worker who leads, the only one who writes."""
    found = held(Survivor, survivor)
    if found is None or not _leads(found, actor):
        raise UnknownError
    return found


def get_own_survivor(survivor: str, *, actor: Actor) -> Survivor:
    """Return a survivor to whoever may end what she allowed: her worker, or herself."""
    if is_herself(actor, survivor):
        return survivor_in_hand(survivor)
    return get_led_survivor(survivor, actor=actor)


def get_helped_survivor(survivor: str, *, actor: Actor) -> Survivor:
    """Return a survivor who still agrees to be helped, to the lead worker."""
    found = get_led_survivor(survivor, actor=actor)
    refuse_unless(found.ended_at is None, "consent.missing")
    return found


def require_helped(survivor: Survivor, *, actor: Actor) -> None:
    """Refuse unless a row that came with another is hers to help, as above."""
    if not _leads(survivor, actor):
        raise UnknownError
    refuse_unless(survivor.ended_at is None, "consent.missing")


def survivor_in_hand(survivor: str) -> Survivor:
    """Return a survivor to the room above, which has asked its own questions."""
    found = held(Survivor, survivor)
    if found is None:
        raise UnknownError
    return found


def survivors_led_by(worker: str) -> QuerySet[Survivor]:
    """Return whom somebody accompanies, to the room that hands them on."""
    return Survivor.objects.filter(lead_id=worker, erased_at=None).order_by("code")


def get_survivor_led_by(survivor: str, worker: str) -> Survivor:
    """Return one of those whom somebody accompanies, to the room that hands on."""
    found = survivors_led_by(worker).filter(id=survivor).first()
    if found is None:
        raise UnknownError
    return found


def get_controlled_survivor(code: str, *, actor: Actor) -> Survivor:
    """Return one of the agency's survivors by code, to whoever controls accesses."""
    actor.require("audit.read")
    found = Survivor.objects.filter(code=code, agency_id=actor.agency).first()
    if found is None:
        raise UnknownError
    return found


def controlled(
    actor: Actor, *, ids: Iterable[str] = (), codes: Iterable[str] = ()
) -> list[Survivor]:
    """Return those of the agency among some ids or codes, to whoever controls."""
    actor.require("audit.read")
    asked = Q(id__in=set(ids)) | Q(code__in=set(codes))
    rows = Survivor.objects.filter(asked, agency_id=actor.agency, erased_at=None)
    return list(rows.order_by("code"))


def led_codes(actor: Actor) -> dict[str, str]:
    """Return survivor → code of everyone whom the actor accompanies, or did."""
    rows = _led(actor).filter(erased_at=None).order_by("code")
    return dict(rows.values_list("id", "code"))


def codes_of(survivors: Iterable[str], *, actor: Actor) -> dict[str, str]:
    """Return the codes of an agency's survivors, to its supervisor or controller."""
    if not (actor.may("team.read") or actor.may("audit.read")):
        raise UnknownError
    rows = Survivor.objects.filter(id__in=set(survivors), agency_id=actor.agency)
    return dict(rows.values_list("id", "code"))


def codes_called(survivors: Iterable[str]) -> dict[str, str]:
    """Return survivor → code to the room above, which has asked who may see it."""
    rows = Survivor.objects.filter(id__in=set(survivors), erased_at=None)
    return dict(rows.values_list("id", "code"))


def ids_called(code: str) -> frozenset[str]:
    """Return who has a code, whoever leads: so that an attempt is remembered."""
    return frozenset(Survivor.objects.filter(code=code).values_list("id", flat=True))


def is_known(survivor: str) -> bool:
    """Tell the room above whether a survivor's record is open, whoever leads."""
    return is_touched(survivor) and held(Survivor, survivor) is not None


def known_of(survivors: Iterable[str]) -> frozenset[str]:
    """Tell the room above which survivors' records are open, whoever leads."""
    rows = Survivor.objects.filter(id__in=set(survivors))
    return frozenset(rows.values_list("id", flat=True))


def is_code_taken(code: str) -> bool:
    """Tell whether a code is in use; the device then draws again."""
    return Survivor.objects.filter(code=code).exists()


def roots(actor: Actor) -> frozenset[str]:
    """Return the survivors about whom the actor may read acts."""
    return frozenset(_led(actor).values_list("id", flat=True))


def own_roots(actor: Actor) -> frozenset[str]:
    """Return the survivors whose yes the actor may take back, herself included."""
    hers = {actor.name} if is_herself(actor, actor.name) else set()
    return roots(actor) | hers


def get_led_access(access: str, *, actor: Actor) -> OwnAccess:
    """Return somebody's own access to the worker who leads."""
    found = held(OwnAccess, access)
    if found is None:
        raise UnknownError
    found.survivor = get_led_survivor(found.survivor_id, actor=actor)
    return found


def get_awaited_access(access: str, *, actor: Actor, at: datetime) -> OwnAccess:
    """Return an access whose number or PIN is about to arrive, to its worker."""
    found = get_led_access(access, actor=actor)
    since = found.awaited_at
    awaited = since is not None and at - since <= SET_WITHIN
    refuse_unless(awaited and found.state == AccessState.GIVEN, "number.unawaited")
    return found


def access_at_work(access: str) -> OwnAccess | None:
    """Return an access that opens, with whose it is; the porter knows who asks."""
    rows = OwnAccess.objects.select_related("survivor")
    return rows.filter(id=access, state=AccessState.GIVEN).first()


def is_access(access: str) -> bool:
    """Tell whether an access is kept under this id, whoever's it is."""
    return OwnAccess.objects.filter(id=access).exists()


def access_of(survivor: str) -> OwnAccess | None:
    """Return the access that somebody has, open or locked."""
    rows = OwnAccess.objects.filter(survivor=survivor)
    return rows.exclude(state=AccessState.ENDED).first()


def standing_accesses() -> frozenset[str]:
    """Return every access that has not ended: what the porter keeps."""
    rows = OwnAccess.objects.exclude(state=AccessState.ENDED)
    return frozenset(rows.values_list("id", flat=True))


def settled_accesses() -> frozenset[str]:
    """Return those of them whose number has arrived."""
    rows = OwnAccess.objects.exclude(state=AccessState.ENDED)
    return frozenset(rows.filter(awaited_at=None).values_list("id", flat=True))


def unlocked(accesses: Iterable[str]) -> list[str]:
    """Return those accesses that are locked and do not say so yet."""
    rows = OwnAccess.objects.filter(id__in=list(accesses), state=AccessState.GIVEN)
    return sorted(rows.filter(awaited_at=None).values_list("id", flat=True))


def callbacks_waiting(survivor: str) -> int:
    """Return how many calls somebody waits for."""
    return Callback.objects.filter(survivor=survivor, done_at=None).count()


def callbacks(actor: Actor) -> list[Callback]:
    """Return who waits for a call, oldest first, to whoever opens deposits."""
    actor.require("keys.intake")
    rows = Callback.objects.filter(survivor__agency_id=actor.agency, done_at=None)
    return list(rows.select_related("survivor").order_by("asked_at", "id"))


def get_callback(callback: str, *, actor: Actor) -> Callback:
    """Return a call to make, to whoever opens deposits or leads."""
    found = held(Callback, callback)
    if found is None:
        raise UnknownError
    found.survivor = survivor_in_hand(found.survivor_id)
    holds = actor.may("keys.intake") and found.survivor.agency_id == actor.agency
    if not (holds or _leads(found.survivor, actor)):
        raise UnknownError
    return found


def is_callback(callback: str) -> bool:
    """Tell whether a request to call back is kept under this id."""
    return Callback.objects.filter(id=callback).exists()
