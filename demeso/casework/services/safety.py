"""Keep danger and risk as people judge them; mark the first round complete."""

from demeso.casework.models import HEARD, Case
from demeso.casework.queries.cases import get_helped_case, plan_lines
from demeso.casework.rules.following import Judged, told_at
from demeso.casework.rules.safety import (
    AssessmentAnswers,
    AssessmentFacts,
    SafetyAnswers,
    may_complete,
)
from demeso.casework.services.sealing import keep_sealed
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing


@writing
def record_safety(*, actor: Actor, act: Act[SafetyAnswers]) -> Case:
    """Keep danger and risk as people judge them; her plan stays sealed."""
    case = get_helped_case(act.record, actor=actor)
    keep_sealed(actor=actor, act=act, case=case.id, compartments=("narrative",))
    in_force = record(act, actor=actor, root=case.survivor_id)
    told = told_at(act.envelope.time, act.received_at)
    danger = str(in_force["danger"].get("in_danger") or "")
    risk = str(in_force["risk"].get("risk_level") or "")
    case.hear(Judged(danger, risk, told), told)
    return keep(case, *HEARD)


@writing
def complete_assessment(*, actor: Actor, act: Act[AssessmentAnswers]) -> Case:
    """Mark the first round complete: her priorities and a risk level suffice."""
    case = get_helped_case(act.record, actor=actor)
    needs = sum(line.dropped_at is None for line in plan_lines(case))
    ready = may_complete(AssessmentFacts(needs, case.risk_level))
    refuse_unless(ready, "assessment.unfinished")
    record(act, actor=actor, root=case.survivor_id)
    case.assessed_at = case.assessed_at or act.received_at
    return keep(case, "assessed_at")
