from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from demeso.casework.rules import closing as rules
from demeso.casework.rules.closing import CaseStanding, ClosureAnswers, State
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CALM = CaseStanding("no", "low", NOW - timedelta(days=2), 0)
LOST = CaseStanding("no", "low", NOW - timedelta(days=30), 3)
MET = ClosureAnswers(reasons=("needs_met",), told_return="yes")


@pytest.mark.parametrize(
    ("answers", "standing", "code"),
    [
        (MET, CALM, ""),
        (replace(MET, reasons=()), CALM, "closure.no_reason"),
        (MET, replace(CALM, risk_level="high"), "closure.high_risk"),
        (MET, replace(CALM, in_danger="yes"), "closure.high_risk"),
        (MET, replace(CALM, in_danger="unsure", risk_level="medium"), ""),
        (replace(MET, told_return="no"), CALM, "closure.not_told"),
        (replace(MET, told_return="n_a"), CALM, "closure.not_told"),
        (ClosureAnswers(reasons=("lost_contact",)), LOST, ""),
        (ClosureAnswers(reasons=("lost_contact",)), CALM, "closure.not_lost"),
        (ClosureAnswers(reasons=("lost_contact",)), replace(LOST, attempts=2),
         "closure.not_lost"),
        (ClosureAnswers(reasons=("lost_contact",)),
         replace(LOST, last_contact_at=NOW - timedelta(days=29, hours=23)),
         "closure.not_lost"),
        (ClosureAnswers(reasons=("lost_contact",)), replace(LOST, risk_level="high"),
         "closure.high_risk"),
        (ClosureAnswers(reasons=("sealed",)), replace(CALM, risk_level="high"), ""),
        (ClosureAnswers(reasons=("duplicate",)), replace(CALM, in_danger="yes"), ""),
        (ClosureAnswers(reasons=("duplicate", "asked"), told_return="yes"),
         replace(CALM, in_danger="yes"), "closure.high_risk"),
        (ClosureAnswers(reasons=("lost_contact", "left_area")), LOST,
         "closure.not_told"),
    ],
)  # fmt: skip
def test_a_case_ends_when_nothing_holds_it(answers, standing, code):
    assert rules.closure_fault(answers, standing, NOW) == code


def test_a_closure_is_reviewed_once():
    proposed = rules.after("", "closure.proposed")
    assert proposed is State.PROPOSED
    for act, then in (
        ("closure.approved", State.APPROVED),
        ("closure.returned", State.RETURNED),
    ):
        settled = rules.after(proposed, act)
        assert settled is then
        for second in ("closure.approved", "closure.returned"):
            with pytest.raises(RefusedError, match=r"closure\.settled"):
                rules.after(settled, second)
    assert rules.after(State.APPROVED, "case.reopened") is State.REOPENED


def test_each_open_referral_must_be_looked_at():
    one, two = uuid7(1, bytes(10)), uuid7(2, bytes(10))
    assert rules.are_acknowledged([], [])
    assert rules.are_acknowledged([], [one])
    assert rules.are_acknowledged([one], [two, one])
    assert not rules.are_acknowledged([one, two], [one])
    assert not rules.are_acknowledged([], ["chez la tante fictive"])
    assert not rules.are_acknowledged([one], [{"id": one}])


def test_no_reason_calls_a_settlement_a_success():
    assert not {"settled", "reconciled", "married"} & {c for c, _l in rules.REASONS}
    assert {code for code, _label in rules.REASONS} >= rules.UNREACHED
