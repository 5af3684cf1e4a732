"""Hand on, answer, confirm, call back."""

from collections.abc import Collection
from datetime import date
from typing import Any

from demeso.casework.models import Case, Closure
from demeso.casework.queries.cases import get_open_case, get_plan_line
from demeso.casework.queries.following import get_closure
from demeso.casework.rules.closing import (
    ApprovalAnswers,
    ClosureAnswers,
    are_acknowledged,
)
from demeso.casework.services.closing import close_case, keep_proposal
from demeso.casework.services.plan import move_line
from demeso.consent.queries import require_consent
from demeso.consent.rules.allowing import WithdrawalAnswers
from demeso.directory.queries.listing import recipient
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.ids import is_uuid7
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.referrals.models import Referral
from demeso.referrals.queries.referring import (
    get_answerable,
    get_followed,
    is_answer_seen,
    is_known,
    open_referrals,
)
from demeso.referrals.rules.answering import (
    AnswerAnswers,
    Event,
    HandoverAnswers,
    ReceiptAnswers,
    Standing,
    Status,
    Word,
    after,
    answered,
    confirmed,
    event_of,
    is_from_survivor,
    is_of_line,
    month_told,
    received_now,
)
from demeso.referrals.services.detours import put_back_late
from demeso.referrals.services.shredding import KEPT, shred_packages
from demeso.vault.services import keep_package


@writing
def send_referral(*, actor: Actor, act: Act[HandoverAnswers]) -> Referral:
    """Hand a survivor on to a provider, with exactly what she allowed."""
    answers = act.answers
    line = get_plan_line(answers.line, actor=actor)
    survivor = line.case.survivor_id
    refuse_unless(is_of_line(answers, line.case_id, survivor), "referral.other_line")
    refuse_unless(not is_known(act.record), "referral.known")
    refuse_unless(all(map(is_uuid7, answers.heard)), "form.faults", field="heard")
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
    refuse_unless(readers.issuperset(answers.sealed_to), "vault.recipient")
    keep_package(permit, actor=actor, act=act, to=readers)
    move_line(actor=actor, act=act, line=line.id, status=Status.SENT)
    sent = Referral(
        id=act.record,
        line_id=line.id,
        case_id=line.case_id,
        agency_id=line.case.agency_id,
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
    keep(sent)
    put_back_late(actor=actor, act=act)
    return sent


@writing
def accept_referral(*, actor: Actor, act: Act[AnswerAnswers]) -> Referral:
    """Say yes for a provider, with a day when one is agreed."""
    return _answer(Event.ACCEPT, actor, act)


@writing
def decline_referral(*, actor: Actor, act: Act[AnswerAnswers]) -> Referral:
    """Say no for a provider, and why, so that the gap is seen."""
    refuse_unless(bool(act.answers.reason), "referral.reason_missing", field="reason")
    return _answer(Event.DECLINE, actor, act)


def _answer(event: Event, actor: Actor, act: Act[AnswerAnswers]) -> Referral:
    said = act.answers
    referral = get_answerable(act.record, actor=actor, said_by=said.said_by)
    told = _day(said.appointment_day)
    word = Word(event, said.said_by, str(told or ""), is_answer_seen(act))
    stands = answered(_standing(referral), word)
    record(act, actor=actor, root=referral.survivor_id)
    if (stands.status, stands.said_by) == (word.status, word.said_by):
        referral.answered_at, referral.reason = act.said_at, said.reason
    referral.said_by, referral.disputed = stands.said_by, stands.disputed
    referral.appointment_on = _day(stands.day)
    return _moved(referral, Status(stands.status), actor, act)


def _standing(referral: Referral) -> Standing:
    day = str(referral.appointment_on or "")
    return Standing(referral.status, referral.said_by, day, referral.disputed)


@writing
def confirm_receipt(*, actor: Actor, act: Act[ReceiptAnswers]) -> Referral:
    """Write down that she received the service, as the provider or she says."""
    answers = act.answers
    if is_from_survivor(answers):
        referral = get_followed(act.record, actor=actor)
    else:
        referral = get_answerable(act.record, actor=actor, said_by=answers.said_by)
        referral.receipt_said_by = answers.said_by
    before = referral.confirmed_by
    status = after(referral.status, event_of(answers, referral.status))
    record(act, actor=actor, root=referral.survivor_id)
    referral.received = received_now(referral.received, before, answers)
    if status is Status.RECEIVED:
        referral.received_at = referral.received_at or act.received_at
        told = referral.received_month
        referral.received_month = told or month_told(answers.month, act.received_at)
        referral.confirmed_by = confirmed(before, answers.confirmed_by)
    else:  # nobody counts what she says she did not receive
        referral.received_at, referral.received_month = None, ""
        referral.confirmed_by = ""
    return _moved(referral, status, actor, act)


@writing
def recall_open_referrals(
    *, actor: Actor, act: Act[WithdrawalAnswers]
) -> list[Referral]:
    """Call back what is still open when she withdraws what she had allowed."""
    what, place = act.answers.what, act.record
    if what in KEPT:
        return []
    found = (
        open_referrals(release=place)
        if what == "release"
        else open_referrals(survivor=place)
    )
    for referral in found:
        referral.recalled_at = act.received_at
        _moved(referral, after(referral.status, Event.RECALL), actor, act)
    shred_packages(actor=actor, act=act)
    return found


@writing
def propose_closure(*, actor: Actor, act: Act[ClosureAnswers]) -> Closure:
    """Propose to end the work on a case, when no referral is forgotten in it."""
    case = get_open_case(act.answers.case, actor=actor)
    _require_looked_at(case.id, act.answers.left_open)
    return keep_proposal(actor=actor, act=act)


@writing
def approve_closure(*, actor: Actor, act: Act[ApprovalAnswers]) -> Case:
    """End the work on a case, when no referral was sent since it was proposed."""
    closure = get_closure(act.record, actor=actor)
    _require_looked_at(closure.case_id, closure.left_open)
    return close_case(actor=actor, act=act)


def _require_looked_at(case: str, left_open: Collection[object]) -> None:
    open_ones = [row.id for row in open_referrals(case=case)]
    known = are_acknowledged(open_ones, left_open)
    refuse_unless(known, "closure.open_referrals", field="left_open")


def _moved(referral: Referral, status: Status, actor: Actor, act: Act[Any]) -> Referral:
    before, referral.status = referral.status, status
    referral.save()
    if before != status:
        came = "denied" if before == Status.RECEIVED else status
        move_line(actor=actor, act=act, line=referral.line_id, status=came)
    return referral


def _day(text: str) -> date | None:
    known = text not in ("", "unknown", "declined")
    return date.fromisoformat(text) if known else None
