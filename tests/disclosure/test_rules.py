import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.disclosure.rules import THRESHOLD, is_hidden, show, show_shared


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


@given(st.lists(st.integers(1, 12), max_size=4))
def test_no_house_subtracts_its_own_and_is_left_with_a_small_number(shares):
    shown = show_shared(shares)
    if is_hidden(shown):
        return
    assert shown == str(sum(shares))
    for own in (0, *shares):
        rest = sum(shares) - own
        assert rest == 0 or rest >= THRESHOLD


def test_a_number_is_said_whole_unless_what_others_gave_is_small():
    assert [show_shared(shares) for shares in ((), (4,), (5,), (2, 2))] == [
        "0", "<5", "5", "<5",
    ]  # fmt: skip
    assert [show_shared(shares) for shares in ((9, 1), (4, 4), (9, 5), (3, 3, 2))] == [
        "5+", "5+", "14", "8",
    ]  # fmt: skip
    assert is_hidden("5+")
