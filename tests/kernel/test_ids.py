from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.vectors import read_vectors
from demeso.kernel.ids import (
    ALPHABET,
    check_character,
    is_survivor_code,
    is_uuid7,
    show_code,
    survivor_code,
    uuid7,
    uuid7_millis,
)

pytestmark = pytest.mark.rules
IDS, CODES = read_vectors("ids"), read_vectors("codes")

picks = st.lists(st.integers(0, 29), min_size=8, max_size=8)
codes = picks.map(survivor_code).filter(bool)


def test_ids_are_the_known_ones():
    for case in IDS["cases"]:
        made = uuid7(case["millis"], bytes.fromhex(case["random"]))
        assert made == case["id"]
        assert is_uuid7(made)
        assert uuid7_millis(made) == case["millis"]


@pytest.mark.parametrize("text", [*IDS["refused"], None, 7])
def test_other_things_are_not_ids(text):
    assert not is_uuid7(text)


@pytest.mark.parametrize(("millis", "size"), [(-1, 10), (1 << 48, 10), (0, 9), (0, 11)])
def test_an_id_needs_its_time_and_its_bytes(millis, size):
    with pytest.raises(ValueError, match="UUIDv7"):
        uuid7(millis, bytes(size))


@given(
    st.lists(st.integers(0, (1 << 48) - 1), min_size=2),
    st.binary(min_size=10, max_size=10),
)
def test_ids_sort_by_time(times, random):
    made = [uuid7(millis, random) for millis in sorted(times)]
    assert made == sorted(made)


def test_codes_are_the_known_ones():
    for case in CODES["cases"]:
        code = survivor_code(case["picks"])
        assert code == case["code"]
        if code:
            assert is_survivor_code(code)
            assert check_character(code[:8]) == code[8]
            assert show_code(code) == case["shown"]


@pytest.mark.parametrize("text", [*CODES["refused"], None, 7, "0" * 9])
def test_a_slip_is_no_code(text):
    assert not is_survivor_code(text)


@given(codes, st.integers(0, 8), st.integers(1, 29))
def test_every_single_wrong_character_is_found(code, place, step):
    wrong = ALPHABET[(ALPHABET.index(code[place]) + step) % 30]
    assert not is_survivor_code(code[:place] + wrong + code[place + 1 :])


@given(codes)
def test_every_exchange_of_two_characters_is_found(code):
    for one, two in combinations(range(9), 2):
        turned = list(code)
        turned[one], turned[two] = turned[two], turned[one]
        assert code[one] == code[two] or not is_survivor_code("".join(turned))


def test_a_code_needs_eight_picks():
    with pytest.raises(ValueError, match="eight"):
        survivor_code([1, 2, 3])
