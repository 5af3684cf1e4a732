"""Keep what she asks about what is held of her, and that she was answered."""

from datetime import date

from django.conf import settings

from demeso.casework.models import Request
from demeso.casework.queries.requesting import case_ids, get_asked, is_request
from demeso.casework.rules.requesting import (
    RequestAnswers,
    RequestDone,
    request_fault,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.queries import get_led_survivor
from demeso.vault.shredding import delete_texts

ANSWERED = ("done", "erased", "kept_because", "answered_on", "answered_by_act")


@writing
def receive_request(*, actor: Actor, act: Act[RequestAnswers]) -> Request:
    """Write down that she asks; even who took her yes back may ask."""
    answers = act.answers
    survivor = get_led_survivor(answers.survivor, actor=actor)
    refuse_unless(not is_request(act.record), "request.known")
    asked_on = date.fromisoformat(answers.asked_on)
    refuse_unless(asked_on <= act.received_at.date(), "form.faults", field="asked_on")
    record(act, actor=actor, root=survivor.id)
    asked = Request(
        id=act.record,
        survivor_id=survivor.id,
        agency_id=actor.agency,
        lead_id=actor.worker,
        asked=list(answers.asked),
        asked_on=asked_on,
        due_on=country(settings.COUNTRY).limits.answer_by(asked_on),
        received_at=act.received_at,
    )
    return keep(asked)


@writing
def answer_request(*, actor: Actor, act: Act[RequestDone]) -> Request:
    """Write down what she was answered, and erase what she wanted erased."""
    answers, found = act.answers, get_asked(act.record, actor=actor)
    refuse_unless(found.answered_on is None, "request.settled")
    fault = request_fault(found.asked, answers, found.asked_on)
    refuse_unless(not fault, "request.unanswered", field=fault)
    record(act, actor=actor, root=found.survivor_id)
    for case in case_ids(found.survivor_id) if answers.erased else ():
        delete_texts(actor=actor, act=act, object_=case, compartments=answers.erased)
    found.done, found.erased = list(answers.done), list(answers.erased)
    found.kept_because = list(answers.kept_because)
    found.answered_on = date.fromisoformat(answers.answered_on)
    found.answered_by_act = act.id
    return keep(found, *ANSWERED)
