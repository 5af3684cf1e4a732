import pytest

from client.codes import new_code
from client.drawing import seeded
from client.vectors import read_vectors
from demeso.kernel.ids import is_survivor_code

pytestmark = pytest.mark.rules


def test_drawn_codes_are_codes_and_differ():
    codes = {new_code() for _draw in range(50)}
    assert all(is_survivor_code(code) for code in codes)
    assert len(codes) == 50


def test_picks_without_a_check_character_are_drawn_again():
    cases = read_vectors("codes")["cases"]
    barren = next(case["picks"] for case in cases if case["code"] is None)
    draws = iter([*barren, *[0] * 8])
    assert new_code(lambda _below: next(draws)) == "222222222"


def test_a_seeded_source_depends_on_its_label_alone():
    one, again, other = seeded("a"), seeded("a"), seeded("b")
    first = [one(32), one(32)]
    assert first == [again(32), again(32)]
    assert first[0] != first[1]
    assert other(32) not in first
