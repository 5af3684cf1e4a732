"""End the work on a case, reviewed, and take it up again when she comes back.

The room above asks about referrals that are still open, and calls these.
"""

from typing import Any

from demeso.casework.models import Case, Closure
from demeso.casework.queries.cases import get_led_case, get_open_case
from demeso.casework.queries.following import (
    closures,
    get_closure,
    is_closure,
    standing_of,
)
from demeso.casework.rules.asking import YES
from demeso.casework.rules.closing import (
    ApprovalAnswers,
    ClosureAnswers,
    ReopeningAnswers,
    ReturnAnswers,
    State,
    after,
    closure_fault,
)
from demeso.casework.rules.following import due_on
from demeso.casework.rules.opening import are_case_keys
from demeso.casework.services.sealing import keep_sealed
from demeso.consent.services import lapse_consents
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.queries import require_helped
from demeso.survivors.services.recording import seal_under
from demeso.vault.services import delete_reading, keep_case_keys

REVIEWED = ("state", "reviewed_by", "reviewed_at")
CHECKLIST = ("plan_reviewed", "needs_met", "agreed", "told_return")


@writing
def keep_proposal(*, actor: Actor, act: Act[ClosureAnswers]) -> Closure:
    """Propose to end the work; a supervisor has the last word."""
    answers = act.answers
    case = get_open_case(answers.case, actor=actor)
    if act.sealed:  # nothing new is kept about someone who took her yes back
        require_helped(case.survivor, actor=actor)
    refuse_unless(not is_closure(act.record), "closure.known")
    waiting = closures(case, State.PROPOSED).exists()
    refuse_unless(not waiting, "closure.waiting")
    named = (answers.survivor, answers.code)
    same = named == (case.survivor_id, case.survivor.code)
    refuse_unless(same, "closure.other_case", field="case")
    fault = closure_fault(answers, standing_of(case), act.received_at)
    refuse_unless(not fault, fault)
    keep_sealed(actor=actor, act=act, case=case.id, compartments=("narrative",))
    record(act, actor=actor, root=case.survivor_id)
    proposed = Closure(
        id=act.record,
        case=case,
        state=after("", act.kind),
        reasons=list(answers.reasons),
        checklist={name: getattr(answers, name) for name in CHECKLIST},
        left_open=list(answers.left_open),
        proposed_by=actor.name,
        proposed_at=act.received_at,
    )
    return keep(proposed)


@writing
def close_case(*, actor: Actor, act: Act[ApprovalAnswers]) -> Case:
    """End the work: who she is can be read by nobody alone, and she may come back."""
    agreed = act.answers.approved == YES
    refuse_unless(agreed, "closure.unsaid", field="approved")
    closure = _reviewed(actor, act)
    case = closure.case
    refuse_unless(not _is_at_risk_now(closure, act), "closure.high_risk")
    record(act, actor=actor, root=case.survivor_id)
    keep(closure, *REVIEWED)
    case.closed_at, case.next_on = act.received_at, None
    keep(case, "closed_at", "next_on")
    delete_reading(actor=actor, act=act, object_=case.id)
    if not case.survivor.cases.filter(closed_at=None).exists():
        lapse_consents(actor=actor, act=act, survivor=case.survivor_id)
    return case


@writing
def return_closure(*, actor: Actor, act: Act[ReturnAnswers]) -> Closure:
    """Give a proposal back, and say what should come first."""
    closure = _reviewed(actor, act)
    record(act, actor=actor, root=closure.case.survivor_id)
    closure.return_reason = act.answers.return_reason
    return keep(closure, *REVIEWED, "return_reason")


def _reviewed(actor: Actor, act: Act[Any]) -> Closure:
    closure = get_closure(act.record, actor=actor)
    refuse_unless(closure.proposed_by != actor.name, "closure.own")
    closure.state = after(closure.state, act.kind)
    closure.reviewed_by, closure.reviewed_at = actor.name, act.received_at
    return closure


def _is_at_risk_now(closure: Closure, act: Act[Any]) -> bool:
    said = ClosureAnswers(
        reasons=tuple(closure.reasons), told_return=closure.checklist["told_return"]
    )
    fault = closure_fault(said, standing_of(closure.case), act.received_at)
    return fault == "closure.high_risk"


@writing
def reopen_case(*, actor: Actor, act: Act[ReopeningAnswers]) -> Case:
    """Take a case up again under the same code, with keys of its own.

    She has said yes anew; who she is and how to reach her is asked again.
    """
    case = get_led_case(act.record, actor=actor)
    same = act.answers.survivor == case.survivor_id
    refuse_unless(same, "closure.other_case", field="survivor")
    refuse_unless(case.closed_at is not None, "case.open")
    require_helped(case.survivor, actor=actor)
    refuse_unless(are_case_keys(act.sealed), "case.keys")
    keep_case_keys(actor=actor, act=act, case=case.id, agency=actor.agency)
    record(act, actor=actor, root=case.survivor_id)
    seal_under(actor=actor, act=act, survivor=case.survivor_id, case=case.id)
    closures(case, State.APPROVED).update(state=after(State.APPROVED, act.kind))
    at = act.received_at
    case.closed_at, case.last_contact_at, case.attempts = None, at, 0
    case.next_on = due_on(case.risk_level, case.in_danger, at.date())
    return keep(case, "closed_at", "last_contact_at", "attempts", "next_on")
