"""Keep a centre's board: who is there, what is left. The directory hears at once."""

from datetime import date

from django.conf import settings

from demeso.agencies.queries.people import colleagues
from demeso.centres.models import Centre, Count, Duty, Shift
from demeso.centres.queries.boards import (
    get_centre,
    is_centre,
    possible_sites,
    shift_row,
)
from demeso.centres.rules.keeping import CentreAnswers
from demeso.centres.rules.shelves import ShelfAnswers, counted
from demeso.centres.rules.shifts import DutyAnswers, is_timely, local_day, read_team
from demeso.centres.services.readying import tell_absences, tell_shelf
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing


@writing
def open_centre(*, actor: Actor, act: Act[CentreAnswers]) -> Centre:
    """Give a place of the actor's agency a board."""
    answers = act.answers
    sites = {row.id: row for row in possible_sites(actor)}
    if answers.site not in sites:
        raise UnknownError
    refuse_unless(not is_centre(act.record), "centre.known")
    record(act, actor=actor, root=actor.agency)
    centre = Centre(
        id=act.record, site=sites[answers.site], agency_id=actor.agency,
        beds=answers.beds, low=answers.low, opened_at=act.received_at,
    )  # fmt: skip
    centre.save(force_insert=True)
    return centre


@writing
def edit_centre(*, actor: Actor, act: Act[CentreAnswers]) -> Centre:
    """Change how many beds there are, and from when a shelf runs short."""
    centre = get_centre(act.record, actor=actor)
    record(act, actor=actor, root=centre.agency_id)
    centre.beds, centre.low = act.answers.beds, act.answers.low
    centre.save(update_fields=["beds", "low"])
    tell_shelf(centre=centre, actor=actor, act=act)
    return centre


@writing
def set_duty(*, actor: Actor, act: Act[DutyAnswers]) -> Shift:
    """Say who is in a shift, all of them; an empty team says that nobody is there."""
    answers, centre = act.answers, get_centre(act.answers.centre, actor=actor)
    team, day = read_team(answers.team), date.fromisoformat(answers.day)
    refuse_unless(team is not None, "duty.unreadable", field="team")
    today = local_day(act.received_at, country(settings.COUNTRY).minutes_ahead)
    refuse_unless(is_timely(day, today), "duty.day", field="day")
    named = {one.worker for one in team or () if one.worker}
    known = set(colleagues(actor).values_list("pk", flat=True))
    refuse_unless(named <= known, "duty.other_people", field="team")
    record(act, actor=actor, root=centre.agency_id)
    earlier = shift_row(centre, day, answers.shift)
    if earlier:
        earlier.delete()
    told = Shift(id=act.record, centre=centre, day=day, shift=answers.shift,
                 told_at=act.received_at)  # fmt: skip
    told.save(force_insert=True)
    Duty.objects.bulk_create(
        Duty(told=told, specialty=one.specialty, employer=one.employer, how=one.how,
             worker_id=one.worker or None)
        for one in team or ()
    )  # fmt: skip
    tell_absences(centre=centre, actor=actor, act=act)
    return told


@writing
def count_shelf(*, actor: Actor, act: Act[ShelfAnswers]) -> Count:
    """Say what is left on the shelf, all of it: it counts at once."""
    centre = get_centre(act.record, actor=actor)
    left = counted(act.answers)
    refuse_unless(left.get("beds_free", 0) <= centre.beds, "centre.beds",
                  field="beds_free")  # fmt: skip
    record(act, actor=actor, root=centre.agency_id)
    made = Count(id=act.id, centre=centre, left=left, told_at=act.received_at)
    made.save(force_insert=True)
    tell_shelf(centre=centre, actor=actor, act=act)
    return made
