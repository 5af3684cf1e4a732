"""Read what follows on a case: contacts, urgency, and how it ends."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet

from demeso.casework.models import (
    Case,
    Closure,
    FollowUp,
    Urgency,
)
from demeso.casework.queries.cases import led_cases
from demeso.casework.rules.closing import CaseStanding, State
from demeso.casework.rules.following import NOT_REACHED
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.survivors.queries import get_own_survivor


def urgencies_before(moment: datetime) -> list[Urgency]:
    """Return what was told so long ago that it must go, for the job that does it."""
    return list(Urgency.objects.filter(received_at__lt=moment).order_by("received_at"))


def contacts(case: Case) -> tuple[datetime, int]:
    """Return when she was last reached, and how many attempts there were since."""
    made = FollowUp.objects.filter(case=case)
    reached = made.exclude(way__in=[NOT_REACHED, "unknown", "declined"])
    last = reached.order_by("-contact_at").first()
    met = [case.opened_at, case.last_contact_at, last.contact_at if last else None]
    since = max(moment for moment in met if moment is not None)
    return since, made.filter(way=NOT_REACHED, contact_at__gt=since).count()


def own_days(*, actor: Actor, on: date) -> list[date]:
    """Return the days on which she and her worker agreed to meet, from one day on."""
    survivor = get_own_survivor(actor.name, actor=actor)
    made = FollowUp.objects.filter(
        case__survivor=survivor, case__closed_at=None
    ).exclude(way=NOT_REACHED)
    last = made.order_by("-contact_at", "-id").first()
    day = last.next_on if last else None
    return [day] if day and day >= on else []


def standing_of(case: Case) -> CaseStanding:
    """Return what is known of a case when its end is proposed or approved."""
    since, attempts = contacts(case)
    return CaseStanding(case.in_danger, case.risk_level, since, attempts)


def awaited_by(workers: Collection[str]) -> list[Case]:
    """Return the open cases that some workers lead, with a day of the next contact."""
    rows = Case.objects.filter(lead__in=list(workers), closed_at=None)
    found = rows.filter(next_on__isnull=False, survivor__ended_at=None)
    return list(found.order_by("next_on", "id"))


def is_closure(closure: str) -> bool:
    """Tell whether a proposal is kept under this id, whoever's it is."""
    return Closure.objects.filter(id=closure).exists()


def closures(case: Case, state: State) -> QuerySet[Closure]:
    """Return the closures of a case that the caller holds, in one state."""
    return Closure.objects.filter(case=case, state=state)


def get_closure(closure: str, *, actor: Actor) -> Closure:
    """Return a proposal to a supervisor of the agency, the only one who reviews."""
    actor.require("team.read")
    rows = Closure.objects.select_related("case__survivor")
    found = rows.filter(id=closure, case__agency_id=actor.agency).first()
    if found is None:
        raise UnknownError
    return found


def proposals(actor: Actor) -> list[Closure]:
    """Return the closures that wait for a supervisor's review, oldest first."""
    actor.require("team.read")
    rows = Closure.objects.select_related("case__survivor")
    waiting = rows.filter(case__agency_id=actor.agency, state=State.PROPOSED)
    return list(waiting.order_by("proposed_at", "id"))


def closed_lines(actor: Actor) -> frozenset[str]:
    """Return the closures that stand, on the actor's devices, for a closed case."""
    closed = led_cases(actor).filter(closed_at__isnull=False)
    rows = Closure.objects.filter(case__in=closed, state=State.APPROVED)
    return frozenset(rows.values_list("id", flat=True))


def put_away(actor: Actor) -> frozenset[str]:
    """Return the survivors whose cases with the actor are closed, every one."""
    closed = led_cases(actor).filter(closed_at__isnull=False)
    open_ones = Case.objects.filter(closed_at=None).values("survivor")
    found = closed.exclude(survivor__in=open_ones).values_list("survivor", flat=True)
    return frozenset(found)
