"""Read requests to open one case with two people, coded."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from demeso.agencies.queries.rota import on_call_at, watched_by
from demeso.casework.models import Case, Glass
from demeso.casework.queries.cases import seen_cases
from demeso.casework.rules.glass import ASKED_FOR, OPEN, State
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.ledger.looking import entries_of
from demeso.ledger.merging import SEALED_PREFIX
from demeso.ledger.queries import live
from demeso.vault.queries import bodies_about, current_fingerprints
from demeso.vault.rules import Part

KEPT_FOR_PAGE = 100


@dataclass(frozen=True)
class Text:
    """One sealed text of a case that is in force: of which record, since when."""

    kind: str
    record: str
    at: datetime
    part: Part


def is_glass(request: str) -> bool:
    """Tell whether a request is kept under this id, whoever's it is."""
    return Glass.objects.filter(id=request).exists()


def has_open_glass(case: Case) -> bool:
    """Tell whether somebody has asked for a case already, and it is not over."""
    return Glass.objects.filter(case=case, state__in=OPEN).exists()


def case_called(code: str, *, actor: Actor) -> Case:
    """Return the newest case of a code to a supervisor of the agency."""
    actor.require("team.read")
    rows = seen_cases(actor).select_related("survivor")
    found = rows.filter(survivor__code=code, survivor__erased_at=None)
    newest = found.order_by("-opened_at", "-id").first()
    if newest is None:
        raise UnknownError
    return newest


def _all() -> QuerySet[Glass]:
    return Glass.objects.select_related("case__survivor", "asker").order_by("asked_at")


def get_glass(request: str, *, actor: Actor) -> Glass:
    """Return a request to whoever asked, and to whoever is on call for it."""
    found = _all().filter(id=request).first()
    if found is None or actor.worker not in {found.asker_id, *answerers(found)}:
        raise UnknownError
    return found


def glass_to_close(request: str) -> Glass:
    """Return a request to the clock, which closes what nobody closed."""
    found = _all().filter(id=request).first()
    if found is None:
        raise UnknownError
    return found


def answerers(glass: Glass) -> frozenset[str]:
    """Return who may give the other half: on call, and not who asked."""
    return on_call_at(glass.case.agency_id) - {glass.asker_id}


def readers_of_reason(agency: str, asker: str) -> frozenset[str]:
    """Return the keys to which a reason is sealed: on call, and who asks."""
    people = on_call_at(agency) | {asker}
    found = current_fingerprints(people)
    return frozenset(found[name] for name in found if name[0] == "worker")


def key_of(worker: str) -> str:
    """Return the key to seal to for a worker now."""
    return current_fingerprints([worker]).get(("worker", worker), "")


def open_glasses(actor: Actor) -> list[Glass]:
    """Return what is asked or open: the actor's own, and what she is on call for."""
    mine = Q(asker=actor.worker) | Q(case__agency__in=watched_by(actor.worker))
    return list(_all().filter(mine, state__in=OPEN))


def waiting_for(actor: Actor, *, at: datetime) -> int:
    """Return how many requests wait for the actor's answer."""
    agencies = watched_by(actor.worker)
    rows = Glass.objects.filter(case__agency__in=agencies, state=State.ASKED)
    return rows.filter(asked_at__gt=at - ASKED_FOR).exclude(asker=actor.worker).count()


def glasses(actor: Actor) -> list[Glass]:
    """Return every request in the agency, latest first, for whoever controls them."""
    actor.require("audit.read")
    rows = _all().filter(case__agency_id=actor.agency, case__survivor__erased_at=None)
    return list(rows.order_by("-asked_at", "-id")[:KEPT_FOR_PAGE])


def glasses_over(at: datetime) -> list[Glass]:
    """Return what time has ended and nobody has closed."""
    unanswered = Q(state=State.ASKED, asked_at__lte=at - ASKED_FOR)
    return list(_all().filter(unanswered | Q(state=State.RELEASED, until__lte=at)))


def untold_glasses() -> list[Glass]:
    """Return the requests of which nobody on call has had a word yet."""
    return list(_all().filter(state=State.ASKED, told_at=None))


def texts_of(case: Case) -> list[Text]:
    """Return the sealed texts of one case that are in force, and of no other."""
    parts = bodies_about(case.id)
    return [
        Text(entry.kind, entry.record, entry.received_at, part)
        for entry in entries_of(parts)
        for part in parts[entry.id]
        if entry.id in _in_force(entry.record, str(part["compartment"]))
    ]


def _in_force(record: str, compartment: str) -> frozenset[str]:
    values = live(record).get(f"{SEALED_PREFIX}{compartment}", ())
    return frozenset(value.act for value in values)
