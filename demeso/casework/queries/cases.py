"""Read cases: only the lead worker, and a supervisor of her agency, coded."""

from collections.abc import Iterable

from django.db.models import QuerySet

from demeso.casework.models import (
    Case,
    FollowUp,
    Incident,
    PlanLine,
    Urgency,
)
from demeso.casework.rules.plan import line_ids
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.queries import is_touched
from demeso.ledger.rows import held, held_all
from demeso.survivors.queries import require_helped, survivor_in_hand


def led_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor leads."""
    if not (actor.worker and actor.may("case.write")):
        return Case.objects.none()
    return Case.objects.filter(lead_id=actor.worker, agency_id=actor.agency)


def _leads(case: Case, actor: Actor) -> bool:
    mine = (actor.worker, actor.agency) == (case.lead_id, case.agency_id)
    return bool(actor.worker) and mine and actor.may("case.write")


def seen_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor may see, coded where she does not lead."""
    if not actor.may("team.read"):
        return led_cases(actor)
    return Case.objects.filter(agency_id=actor.agency)


def _one(cases: QuerySet[Case], case: str) -> Case:
    found = cases.select_related("survivor").filter(id=case).first()
    if found is None:
        raise UnknownError
    return found


def get_case(case: str, *, actor: Actor) -> Case:
    """Return a case's coded row to its worker or the worker's supervisor."""
    return _one(seen_cases(actor), case)


def get_led_case(case: str, *, actor: Actor) -> Case:
    """Return a case to the worker who leads it, the only one who writes."""
    found = held(Case, case)
    if found is None or not _leads(found, actor):
        raise UnknownError
    found.survivor = survivor_in_hand(found.survivor_id)
    return found


def get_open_case(case: str, *, actor: Actor) -> Case:
    """Return a case that the actor leads and that is not closed."""
    found = get_led_case(case, actor=actor)
    refuse_unless(found.closed_at is None, "case.closed")
    return found


def get_helped_case(case: str, *, actor: Actor) -> Case:
    """Return an open case that the actor leads, whose survivor still agrees."""
    found = get_open_case(case, actor=actor)
    require_helped(found.survivor, actor=actor)
    return found


def get_plan_line(line: str, *, actor: Actor) -> PlanLine:
    """Return one need of an open case that the actor leads, with its survivor."""
    found = held(PlanLine, line)
    if found is None:
        raise UnknownError
    found.case = get_open_case(found.case_id, actor=actor)
    return found


def line_to_move(line: str) -> PlanLine:
    """Return a need to the room above, which has asked its own questions."""
    found = held(PlanLine, line)
    if found is None:
        raise UnknownError
    return found


def case_to_warn(case: str) -> Case:
    """Return a case to the room above, which has asked its own questions."""
    found = held(Case, case)
    if found is None:
        raise UnknownError
    return found


def lines_called(lines: Iterable[str]) -> dict[str, str]:
    """Return need → where it stands, to the room above, which has asked who may."""
    rows = PlanLine.objects.filter(id__in=list(lines))
    return dict(rows.values_list("id", "status"))


def leads_called(cases: Iterable[str]) -> dict[str, str]:
    """Return case → who leads it now, of the open ones whose survivor still agrees.

    To the room above, which has asked who may.
    """
    rows = Case.objects.filter(
        id__in=list(cases), closed_at=None, survivor__ended_at=None
    )
    return dict(rows.values_list("id", "lead_id"))


def plan_lines(case: Case) -> list[PlanLine]:
    """Return the needs of a case that the caller holds, in her order."""
    lines = held_all(PlanLine, line_ids(case.id))
    return sorted(lines, key=lambda line: (bool(line.dropped_at), line.rank, line.id))


def get_incident(incident: str, *, actor: Actor) -> Incident:
    """Return an incident, coded, to whoever may see its case."""
    incidents = Incident.objects.select_related("case")
    found = incidents.filter(id=incident, case__in=seen_cases(actor)).first()
    if found is None:
        raise UnknownError
    return found


def is_incident(incident: str) -> bool:
    """Tell whether an incident is kept under this id, whoever's it is."""
    return Incident.objects.filter(id=incident).exists()


def is_case(case: str) -> bool:
    """Tell whether a case is kept under this id, whoever's it is."""
    return is_touched(case) and held(Case, case) is not None


def is_of_case(record: str, case: str) -> bool:
    """Tell whether what is kept under this id, if anything, is of this case."""
    urgencies = Urgency.objects.filter(record=record).exclude(case=case)
    follow_ups = FollowUp.objects.filter(id=record).exclude(case=case)
    return not urgencies.exists() and not follow_ups.exists()
