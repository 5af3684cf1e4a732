"""The acts of `desk`: what whoever watches over the data does."""

from demeso.desk.forms.breaches import BREACH, END, STEP
from demeso.desk.forms.exporting import EXPORT
from demeso.desk.forms.retaining import HOLD, LIFT, RETENTION
from demeso.desk.rules.breaches import BreachAnswers, EndAnswers, StepAnswers
from demeso.desk.rules.exporting import ExportAnswers
from demeso.desk.rules.retaining import HoldAnswers, LiftAnswers, RetentionAnswers
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.desk.services"


def _kind(name: str, form: Form, answers: type, service: str) -> Kind:
    return Kind(name, name.partition(".")[0], form.id, answers, f"{SERVICES}.{service}")


KINDS: tuple[Kind, ...] = (
    _kind("breach.opened", BREACH, BreachAnswers, "breaching.open_breach"),
    _kind("breach.noted", STEP, StepAnswers, "breaching.note_step"),
    _kind("breach.closed", END, EndAnswers, "breaching.close_breach"),
    _kind("export.made", EXPORT, ExportAnswers, "exporting.make_export"),
    _kind("hold.placed", HOLD, HoldAnswers, "retaining.place_hold"),
    _kind("hold.lifted", LIFT, LiftAnswers, "retaining.lift_hold"),
    _kind("retention.applied", RETENTION, RetentionAnswers,
          "retaining.apply_retention"),
)  # fmt: skip
# Asked on pages of the desk only: no device fills them.
FORMS: tuple[Form, ...] = (BREACH, STEP, END, EXPORT, HOLD, LIFT, RETENTION)
