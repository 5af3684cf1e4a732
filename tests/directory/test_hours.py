import json
from pathlib import Path

import pytest

from client.known.rankings import NIGHTS, OFFICE
from demeso.directory.hours import (
    clock,
    hours_fault,
    opening,
    typed_hours,
    week_fault,
)

pytestmark = pytest.mark.rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8h-12h30, 14h–18h", "08:00-12:30 14:00-18:00"),
        ("08:00-16:00", "08:00-16:00"),
        ("8h à 17h", "08:00-17:00"),
        ("8h-12h 11h-13h", "08:00-12:00 11:00-13:00"),
        ("0h-24h", "00:00-24:00"),
        ("", ""),
        ("toute  la journée", "toute la journée"),
    ],
)
def test_hours_are_kept_in_one_shape_whatever_was_typed(typed, kept):
    assert typed_hours(typed) == kept


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("", ""),
        ("08:00-12:00 12:00-18:00", ""),
        ("00:00-24:00", ""),
        ("18:00-06:00", "order"),
        ("08:00-08:00", "order"),
        ("08:00-12:00 11:59-18:00", "overlap"),
        ("14:00-18:00 08:00-12:00", "overlap"),
        ("8:00-12:00", "shape"),
        ("08:00-24:01", "shape"),
        ("08:60-12:00", "shape"),
        ("toute la journée", "shape"),
        ("01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00", "shape"),
    ],
)
def test_wrong_hours_are_named(day, fault):
    assert hours_fault(day) == fault


def test_a_week_has_seven_days_or_is_not_told():
    assert week_fault("") == week_fault(OFFICE) == ""
    assert week_fault("08:00-12:00|08:00-12:00") == "shape"
    assert week_fault("|||||18:00-06:00|") == "order"


def test_a_night_is_one_opening_across_midnight_and_across_sunday():
    late_on_sunday = opening(NIGHTS, 6 * 1440 + 1300)
    assert (late_on_sunday.state, clock(late_on_sunday.minute)) == ("open", "06:00")


def test_after_fridays_end_the_next_door_opens_on_monday():
    found = opening(OFFICE, 4 * 1440 + 1000)
    assert (found.state, found.minute) == ("closed", 7 * 1440 + 480)


def test_a_minute_of_opening_counts_and_the_last_one_does_not():
    assert opening(OFFICE, 480).state == "open"
    assert opening(OFFICE, 960).state == "closed"


def test_the_browser_reads_hours_by_the_same_known_answers():
    path = Path(__file__).parents[1] / "vectors" / "ranking.json"
    for case in json.loads(path.read_text("utf-8"))["hours"]:
        found = opening(case["week"], case["minute"])
        assert found.__dict__ == case["opening"], case
