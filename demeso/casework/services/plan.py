"""Keep her needs and what came of each."""

from datetime import datetime
from typing import Any

from demeso.casework.models import Case, PlanLine
from demeso.casework.queries.cases import (
    get_helped_case,
    get_plan_line,
    line_to_move,
    plan_lines,
)
from demeso.casework.rules.plan import (
    MOVES,
    NeedsAnswers,
    OutcomeAnswers,
    after,
    line_id,
    outcome_after,
    together,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.queries import require_helped


@writing
def record_needs(*, actor: Actor, act: Act[NeedsAnswers]) -> list[PlanLine]:
    """Keep her needs in her order, one plan line each; nothing is deleted."""
    case = get_helped_case(act.record, actor=actor)
    in_force = record(act, actor=actor, root=case.survivor_id)
    named = in_force["priorities"].get("needs") or ()
    needs = [need for need in named if need not in ("unknown", "declined")]
    lines = {line.need: line for line in plan_lines(case)}
    for need, line in lines.items():
        if need not in needs and line.dropped_at is None:
            line.dropped_at = act.received_at
    for rank, need in enumerate(needs, start=1):
        line = lines.setdefault(need, _new_line(case, need, act.said_at))
        line.rank, line.dropped_at = rank, None
    for line in lines.values():
        keep(line, "rank", "dropped_at")
    return _sum(case)


def _sum(case: Case) -> list[PlanLine]:
    """Let the case say what its needs say together; return them."""
    lines = plan_lines(case)
    named = ((line.need, line.status) for line in lines if line.dropped_at is None)
    case.needs, case.is_lacking = together(named)
    keep(case, "needs", "is_lacking")
    return lines


def _new_line(case: Case, need: str, at: datetime) -> PlanLine:
    return PlanLine(
        id=line_id(case.id, need),
        case=case,
        need=need,
        status=after("", "needs.recorded"),
        opened_at=at,
    )


@writing
def record_outcome(*, actor: Actor, act: Act[OutcomeAnswers]) -> PlanLine:
    """Keep what came of one need; a no is kept with respect, and can change."""
    line = get_plan_line(act.record, actor=actor)
    refuse_unless(line.case_id == act.answers.case, "line.other_case", field="case")
    require_helped(line.case.survivor, actor=actor)
    in_force = record(act, actor=actor, root=line.case.survivor_id)
    stands = in_force["outcome"]
    line.outcome = str(stands.get("outcome") or "")
    line.barriers = list(stands.get("barriers") or ())
    line.reoffer = str(stands.get("reoffer") or "")
    line.status = after(line.status, line.outcome)
    keep(line, "outcome", "barriers", "reoffer", "status")
    _sum(line.case)
    return line


@writing
def move_line(*, actor: Actor, act: Act[Any], line: str, status: str) -> PlanLine:
    """Follow a referral of this need; the room above has asked who may."""
    found = line_to_move(line)
    record(act, actor=actor, root=found.case.survivor_id)
    found.status = after(found.status, MOVES[status])
    found.outcome = outcome_after(found.outcome, status)
    keep(found, "status", "outcome")
    _sum(found.case)
    return found
