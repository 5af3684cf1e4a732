import pytest

from demeso.casework.rules import safety as rules

pytestmark = pytest.mark.rules


@pytest.mark.parametrize(
    ("needs", "risk", "complete"),
    [(1, "low", True), (3, "high", True), (0, "low", False), (1, "", False),
     (1, "unknown", False), (1, "declined", False)],
)  # fmt: skip
def test_needs_and_a_risk_level_are_enough(needs, risk, complete):
    assert rules.may_complete(rules.AssessmentFacts(needs, risk)) is complete
