from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.known.acts import at
from client.vectors import read_vectors
from demeso.kernel.clock import SKEW_FLAGGED, Hybrid, is_skewed, moment, now, stamp

pytestmark = pytest.mark.rules
VECTORS = read_vectors("clock")
NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)


def test_moments_are_written_and_read_as_known():
    for case in VECTORS["moments"]:
        assert stamp(at(case["millis"])) == case["text"]
        assert moment(case["text"]) == at(case["millis"])


@pytest.mark.parametrize("text", VECTORS["refused"])
def test_other_texts_are_not_moments(text):
    with pytest.raises(ValueError, match=r"format|unconverted|range|Z$"):
        moment(text)


def test_another_zone_is_written_in_utc():
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert stamp(there) == stamp(NOON)


def test_the_present_has_milliseconds_and_can_be_written():
    assert moment(stamp(now())).tzinfo is UTC


def test_ten_minutes_off_is_flagged_only_beyond():
    assert not is_skewed(NOON + SKEW_FLAGGED, NOON)
    assert is_skewed(NOON - SKEW_FLAGGED - timedelta(milliseconds=1), NOON)


def test_the_hybrid_clock_is_the_known_one():
    hybrid = Hybrid(0, 0, VECTORS["device"])
    for step in VECTORS["steps"]:
        hybrid = hybrid.tick(step["millis"])
        assert str(hybrid) == step["text"]


@given(st.lists(st.integers(0, 4102444799999), min_size=2))
def test_the_hybrid_clock_never_goes_back(times):
    hybrid, texts = Hybrid(0, 0, VECTORS["device"]), []
    for millis in times:
        hybrid = hybrid.tick(millis)
        texts.append(str(hybrid))
    assert texts == sorted(set(texts))


def test_a_full_count_moves_on_to_the_next_millisecond():
    full = VECTORS["full"]
    hybrid = Hybrid(full["millis"], 9999, VECTORS["device"])
    assert str(hybrid.tick(full["millis"])) == full["next"]
