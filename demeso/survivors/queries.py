"""Read survivors: only the lead worker, and her supervisor coded."""

from django.db.models import QuerySet

from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.survivors.models import Survivor


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
    return _one(_led(actor), survivor)


def get_helped_survivor(survivor: str, *, actor: Actor) -> Survivor:
    """Return a survivor who still agrees to be helped, to the lead worker."""
    found = get_led_survivor(survivor, actor=actor)
    refuse_unless(found.ended_at is None, "consent.missing")
    return found


def require_helped(survivor: Survivor, *, actor: Actor) -> None:
    """Refuse unless a row that came with another is hers to help, as above."""
    mine = actor.may("case.write") and survivor.lead_id == actor.worker
    if not (mine and survivor.agency_id == actor.agency):
        raise UnknownError
    refuse_unless(survivor.ended_at is None, "consent.missing")


def is_known(survivor: str) -> bool:
    """Tell the room above whether a survivor's record is open, whoever leads."""
    return Survivor.objects.filter(id=survivor).exists()


def is_code_taken(code: str) -> bool:
    """Tell whether a code is in use; the device then draws again."""
    return Survivor.objects.filter(code=code).exists()


def roots(actor: Actor) -> frozenset[str]:
    """Return the survivors about whom the actor may read acts."""
    return frozenset(_led(actor).values_list("id", flat=True))
