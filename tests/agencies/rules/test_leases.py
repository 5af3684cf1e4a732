from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.agencies.rules.leases import (
    LONGEST,
    PERIOD,
    BlockadeAnswers,
    LeaseFacts,
    blockade_fault,
    ends_at,
    is_due,
    is_held,
    may_confirm,
    period_ends,
    spare_periods,
    told_period,
)

MET = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LEASE = LeaseFacts(MET, MET + PERIOD)


def test_a_lease_lasts_seven_days_from_the_last_contact():
    assert ends_at(MET) == MET + timedelta(days=7)


@given(st.integers(-30, 90))
def test_a_blockade_makes_it_longer_by_its_own_end_and_21_days_at_most(days):
    until = ends_at(MET, MET + timedelta(days=days))
    assert MET + PERIOD <= until <= MET + LONGEST
    if 7 <= days <= 21:
        assert until == MET + timedelta(days=days)


def test_it_holds_until_its_end_and_never_before_a_first_contact():
    assert is_held(LEASE, MET)
    assert is_held(LEASE, MET + PERIOD - timedelta(seconds=1))
    assert not is_held(LEASE, MET + PERIOD)
    assert not is_held(LeaseFacts(), MET)


def test_a_contact_renews_it_twice_a_day_and_always_once_it_ended():
    assert is_due(LeaseFacts(), MET)
    assert not is_due(LEASE, MET + timedelta(hours=11))
    assert is_due(LEASE, MET + timedelta(hours=12))
    ended = LeaseFacts(MET, MET + timedelta(hours=1))
    assert is_due(ended, MET + timedelta(hours=2))


def test_spare_periods_are_those_that_end_after_the_lease():
    assert spare_periods(LEASE) == (1, 2)
    assert spare_periods(LeaseFacts(MET, MET + 14 * DAY)) == (2,)
    assert spare_periods(LeaseFacts(MET, MET + LONGEST)) == ()
    assert spare_periods(LeaseFacts()) == ()
    assert period_ends(MET, 2) == MET + LONGEST


@pytest.mark.parametrize(
    ("day", "period"),
    [(5, None), (6, 1), (12.9, 1), (13, 2), (20.9, 2), (21, None)],
)
def test_one_code_is_told_at_a_time_from_a_day_before_its_period(day, period):
    at = MET + timedelta(days=day)
    assert told_period(LEASE, at, MET + 30 * DAY) == period


def test_no_code_is_told_outside_a_blockade_or_before_a_contact():
    assert told_period(LEASE, MET + 8 * DAY, None) is None
    assert told_period(LEASE, MET + 8 * DAY, MET + 8 * DAY) is None
    assert told_period(LeaseFacts(), MET + 8 * DAY, MET + 30 * DAY) is None


def test_a_blockade_says_until_when_and_names_each_device_once():
    said = BlockadeAnswers("a", "douentza", "x", ("one", "two"))
    assert blockade_fault(said, MET + DAY, MET) == ""
    for until in (MET, MET + 61 * DAY):
        assert blockade_fault(said, until, MET) == "until"
    for devices in ((), ("one", "one")):
        again = BlockadeAnswers("a", "douentza", "x", devices)
        assert blockade_fault(again, MET + DAY, MET) == "devices"


def test_somebody_else_confirms_and_not_for_a_device_of_her_own():
    assert may_confirm("bintou", declared_by="kadi", devices_of={"aissata"})
    assert not may_confirm("kadi", declared_by="kadi", devices_of={"aissata"})
    assert not may_confirm("aissata", declared_by="kadi", devices_of={"aissata"})
