from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.casework.rules import following as rules
from demeso.casework.rules.following import FollowUpAnswers, Judged
from demeso.kernel.clock import stamp

pytestmark = pytest.mark.rules

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MET = {"in_danger": "no", "risk_level": "low", "way": "here"}
DANGERS, RISKS = ("yes", "unsure", "no"), ("high", "medium", "low")
dangers = st.sampled_from([*DANGERS, "", "unknown", "declined"])
risks = st.sampled_from([*RISKS, "", "unknown", "declined"])


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({**MET, "next_on": "2026-11-20"}, ""),
        ({**MET, "next_on": "2026-12-04"}, ""),
        ({**MET, "closing": "yes"}, ""),
        ({**MET, "closing": "yes", "next_on": "2026-12-04"}, ""),
        ({**MET, "next_on": "2026-11-19"}, "follow_up.past"),
        ({**MET, "closing": "yes", "next_on": "2020-01-01"}, "follow_up.past"),
        (MET, "follow_up.no_next"),
        ({**MET, "closing": "no"}, "follow_up.no_next"),
        ({**MET, "next_on": "declined"}, "follow_up.no_next"),
        ({**MET, "in_danger": "", "next_on": "2026-12-04"}, "follow_up.safety"),
        ({**MET, "risk_level": "", "next_on": "2026-12-04"}, "follow_up.safety"),
        ({**MET, "in_danger": "declined", "next_on": "2026-12-04"}, ""),
        ({"way": "not_reached", "next_on": "2026-11-21"}, ""),
        ({"way": "not_reached"}, "follow_up.no_next"),
    ],
)
def test_safety_comes_first_and_there_is_always_a_next_day(answers, code):
    assert rules.fault(FollowUpAnswers(**answers), DAY)[0] == code


@pytest.mark.parametrize(
    ("risk", "danger", "days"),
    [("high", "no", 1), ("medium", "no", 14), ("low", "no", 30), ("", "", 14),
     ("low", "yes", 1), ("low", "unsure", 30), ("declined", "declined", 14)],
)  # fmt: skip
def test_the_higher_the_risk_the_sooner_the_next_contact(risk, danger, days):
    assert rules.due_on(risk, danger, DAY) == DAY + timedelta(days=days)


def test_a_planned_day_counts_and_without_one_the_earliest():
    sooner, later = DAY + timedelta(days=1), DAY + timedelta(days=30)
    assert rules.next_on(sooner, later, sooner, later=True) == later
    assert rules.next_on(later, None, sooner, later=True) == sooner
    assert rules.next_on(sooner, None, later, later=True) == sooner
    assert rules.next_on(None, None, later, later=True) == later
    assert rules.next_on(sooner, later, sooner, later=False) == sooner


def test_a_device_never_tells_from_the_future():
    late = NOON - timedelta(days=3)
    assert rules.told_at(stamp(late), NOON) == late
    assert rules.told_at(stamp(NOON + timedelta(hours=4)), NOON) == NOON
    assert rules.day_of("2026-11-20") == DAY
    assert rules.day_of("declined") is None


def test_an_attempt_is_no_contact():
    assert rules.is_contact("here")
    for way in ("not_reached", "", "unknown", "declined"):
        assert not rules.is_contact(way)


@given(dangers, risks, dangers, risks)
def test_the_later_word_counts_and_silence_changes_nothing(one, two, danger, risk):
    before = Judged(one, two, NOON)
    stands = rules.judged(before, Judged(danger, risk, NOON + timedelta(hours=1)))
    told_danger, told_risk = danger in DANGERS, risk in RISKS
    assert stands.in_danger == (danger if told_danger else one or danger)
    assert stands.risk_level == (risk if told_risk else two or risk)


def test_a_word_that_arrives_late_may_raise_and_never_lower():
    late = NOON - timedelta(days=1)
    before = Judged("unsure", "medium", NOON)
    assert rules.judged(before, Judged("no", "low", late)) == before
    raised = rules.judged(before, Judged("yes", "high", late))
    assert raised == Judged("yes", "high", NOON)
    first = rules.judged(Judged("", "", None), Judged("no", "low", late))
    assert first == Judged("no", "low", late)
