import pytest

from demeso.casework.rules import plan as rules
from demeso.kernel.ids import is_uuid7, uuid7_millis

pytestmark = pytest.mark.rules

CASE = "0190f5c0-7b3a-7c1d-8e2f-0123456789ab"


@pytest.mark.parametrize("status", [state for state in rules.TRANSITIONS if state])
def test_every_state_knows_what_to_do_with_every_event(status):
    for event in (*rules.OUTCOME_CODES, *rules.MOVES.values()):
        assert rules.after(status, event) in rules.TRANSITIONS


@pytest.mark.parametrize(
    ("status", "event", "then"),
    [
        ("", "needs.recorded", "open"),
        ("open", "referral.sent", "sent"),
        ("open", "declined", "declined"),
        ("open", "service.received", "open"),
        ("declined", "referral.sent", "sent"),
        ("declined", "provided", "provided"),
        ("sent", "referral.accepted", "accepted"),
        ("sent", "referral.declined", "open"),
        ("sent", "declined", "declined"),
        ("sent", "service.received", "received"),
        ("accepted", "service.received", "received"),
        ("accepted", "referral.recalled", "open"),
        ("accepted", "referral.sent", "accepted"),
        ("received", "referral.declined", "received"),
        ("received", "declined", "received"),
        ("open", "referred", "open"),
    ],
)
def test_a_line_goes_where_its_table_says(status, event, then):
    assert rules.after(status, event) == then


def test_only_sending_makes_the_outcome_referred():
    assert rules.outcome_after("", "sent") == "referred"
    assert rules.outcome_after("declined", "accepted") == "declined"


def test_a_line_has_one_id_a_need_and_keeps_the_time_of_its_case():
    lines = {rules.line_id(CASE, need) for need in ("health", "legal")}
    assert len(lines) == 2
    assert rules.line_id(CASE, "health") in lines
    for line in lines:
        assert is_uuid7(line)
        assert uuid7_millis(line) == uuid7_millis(CASE)


def test_a_line_id_is_the_known_one():
    assert rules.line_id(CASE, "health") == "0190f5c0-7b3a-7bf7-9a7a-e50d86755597"


def test_a_case_says_together_what_its_needs_say():
    assert rules.together([]) == ("", False)
    assert rules.together([("health", "received"), ("legal", "sent")]) == (
        " health legal ", False,
    )  # fmt: skip
    for status in rules.LACKING:
        assert rules.together([("health", "received"), ("legal", status)])[1]
