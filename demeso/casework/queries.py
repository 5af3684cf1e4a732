"""Read cases: only the lead worker, and a supervisor of her agency, coded."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet

from demeso.casework.models import Case, Incident, PlanLine
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError


@dataclass(frozen=True)
class TrackedLine:
    """One need on the desk: what came of it."""

    id: str
    need: str
    rank: int
    outcome: str
    status: str


@dataclass(frozen=True)
class TrackedCase:
    """One case on the desk, coded."""

    id: str
    code: str
    lead: str
    opened_at: datetime
    in_danger: str
    risk_level: str
    is_assessed: bool
    lines: tuple[TrackedLine, ...]
    survivor: str = ""


def _led(actor: Actor) -> QuerySet[Case]:
    if not (actor.worker and actor.may("case.write")):
        return Case.objects.none()
    return Case.objects.filter(lead_id=actor.worker, agency_id=actor.agency)


def _leads(case: Case, actor: Actor) -> bool:
    mine = (actor.worker, actor.agency) == (case.lead_id, case.agency_id)
    return bool(actor.worker) and mine and actor.may("case.write")


def _seen(actor: Actor) -> QuerySet[Case]:
    if not actor.may("team.read"):
        return _led(actor)
    return Case.objects.filter(agency_id=actor.agency)


def _one(cases: QuerySet[Case], case: str) -> Case:
    found = cases.select_related("survivor").filter(id=case).first()
    if found is None:
        raise UnknownError
    return found


def get_case(case: str, *, actor: Actor) -> Case:
    """Return a case's coded row to its worker or the worker's supervisor."""
    return _one(_seen(actor), case)


def get_led_case(case: str, *, actor: Actor) -> Case:
    """Return a case to the worker who leads it, the only one who writes."""
    return _one(_led(actor), case)


def get_plan_line(line: str, *, actor: Actor) -> PlanLine:
    """Return one need of a case that the actor leads, with case and survivor."""
    lines = PlanLine.objects.select_related("case__survivor")
    found = lines.filter(id=line).first()
    if found is None or not _leads(found.case, actor):
        raise UnknownError
    return found


def line_to_move(line: str) -> PlanLine:
    """Return a need to the room above, which has asked its own questions."""
    found = PlanLine.objects.filter(id=line).first()
    if found is None:
        raise UnknownError
    return found


def plan_lines(case: Case) -> list[PlanLine]:
    """Return the needs of a case that the caller holds, in her order."""
    kept_first = F("dropped_at").asc(nulls_first=True)
    return list(case.lines.order_by(kept_first, "rank", "id"))


def get_incident(incident: str, *, actor: Actor) -> Incident:
    """Return an incident, coded, to whoever may see its case."""
    incidents = Incident.objects.select_related("case")
    found = incidents.filter(id=incident, case__in=_seen(actor)).first()
    if found is None:
        raise UnknownError
    return found


def is_incident(incident: str) -> bool:
    """Tell whether an incident is kept under this id, whoever's it is."""
    return Incident.objects.filter(id=incident).exists()


def is_case(case: str) -> bool:
    """Tell whether a case is kept under this id, whoever's it is."""
    return Case.objects.filter(id=case).exists()


def tracker(actor: Actor) -> list[TrackedCase]:
    """Return the agency's cases for the desk, newest first, in two queries."""
    actor.require("team.read")
    # A need that is no longer hers is hidden only if nothing came of it yet.
    idle = Q(dropped_at__isnull=False, status="open")
    kept = PlanLine.objects.exclude(idle).order_by("rank", "id")
    cases = (
        _seen(actor)
        .select_related("survivor")
        .prefetch_related(Prefetch("lines", queryset=kept))
        .order_by("-opened_at", "-id")
    )
    return [_tracked(case) for case in cases]


def _tracked(case: Case) -> TrackedCase:
    return TrackedCase(
        id=case.id,
        code=case.survivor.code,
        lead=case.lead_id,
        opened_at=case.opened_at,
        in_danger=case.in_danger,
        risk_level=case.risk_level,
        is_assessed=case.assessed_at is not None,
        lines=tuple(
            TrackedLine(line.id, line.need, line.rank, line.outcome, line.status)
            for line in case.lines.all()
        ),
        survivor=case.survivor_id,
    )
