"""Scenarios 28 and 31: little is needed, and no is a full answer."""

from client.townspeople import Town, require_quiet
from client.walk import (
    complete_assessment,
    open_case,
    record_needs,
    record_outcome,
    record_safety,
)
from tests.journeys.desk import Opener
from tests.journeys.house import House, rows


def test_scenario_28_needs_order_and_risk_are_enough_for_a_complete_assessment(
    house: House, town: Town, desk_of: Opener
) -> None:
    worker = town.people["aissata"]
    case = open_case(worker)
    complete_assessment(worker, case)
    (early,) = worker.exchange()
    assert early["code"] == "assessment.unfinished"
    record_needs(worker, case, ["safehouse", "health"])
    record_safety(worker, case, danger="unsure", risk="medium")
    complete_assessment(worker, case)
    require_quiet(worker)
    marked = rows(
        house,
        f"SELECT assessed_at IS NOT NULL FROM casework_case WHERE id = '{case.case}'",
    )
    assert [bool(done) for (done,) in marked] == [True]
    tracker = desk_of(town.people["kadi"]).text("/desk/suivi")
    assert case.code[:3] in tracker


def test_scenario_31_a_no_is_kept_with_respect_and_can_be_offered_again(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = open_case(worker)
    record_needs(worker, case, ["legal"])
    require_quiet(worker)
    waiting = rows(house, "SELECT count(*) FROM django_tasks_database_dbtaskresult")
    barriers = ["fear.reprisal", "family.settlement"]
    record_outcome(worker, case, "legal", "declined", barriers=barriers)
    require_quiet(worker)
    line = "SELECT outcome, reoffer FROM casework_planline WHERE case_id = '{}'"
    assert rows(house, line.format(case.case))[0][0] == "declined"
    # No reminder exists unless she wants one: no job was made.
    assert waiting == rows(
        house, "SELECT count(*) FROM django_tasks_database_dbtaskresult"
    )
    worker.exchange()
    record_outcome(worker, case, "legal", "already")
    require_quiet(worker)
    assert rows(house, line.format(case.case))[0][0] == "already"
    (first,) = (
        c for c in worker.changes.values() if "barriers" in repr(c["act"]["groups"])
    )
    assert first["act"]["groups"]["outcome"]["barriers"] == barriers
