"""What a mark may say, and what of it is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.agencies.rules.clearing import (
    MOST_SEQ,
    SILENT,
    Cleared,
    is_silent,
    is_whole,
    lost,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
count = st.integers(0, MOST_SEQ)


@pytest.mark.parametrize(
    ("seq", "waiting", "whole"),
    [(1, 0, True), (9, 9, True), (0, 0, False), (9, 10, False), (9, -1, False),
     (MOST_SEQ + 1, 1, False)],
)  # fmt: skip
def test_nothing_waits_that_was_never_written(seq, waiting, whole):
    assert is_whole(Cleared("d", seq, waiting)) is whole


@given(count, count)
def test_what_the_server_keeps_is_never_lost(seq, acked):
    assert lost(seq, acked) == len(range(acked, seq))


def test_a_device_is_silent_once_another_took_its_place_for_a_week():
    before, after = NOON - timedelta(minutes=1), NOON + timedelta(minutes=1)
    assert is_silent(before, NOON, NOON + SILENT)
    assert not is_silent(before, NOON, NOON + SILENT - timedelta(minutes=1))
    assert not is_silent(after, NOON, NOON + SILENT)
