"""Open cases, keep her needs and what came of each; help never waits for more."""

from datetime import datetime
from typing import Any

from django.conf import settings

from demeso.casework.models import Case, Incident, PlanLine
from demeso.casework.queries import (
    get_incident,
    get_led_case,
    get_plan_line,
    is_case,
    is_incident,
    line_to_move,
    plan_lines,
)
from demeso.casework.rules import (
    MOVES,
    AssessmentAnswers,
    AssessmentFacts,
    CaseAnswers,
    IncidentAnswers,
    NeedsAnswers,
    OutcomeAnswers,
    SafetyAnswers,
    after,
    are_case_keys,
    classify,
    contexts,
    in_force_incident,
    is_ahead,
    is_typed_rightly,
    line_id,
    may_complete,
    outcome_after,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.forms import ALWAYS
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing
from demeso.survivors.queries import get_helped_survivor, require_helped
from demeso.survivors.rules import are_bodies
from demeso.survivors.services import seal_under
from demeso.vault.services import keep_case_keys, keep_parts


def _helped_case(case: str, actor: Actor) -> Case:
    """Return a case that the actor leads, whose survivor still agrees."""
    found = get_led_case(case, actor=actor)
    require_helped(found.survivor, actor=actor)
    return found


def _keep_sealed(actor: Actor, act: Act[Any], case: str, *compartments: str) -> None:
    fitting = are_bodies(act.sealed, *compartments)
    refuse_unless(fitting, "vault.other_compartment")
    keep_parts(actor=actor, act=act, objects=frozenset({case}))


@writing
def open_case(*, actor: Actor, act: Act[CaseAnswers]) -> Case:
    """Open the work with a survivor who has said yes, with keys of its own."""
    survivor = get_helped_survivor(act.answers.survivor, actor=actor)
    refuse_unless(not is_case(act.record), "case.known")
    refuse_unless(are_case_keys(act.sealed), "case.keys")
    keep_case_keys(actor=actor, act=act, case=act.record, agency=actor.agency)
    record(act, actor=actor, root=survivor.id)
    seal_under(actor=actor, act=act, survivor=survivor.id, case=act.record)
    return Case.objects.create(
        id=act.record,
        survivor_id=survivor.id,
        agency_id=actor.agency,
        lead_id=actor.worker,
        opened_at=act.received_at,
    )


@writing
def record_needs(*, actor: Actor, act: Act[NeedsAnswers]) -> list[PlanLine]:
    """Keep her needs in her order, one plan line each; nothing is deleted."""
    case = _helped_case(act.record, actor)
    in_force = record(act, actor=actor, root=case.survivor_id)
    named = in_force["priorities"].get("needs") or ()
    needs = [need for need in named if need not in ("unknown", "declined")]
    lines = {line.need: line for line in plan_lines(case)}
    for need, line in lines.items():
        if need not in needs and line.dropped_at is None:
            line.dropped_at = act.received_at
    for rank, need in enumerate(needs, start=1):
        line = lines.setdefault(need, _new_line(case, need, act.received_at))
        line.rank, line.dropped_at = rank, None
    PlanLine.objects.bulk_create(
        lines.values(), update_conflicts=True, unique_fields=["id"],
        update_fields=["rank", "dropped_at"],
    )  # fmt: skip
    return plan_lines(case)


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
    line.save(update_fields=["outcome", "barriers", "reoffer", "status"])
    return line


@writing
def move_line(*, actor: Actor, act: Act[Any], line: str, status: str) -> PlanLine:
    """Follow a referral of this need; the room above has asked who may."""
    found = line_to_move(line)
    record(act, actor=actor, root=found.case.survivor_id)
    found.status = after(found.status, MOVES[status])
    found.outcome = outcome_after(found.outcome, status)
    found.save(update_fields=["status", "outcome"])
    return found


@writing
def record_safety(*, actor: Actor, act: Act[SafetyAnswers]) -> Case:
    """Keep danger and risk as people judge them; her plan stays sealed."""
    case = _helped_case(act.record, actor)
    _keep_sealed(actor, act, case.id, "narrative")
    in_force = record(act, actor=actor, root=case.survivor_id)
    case.in_danger = str(in_force["danger"].get("in_danger") or "")
    case.risk_level = str(in_force["risk"].get("risk_level") or "")
    case.save(update_fields=["in_danger", "risk_level"])
    return case


@writing
def complete_assessment(*, actor: Actor, act: Act[AssessmentAnswers]) -> Case:
    """Mark the first round complete: her priorities and a risk level suffice."""
    case = _helped_case(act.record, actor)
    needs = case.lines.filter(dropped_at=None).count()
    ready = may_complete(AssessmentFacts(needs, case.risk_level))
    refuse_unless(ready, "assessment.unfinished")
    record(act, actor=actor, root=case.survivor_id)
    case.assessed_at = case.assessed_at or act.received_at
    case.save(update_fields=["assessed_at"])
    return case


@writing
def record_incident(*, actor: Actor, act: Act[IncidentAnswers]) -> Incident:
    """Keep what happened, coded, if and when she wants; the rest stays sealed."""
    answers = act.answers
    case = _helped_case(answers.case, actor)
    if is_incident(act.record):
        known = get_incident(act.record, actor=actor)
        refuse_unless(known.case_id == case.id, "incident.other_case", field="case")
    _require_plausible(answers, act.received_at)
    _keep_sealed(actor, act, case.id, "sensitive", "narrative")
    in_force = record(act, actor=actor, root=case.survivor_id)
    stands = in_force_incident(in_force)
    kept, _made = Incident.objects.update_or_create(
        id=act.record,
        defaults=_coded(stands),
        create_defaults={
            **_coded(stands), "case": case, "recorded_at": act.received_at,
        },
    )  # fmt: skip
    return kept


def _require_plausible(answers: IncidentAnswers, at: datetime) -> None:
    refuse_unless(is_typed_rightly(answers), "incident.type", field="gbv_type")
    ahead = is_ahead(answers.month, f"{at:%Y-%m}")
    refuse_unless(not ahead, "incident.ahead", field="month")
    # A place finer than a cercle must not slip into a coded answer.
    known = country(settings.COUNTRY).codes("cercles") | {"", *ALWAYS}
    refuse_unless(answers.cercle in known, "incident.cercle", field="cercle")


def _coded(stands: IncidentAnswers) -> dict[str, Any]:
    gbv_type = classify(stands)
    names = ("month", "cercle", "delay_band", "age_band", "sex", "reported_elsewhere")
    return {
        **{name: getattr(stands, name) for name in names},
        "gbv_type": gbv_type,
        "contexts": list(contexts(stands, gbv_type)),
    }
