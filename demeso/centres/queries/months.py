"""Read what a centre counted: visits, people not received, its monthly list."""

from collections.abc import Sequence
from datetime import date

from demeso.centres.models import Centre, Checklist, TurnAway, Visit
from demeso.centres.queries.boards import A_DAY, as_told
from demeso.centres.rules.keeping import may_keep
from demeso.centres.rules.reporting import Came, Counted, Missed, Month, month_of
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError


def visits_on(centre: Centre, day: date) -> list[Visit]:
    """Return the visits of a day, in the order in which they came."""
    return list(centre.visits.filter(came_on=day).order_by("id"))


def get_visit(visit: str, *, actor: Actor) -> Visit:
    """Return a visit to whoever keeps its centre's board, or refuse."""
    found = Visit.objects.select_related("centre").filter(id=visit).first()
    if found is None or not may_keep(actor, found.centre.agency_id):
        raise UnknownError
    return found


def is_counted(record: str) -> bool:
    """Tell whether a visit or a person not received is kept under this id."""
    rows = (Visit.objects.filter(id=record), TurnAway.objects.filter(id=record))
    return any(found.exists() for found in rows)


def missed_on(centre: Centre, day: date) -> list[TurnAway]:
    """Return who was not received on a day."""
    return list(centre.turn_aways.filter(came_on=day).order_by("id"))


def turned_away(*, actor: Actor, first: date, last: date) -> list[tuple[str, str]]:
    """Return (what was missing, service) of everyone not received, for counting."""
    actor.require("figures.read")
    rows = TurnAway.objects.filter(came_on__range=(first, last))
    return list(rows.values_list("missing", "wanted"))


def checklist_of(centre: Centre, month: str) -> Checklist | None:
    """Return what a centre said of itself for a month."""
    return centre.checklists.filter(month=month).first()


def read_month(centre: Centre, days: Sequence[date]) -> Month:
    """Return a month's sums, to a caller who has asked who may see them."""
    first, last = days[0], days[-1]
    between = (first, last)
    came = centre.visits.filter(came_on__range=between)
    missed = centre.turn_aways.filter(came_on__range=between)
    told = centre.shifts.filter(day__range=between).prefetch_related("team")
    return month_of(
        came=[Came(row.came_on, row.given) for row in came],
        missed=[Missed(row.came_on, row.missing, row.elsewhere) for row in missed],
        shelf=_shelf(centre, last),
        told=as_told(told),
        days=days,
    )


def _shelf(centre: Centre, last: date) -> list[Counted]:
    """Return what was counted until a day, in order: an early count holds on."""
    rows = centre.counts.filter(told_at__date__lte=last + A_DAY).order_by("told_at")
    return [
        Counted(row.told_at.date(), row.left)
        for row in rows
        if row.told_at.date() <= last
    ]
