"""Read many cases at once, coded: for the desk, the figures and the day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from demeso.casework.models import (
    Case,
    Closure,
    CountedIncident,
    Incident,
    PlanLine,
)
from demeso.casework.queries.cases import led_cases
from demeso.casework.rules.plan import UNMET
from demeso.kernel.actor import Actor


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
    urgent_until: datetime | None = None
    next_on: date | None = None
    closed_at: datetime | None = None


def team_cases(actor: Actor) -> QuerySet[Case]:
    """Return the agency's cases, for the desk to filter and to cut into pages."""
    actor.require("team.read")
    return Case.objects.filter(agency_id=actor.agency, erased_at=None)


def tracked(cases: QuerySet[Case]) -> list[TrackedCase]:
    """Return cases that the caller may see, with their needs, in two queries."""
    # A need that is no longer hers is hidden only if nothing came of it yet.
    idle = Q(dropped_at__isnull=False, status="open")
    kept = PlanLine.objects.exclude(idle).order_by("rank", "id")
    rows = cases.select_related("survivor")
    return [_tracked(case) for case in rows.prefetch_related(Prefetch("lines", kept))]


def pressing(actor: Actor, *, at: datetime, silent: QuerySet[Any]) -> QuerySet[Case]:
    """Return the actor's own open cases in which something cannot wait.

    `silent` is what the room above knows to be waited for, by case.
    """
    due = Q(in_danger="yes") | Q(next_on__lt=at.date()) | Q(urgent_until__gt=at)
    return led_cases(actor).filter(due | Q(Exists(silent)), closed_at=None)


def closures_of(case: OuterRef) -> QuerySet[Closure]:
    """Return what was proposed to end a case, for a filter over cases."""
    return Closure.objects.filter(case_id=case)


@dataclass(frozen=True)
class Noted:
    """An incident as far as counting needs it; `survivor` is empty when it is apart.

    What is counted apart stands there by a yes to statistics, without a code.
    """

    id: str
    survivor: str
    gbv_type: str
    cercle: str
    reported_elsewhere: str


def noted_incidents(month: str, *, actor: Actor) -> list[Noted]:
    """Return every incident noted in a month (YYYY-MM), for counting only."""
    actor.require("figures.read")
    year, number = (int(part) for part in month.split("-"))
    begun = datetime(year, number, 1, tzinfo=UTC)
    over = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    rows = Incident.objects.filter(recorded_at__gte=begun, recorded_at__lt=over)
    found = rows.values_list(
        "id", "case__survivor", "gbv_type", "cercle", "reported_elsewhere"
    )
    apart = CountedIncident.objects.filter(month_noted=month).values_list(
        "id", "gbv_type", "cercle", "reported_elsewhere"
    )
    alone = [Noted(id_, "", *facts) for id_, *facts in apart]
    return [*(Noted(*row) for row in found), *alone]


@dataclass(frozen=True)
class Unmet:
    """A need for which nothing was given: which, what came of it, what hindered.

    `house` is the agency that helps her.
    """

    survivor: str
    house: str
    need: str
    outcome: str
    month: str
    barriers: tuple[str, ...]


def unmet_needs(months: Collection[str], *, actor: Actor) -> list[Unmet]:
    """Return what was named in some months and not given, for counting only."""
    actor.require("figures.read")
    first = datetime.fromisoformat(f"{min(months)}-01T00:00:00+00:00")
    rows = PlanLine.objects.filter(status__in=UNMET, opened_at__gte=first)
    found = rows.values_list(
        "case__survivor",
        "case__survivor__agency",
        "need",
        "status",
        "opened_at",
        "barriers",
    )
    named = [
        Unmet(survivor, house, need, status, f"{opened:%Y-%m}", tuple(barriers))
        for survivor, house, need, status, opened, barriers in found
    ]
    return [one for one in named if one.month in months]


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
        urgent_until=case.urgent_until,
        next_on=case.next_on,
        closed_at=case.closed_at,
    )
