"""The acts of `centres`."""

from demeso.centres.forms import (
    CENTRE,
    CHECKLIST,
    DUTY,
    SHELF,
    TURN_AWAY,
    VISIT,
    VISIT_PARTS,
)
from demeso.centres.rules.keeping import CentreAnswers
from demeso.centres.rules.quality import ChecklistAnswers
from demeso.centres.rules.shelves import ShelfAnswers
from demeso.centres.rules.shifts import DutyAnswers
from demeso.centres.rules.visits import PartsAnswers, TurnAwayAnswers, VisitAnswers
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.centres.services"


def _kind(name: str, record: str, form: Form, answers: type, service: str) -> Kind:
    return Kind(name, record, form.id, answers, f"{SERVICES}.{service}")


KINDS: tuple[Kind, ...] = (
    _kind("centre.opened", "centre", CENTRE, CentreAnswers, "boarding.open_centre"),
    _kind("centre.edited", "centre", CENTRE, CentreAnswers, "boarding.edit_centre"),
    _kind("duty.set", "duty", DUTY, DutyAnswers, "boarding.set_duty"),
    _kind("shelf.counted", "centre", SHELF, ShelfAnswers, "boarding.count_shelf"),
    _kind("visit.opened", "visit", VISIT, VisitAnswers, "counting.open_visit"),
    _kind("visit.ticked", "visit", VISIT_PARTS, PartsAnswers, "counting.tick_visit"),
    _kind("turn_away.recorded", "turn_away", TURN_AWAY, TurnAwayAnswers,
          "counting.record_turn_away"),
    _kind("checklist.filled", "checklist", CHECKLIST, ChecklistAnswers,
          "counting.fill_checklist"),
)  # fmt: skip
# Asked on pages of the desk only: no device fills them.
FORMS: tuple[Form, ...] = (
    CENTRE, DUTY, SHELF, VISIT, VISIT_PARTS, TURN_AWAY, CHECKLIST,
)  # fmt: skip
