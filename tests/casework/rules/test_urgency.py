from datetime import UTC, datetime, timedelta

import pytest

from demeso.casework.rules import urgency as rules
from demeso.casework.rules.clocks import BANDS
from demeso.kernel.clock import moment, stamp

pytestmark = pytest.mark.rules

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ahead(**spent):
    return stamp(NOW + timedelta(**spent))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("", True),
        (ahead(hours=72), True),
        (ahead(hours=72, minutes=10), True),
        (ahead(hours=73), False),
        (ahead(days=30), False),
        (ahead(hours=-5), True),
        ("2026-11-22", False),
        ("au marché", False),
    ],
)
def test_a_moment_lies_no_further_ahead_than_it_can(text, right):
    assert rules.is_plausible(text, stamp(NOW), NOW) is right


def test_a_device_that_runs_ahead_gains_nothing_and_one_that_waited_loses_nothing():
    assert not rules.is_plausible(ahead(days=9), ahead(days=8), NOW)
    told, arrived = stamp(NOW - timedelta(days=5)), NOW
    assert rules.is_plausible(ahead(days=-3), told, arrived)
    assert not rules.is_plausible(ahead(days=1), told, arrived)


def test_what_was_received_fourteen_days_ago_is_over():
    assert rules.forgotten_before(NOW) == NOW - timedelta(days=14)
    assert rules.until("") is None
    assert rules.until(ahead(hours=1)) == moment(ahead(hours=1))


def test_the_bands_are_those_that_the_clocks_know():
    assert {code for code, _label in rules.BANDS} == {*BANDS, "not_said"}
