"""The acts of `casework`."""

from demeso.casework import rules
from demeso.casework.forms.helping import ASSESSMENT, CASE, NEEDS, OUTCOME
from demeso.casework.forms.safety import SAFETY
from demeso.casework.forms.telling import INCIDENT
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.casework.services"

KINDS: tuple[Kind, ...] = (
    Kind(
        "case.opened",
        record="case",
        form=CASE.id,
        answers=rules.CaseAnswers,
        service=f"{SERVICES}.open_case",
    ),
    Kind(
        "needs.recorded",
        record="case",
        form=NEEDS.id,
        answers=rules.NeedsAnswers,
        service=f"{SERVICES}.record_needs",
    ),
    Kind(
        "outcome.recorded",
        record="line",
        form=OUTCOME.id,
        answers=rules.OutcomeAnswers,
        service=f"{SERVICES}.record_outcome",
    ),
    Kind(
        "safety.recorded",
        record="case",
        form=SAFETY.id,
        answers=rules.SafetyAnswers,
        service=f"{SERVICES}.record_safety",
    ),
    Kind(
        "assessment.completed",
        record="case",
        form=ASSESSMENT.id,
        answers=rules.AssessmentAnswers,
        service=f"{SERVICES}.complete_assessment",
    ),
    Kind(
        "incident.recorded",
        record="incident",
        form=INCIDENT.id,
        answers=rules.IncidentAnswers,
        service=f"{SERVICES}.record_incident",
    ),
)
FORMS: tuple[Form, ...] = (CASE, NEEDS, OUTCOME, SAFETY, ASSESSMENT, INCIDENT)
