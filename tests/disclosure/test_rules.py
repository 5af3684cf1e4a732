import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.disclosure.rules import THRESHOLD, is_hidden, show


@given(st.integers(min_value=0, max_value=10**9), st.integers(2, 50))
def test_a_small_number_is_never_shown(count, threshold):
    shown = show(count, threshold)
    if 0 < count < threshold:
        assert shown == f"<{threshold}"
        assert is_hidden(shown)
    else:
        assert shown == str(count)
        assert not is_hidden(shown)


@given(st.integers(1, THRESHOLD - 1), st.integers(1, THRESHOLD - 1))
def test_hidden_numbers_look_the_same(one, other):
    assert show(one) == show(other) == "<5"


def test_zero_is_said_plainly():
    assert show(0) == "0"


def test_nothing_counts_below_zero():
    with pytest.raises(ValueError, match="below zero"):
        show(-1)
