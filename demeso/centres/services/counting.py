"""Count who came and who was not received, without a name, and the month's list."""

from datetime import date, datetime

from django.conf import settings

from demeso.centres.models import Checklist, TurnAway, Visit
from demeso.centres.queries.boards import get_centre
from demeso.centres.queries.months import checklist_of, get_visit, is_counted
from demeso.centres.rules.quality import ChecklistAnswers, is_current, points_of
from demeso.centres.rules.shifts import local_day
from demeso.centres.rules.visits import (
    PARTS,
    PartsAnswers,
    TurnAwayAnswers,
    VisitAnswers,
    is_countable,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing


@writing
def open_visit(*, actor: Actor, act: Act[VisitAnswers]) -> Visit:
    """Write down that somebody came; a ticket is all that she gets."""
    centre = get_centre(act.answers.centre, actor=actor)
    refuse_unless(not is_counted(act.record), "visit.known")
    day = _counted_day(act.answers.came_on, act.received_at)
    record(act, actor=actor, root=centre.agency_id)
    visit = Visit(id=act.record, centre=centre, came_on=day)
    visit.save(force_insert=True)
    return visit


@writing
def tick_visit(*, actor: Actor, act: Act[PartsAnswers]) -> Visit:
    """Say which services were given on a visit so far, all of them."""
    visit = get_visit(act.record, actor=actor)
    record(act, actor=actor, root=visit.centre.agency_id)
    given = [code for code, _label in PARTS if code in act.answers.parts]
    visit.parts = " ".join(given)
    visit.save(update_fields=["parts"])
    return visit


@writing
def record_turn_away(*, actor: Actor, act: Act[TurnAwayAnswers]) -> TurnAway:
    """Count somebody who was not received: what was missing here, never who."""
    answers = act.answers
    centre = get_centre(answers.centre, actor=actor)
    refuse_unless(not is_counted(act.record), "visit.known")
    day = _counted_day(answers.came_on, act.received_at)
    record(act, actor=actor, root=centre.agency_id)
    missed = TurnAway(
        id=act.record, centre=centre, came_on=day, shift=answers.shift,
        missing=answers.missing, wanted=answers.wanted, elsewhere=answers.elsewhere,
    )  # fmt: skip
    missed.save(force_insert=True)
    return missed


@writing
def fill_checklist(*, actor: Actor, act: Act[ChecklistAnswers]) -> Checklist:
    """Say what holds this month, point by point; the later word stands."""
    answers = act.answers
    centre = get_centre(answers.centre, actor=actor)
    today = local_day(act.received_at, country(settings.COUNTRY).minutes_ahead)
    refuse_unless(is_current(answers.month, today), "checklist.month", field="month")
    record(act, actor=actor, root=centre.agency_id)
    earlier = checklist_of(centre, answers.month)
    if earlier:
        earlier.delete()
    filled = Checklist(
        id=act.record, centre=centre, month=answers.month, points=points_of(answers),
        told_at=act.received_at,
    )  # fmt: skip
    filled.save(force_insert=True)
    return filled


def _counted_day(day: str, at: datetime) -> date:
    found = date.fromisoformat(day)
    today = local_day(at, country(settings.COUNTRY).minutes_ahead)
    refuse_unless(is_countable(found, today), "visit.day", field="came_on")
    return found
