import pytest

from demeso.agencies.rules.passkeys import (
    LONGEST_NAME,
    MOST,
    may_add,
    may_remove,
    moves_on,
    tidy_name,
)


def test_there_is_room_for_a_few_keys():
    assert may_add(0)
    assert may_add(MOST - 1)
    assert not may_add(MOST)


def test_the_last_factor_stays():
    assert may_remove([1, 2], [2])
    assert not may_remove([1, 2], [1, 2])
    assert not may_remove([1], [1])
    assert not may_remove([], [])


@pytest.mark.parametrize(
    ("kept", "shown", "good"),
    [(0, 0, True), (0, 1, True), (5, 6, True), (5, 9, True),
     (5, 5, False), (5, 4, False), (5, 0, False)],
)  # fmt: skip
def test_a_key_that_stands_still_or_goes_back_is_a_copy(kept, shown, good):
    assert moves_on(kept, shown) is good


def test_a_name_is_one_short_line():
    assert tidy_name("  Téléphone\n de  service ") == "Téléphone de service"
    assert tidy_name("\t ") == ""
    assert len(tidy_name("a" * 99)) == LONGEST_NAME
