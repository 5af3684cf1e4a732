"""Hand on, answer, confirm, call back."""

from datetime import date
from typing import Any

from demeso.casework.queries import get_plan_line
from demeso.casework.services import move_line
from demeso.consent.queries import require_consent
from demeso.consent.rules import WithdrawalAnswers
from demeso.directory.queries import recipient
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing
from demeso.referrals.models import Referral
from demeso.referrals.queries import (
    get_answerable,
    get_followed,
    is_known,
    open_referrals,
)
from demeso.referrals.rules import (
    AnswerAnswers,
    Event,
    HandoverAnswers,
    ReceiptAnswers,
    Status,
    after,
    confirmed,
    event_of,
    is_from_survivor,
    is_of_line,
    month_told,
)
from demeso.vault.services import keep_package


@writing
def send_referral(*, actor: Actor, act: Act[HandoverAnswers]) -> Referral:
    """Hand a survivor on to a provider, with exactly what she allowed."""
    answers = act.answers
    line = get_plan_line(answers.line, actor=actor)
    survivor = line.case.survivor_id
    refuse_unless(is_of_line(answers, line.case_id, survivor), "referral.other_line")
    refuse_unless(not is_known(act.record), "referral.known")
    to = recipient(answers.recipient)
    refuse_unless(answers.service in to.services, "referral.not_offered")
    categories = frozenset(answers.categories)
    permit = require_consent(
        survivor, release=answers.release, recipient=to.organisation,
        categories=categories, at=act.received_at,
    )  # fmt: skip
    permit.require(to.organisation, categories)
    record(act, actor=actor, root=survivor)
    readers = frozenset(filter(None, (to.focal_point, to.deputy, actor.worker)))
    keep_package(permit, actor=actor, act=act, to=readers)
    move_line(actor=actor, act=act, line=line.id, status=Status.SENT)
    return Referral.objects.create(
        id=act.record,
        line_id=line.id,
        case_id=line.case_id,
        survivor_id=survivor,
        release_id=answers.release,
        recipient_id=to.organisation,
        service=answers.service,
        urgent=answers.urgent == "yes",
        categories=" ".join(answers.categories),
        status=Status.SENT,
        sender=actor.worker,
        sent_at=act.received_at,
        until=permit.until,
    )


@writing
def accept_referral(*, actor: Actor, act: Act[AnswerAnswers]) -> Referral:
    """Say yes for a provider, with a day when one is agreed."""
    referral = get_answerable(act.record, actor=actor)
    status = after(referral.status, Event.ACCEPT)
    record(act, actor=actor, root=referral.survivor_id)
    referral.appointment_on = _day(act.answers.appointment_day)
    return _answered(referral, status, actor, act)


@writing
def decline_referral(*, actor: Actor, act: Act[AnswerAnswers]) -> Referral:
    """Say no for a provider, and why, so that the gap is seen."""
    referral = get_answerable(act.record, actor=actor)
    status = after(referral.status, Event.DECLINE)
    reason = act.answers.reason
    refuse_unless(bool(reason), "referral.reason_missing", field="reason")
    record(act, actor=actor, root=referral.survivor_id)
    referral.reason = reason
    return _answered(referral, status, actor, act)


@writing
def confirm_receipt(*, actor: Actor, act: Act[ReceiptAnswers]) -> Referral:
    """Write down that she received the service, as the provider or she says."""
    answers = act.answers
    from_her = is_from_survivor(answers)
    get = get_followed if from_her else get_answerable
    referral = get(act.record, actor=actor)
    status = after(referral.status, event_of(answers))
    record(act, actor=actor, root=referral.survivor_id)
    referral.received = answers.received
    if status is Status.RECEIVED:
        referral.received_at = referral.received_at or act.received_at
        told = referral.received_month
        referral.received_month = told or month_told(answers.month, act.received_at)
        referral.confirmed_by = confirmed(referral.confirmed_by, answers.confirmed_by)
    return _moved(referral, status, actor, act)


@writing
def recall_open_referrals(
    *, actor: Actor, act: Act[WithdrawalAnswers]
) -> list[Referral]:
    """Call back what is still open when she withdraws what she had allowed."""
    what, place = act.answers.what, act.record
    if what == "statistics":
        return []
    found = (
        open_referrals(release=place)
        if what == "release"
        else open_referrals(survivor=place)
    )
    for referral in found:
        referral.recalled_at = act.received_at
        _moved(referral, after(referral.status, Event.RECALL), actor, act)
    return found


def _answered(
    referral: Referral, status: Status, actor: Actor, act: Act[AnswerAnswers]
) -> Referral:
    referral.answered_at = act.received_at
    return _moved(referral, status, actor, act)


def _moved(referral: Referral, status: Status, actor: Actor, act: Act[Any]) -> Referral:
    moves = status != referral.status
    referral.status = status
    referral.save()
    if moves:
        move_line(actor=actor, act=act, line=referral.line_id, status=status)
    return referral


def _day(text: str) -> date | None:
    known = text not in ("", "unknown", "declined")
    return date.fromisoformat(text) if known else None
