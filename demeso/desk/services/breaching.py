"""Open a breach, note what is done about it, close it: codes, and never a name."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from demeso.desk.models import Breach, Touched
from demeso.desk.queries.breaching import (
    Held,
    called,
    get_breach,
    held_on,
    is_breach,
    touched_by,
)
from demeso.desk.rules.breaches import (
    DEVICE,
    FILED,
    LESSON,
    SURVIVORS,
    TOLD,
    TYPED,
    UNFILED,
    BreachAnswers,
    BreachFacts,
    EndAnswers,
    StepAnswers,
    closing_fault,
    codes_in,
    known_at,
    step_fault,
    unknown,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.guard import require_plain
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import note_reading, record, writing
from demeso.survivors.models import Survivor

NOTED = ("filed_on", "settled", "told", "learned")
WHERE = "desk.breach"


@writing
def open_breach(*, actor: Actor, act: Act[BreachAnswers]) -> Breach:
    """Open a breach: the codes that a device held are found, others are typed."""
    actor.require("audit.read")
    answers = act.answers
    refuse_unless(not is_breach(act.record), "breach.known")
    held = held_on(answers.device, actor=actor) if answers.device else Held()
    typed = _typed(answers.codes, actor)
    here = country(settings.COUNTRY)
    known_on = date.fromisoformat(answers.known_on)
    record(act, actor=actor, root=actor.agency)
    opened = Breach(
        id=act.record,
        agency_id=actor.agency,
        what=answers.what,
        known_on=known_on,
        file_by=here.limits.file_by(known_at(known_on)),
        opened_by=actor.name,
        opened_at=act.received_at,
        elsewhere=held.elsewhere,
    )
    opened.save(force_insert=True)
    _touch(opened, {DEVICE: held.survivors, TYPED: typed}, actor, act)
    return opened


@writing
def note_step(*, actor: Actor, act: Act[StepAnswers]) -> Breach:
    """Note one step: what is stopped, who was told, what is filed or learned."""
    answers, found = act.answers, get_breach(act.record, actor=actor)
    refuse_unless(found.closed_at is None, "breach.closed")
    fault = step_fault(answers)
    refuse_unless(not fault, "breach.incomplete", field=fault)
    names = [place.name for place in country(settings.COUNTRY).regions]
    require_plain(answers.note, "note", names)
    typed = _typed(answers.codes, actor)
    record(act, actor=actor, root=actor.agency)
    day = (
        date.fromisoformat(answers.done_on)
        if answers.done_on
        else act.received_at.date()
    )
    found.filed_on = day if answers.step == FILED else found.filed_on
    found.settled = found.settled or answers.step in (FILED, UNFILED)
    found.told = found.told or (answers.step, answers.whom) == (TOLD, SURVIVORS)
    found.learned = found.learned or answers.step == LESSON
    _touch(found, {TYPED: typed}, actor, act)
    return keep(found, *NOTED)


@writing
def close_breach(*, actor: Actor, act: Act[EndAnswers]) -> Breach:
    """Close a breach once it was filed or not for a reason, told, and learned from."""
    found = get_breach(act.record, actor=actor)
    refuse_unless(found.closed_at is None, "breach.closed")
    facts = BreachFacts(
        found.settled, found.learned, found.told, len(touched_by(found))
    )
    fault = closing_fault(facts, act.answers.harm)
    refuse_unless(not fault, fault or "breach.closed")
    record(act, actor=actor, root=actor.agency)
    found.harm, found.closed_at = act.answers.harm, act.received_at
    return keep(found, "harm", "closed_at")


def _typed(text: str, actor: Actor) -> list[Survivor]:
    codes, wrong = codes_in(text)
    found = called(codes, actor=actor) if codes else []
    missing = unknown(codes, {one.code for one in found})
    refuse_unless(not wrong and not missing, "breach.codes", field="codes")
    return found


def _touch(
    breach: Breach,
    found: dict[str, Iterable[Survivor]],
    actor: Actor,
    act: Act[BreachAnswers] | Act[StepAnswers],
) -> None:
    already = {one.survivor_id for one in touched_by(breach)}
    how = {one.id: way for way, those in found.items() for one in those}
    new = {one: way for one, way in how.items() if one not in already}
    if new:
        Touched.objects.bulk_create(
            Touched(breach=breach, survivor_id=one, how=way) for one, way in new.items()
        )
        note_reading(WHERE, new, actor=actor, at=act.received_at)
