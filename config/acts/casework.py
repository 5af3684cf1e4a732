"""The acts of `casework`."""

from demeso.casework.forms.closing import (
    APPROVAL,
    CLOSURE,
    NEW_KEYS,
    REOPENING,
    RETURN,
)
from demeso.casework.forms.following import FOLLOW_UP
from demeso.casework.forms.glass import (
    GLASS,
    GLASS_END,
    GLASS_REFUSAL,
    GLASS_RELEASE,
)
from demeso.casework.forms.handing import (
    ASSIGNING,
    HALF_GIVEN,
    HANDING,
    TAKING_OVER,
)
from demeso.casework.forms.helping import ASSESSMENT, CASE, NEEDS, OUTCOME
from demeso.casework.forms.orienting import URGENCY
from demeso.casework.forms.requesting import REQUEST, REQUEST_ANSWER
from demeso.casework.forms.safety import SAFETY
from demeso.casework.forms.telling import CORRECTION, INCIDENT
from demeso.casework.rules.closing import (
    ApprovalAnswers,
    ClosureAnswers,
    ReopeningAnswers,
    ReturnAnswers,
)
from demeso.casework.rules.following import FollowUpAnswers
from demeso.casework.rules.glass import (
    EndAnswers,
    GlassAnswers,
    RefusalAnswers,
    ReleaseAnswers,
)
from demeso.casework.rules.handing import (
    AssigningAnswers,
    HalfAnswers,
    HandingAnswers,
    TakingOverAnswers,
)
from demeso.casework.rules.opening import CaseAnswers
from demeso.casework.rules.plan import NeedsAnswers, OutcomeAnswers
from demeso.casework.rules.requesting import RequestAnswers, RequestDone
from demeso.casework.rules.safety import AssessmentAnswers, SafetyAnswers
from demeso.casework.rules.shredding import NewKeysAnswers
from demeso.casework.rules.telling import CorrectionAnswers, IncidentAnswers
from demeso.casework.rules.urgency import UrgencyAnswers
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.casework.services"
# A closure asks first which referrals are still open: that room stands above.
ABOVE = "demeso.referrals.services.referring"

KINDS: tuple[Kind, ...] = (
    Kind(
        "case.opened",
        record="case",
        form=CASE.id,
        answers=CaseAnswers,
        service=f"{SERVICES}.opening.open_case",
    ),
    Kind(
        "needs.recorded",
        record="case",
        form=NEEDS.id,
        answers=NeedsAnswers,
        service=f"{SERVICES}.plan.record_needs",
    ),
    Kind(
        "outcome.recorded",
        record="line",
        form=OUTCOME.id,
        answers=OutcomeAnswers,
        service=f"{SERVICES}.plan.record_outcome",
    ),
    Kind(
        "safety.recorded",
        record="case",
        form=SAFETY.id,
        answers=SafetyAnswers,
        service=f"{SERVICES}.safety.record_safety",
    ),
    Kind(
        "assessment.completed",
        record="case",
        form=ASSESSMENT.id,
        answers=AssessmentAnswers,
        service=f"{SERVICES}.safety.complete_assessment",
    ),
    Kind(
        "incident.recorded",
        record="incident",
        form=INCIDENT.id,
        answers=IncidentAnswers,
        service=f"{SERVICES}.telling.record_incident",
    ),
    Kind(
        "type.corrected",
        record="incident",
        form=CORRECTION.id,
        answers=CorrectionAnswers,
        service=f"{SERVICES}.telling.correct_type",
    ),
    Kind(
        "urgency.recorded",
        record="urgency",
        form=URGENCY.id,
        answers=UrgencyAnswers,
        service=f"{SERVICES}.urgency.record_urgency",
    ),
    Kind(
        "follow_up.recorded",
        record="follow_up",
        form=FOLLOW_UP.id,
        answers=FollowUpAnswers,
        service=f"{SERVICES}.following.record_follow_up",
    ),
    Kind(
        "closure.proposed",
        record="closure",
        form=CLOSURE.id,
        answers=ClosureAnswers,
        service=f"{ABOVE}.propose_closure",
        shared=("link", "closing"),  # the coded line that stays on her device
    ),
    Kind(
        "closure.approved",
        record="closure",
        form=APPROVAL.id,
        answers=ApprovalAnswers,
        service=f"{ABOVE}.approve_closure",
        shared=("review",),
    ),
    Kind(
        "closure.returned",
        record="closure",
        form=RETURN.id,
        answers=ReturnAnswers,
        service=f"{SERVICES}.closing.return_closure",
    ),
    Kind(
        "case.reopened",
        record="case",
        form=REOPENING.id,
        answers=ReopeningAnswers,
        service=f"{SERVICES}.closing.reopen_case",
    ),
    Kind(
        "keys.replaced",
        record="case",
        form=NEW_KEYS.id,
        answers=NewKeysAnswers,
        service=f"{SERVICES}.shredding.replace_keys",
    ),
    Kind(
        "request.received",
        record="request",
        form=REQUEST.id,
        answers=RequestAnswers,
        service=f"{SERVICES}.requesting.receive_request",
    ),
    Kind(
        "request.answered",
        record="request",
        form=REQUEST_ANSWER.id,
        answers=RequestDone,
        service=f"{SERVICES}.requesting.answer_request",
    ),
    Kind(
        "glass.requested",
        record="glass",
        form=GLASS.id,
        answers=GlassAnswers,
        service=f"{SERVICES}.glass.request_glass",
    ),
    Kind(
        "glass.released",
        record="glass",
        form=GLASS_RELEASE.id,
        answers=ReleaseAnswers,
        service=f"{SERVICES}.glass.release_glass",
    ),
    Kind(
        "glass.refused",
        record="glass",
        form=GLASS_REFUSAL.id,
        answers=RefusalAnswers,
        service=f"{SERVICES}.glass.refuse_glass",
    ),
    Kind(
        "glass.closed",
        record="glass",
        form=GLASS_END.id,
        answers=EndAnswers,
        service=f"{SERVICES}.glass.close_glass",
    ),
    Kind(
        "case.handed",
        record="case",
        form=HANDING.id,
        answers=HandingAnswers,
        service=f"{SERVICES}.handing.hand_case",
    ),
    Kind(
        "survivor.assigned",
        record="survivor",
        form=ASSIGNING.id,
        answers=AssigningAnswers,
        service=f"{SERVICES}.handing.assign_survivor",
    ),
    Kind(
        "half.given",
        record="case",
        form=HALF_GIVEN.id,
        answers=HalfAnswers,
        service=f"{SERVICES}.handing.give_half",
    ),
    Kind(
        "case.taken",
        record="case",
        form=TAKING_OVER.id,
        answers=TakingOverAnswers,
        service=f"{SERVICES}.handing.take_over",
    ),
)
FORMS: tuple[Form, ...] = (
    CASE,
    NEEDS,
    OUTCOME,
    SAFETY,
    ASSESSMENT,
    INCIDENT,
    CORRECTION,
    URGENCY,
    FOLLOW_UP,
    CLOSURE,
    APPROVAL,
    RETURN,
    REOPENING,
    NEW_KEYS,
    REQUEST,
    REQUEST_ANSWER,
    GLASS,
    GLASS_RELEASE,
    GLASS_REFUSAL,
    GLASS_END,
    HANDING,
    ASSIGNING,
    HALF_GIVEN,
    TAKING_OVER,
)
