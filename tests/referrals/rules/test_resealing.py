import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.referrals.rules.resealing import Sheet, may_read, step

pytestmark = pytest.mark.rules

HERE = Path(__file__).parents[2] / "vectors" / "resealing.json"
SHARED = json.loads(HERE.read_text(encoding="utf-8"))
people = st.lists(st.sampled_from("abcd"), unique=True, max_size=4).map(tuple)


def sheet_of(said):
    return Sheet(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in said.items()
        }
    )


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_a_sheet_is_sealed_again_as_it_was_heard_or_not_at_all(case):
    found, to = step(sheet_of(case["sheet"]))
    assert (found, list(to)) == (case["step"], case["to"])


@given(people, people, people, people)
def test_nobody_is_ever_added_beyond_those_whom_she_heard(heard, named, keyed, readers):
    _found, to = step(
        Sheet("sent", heard=heard, named=named, keyed=keyed, readers=readers,
              allowed=True)
    )  # fmt: skip
    assert set(to) <= may_read(heard, named) & set(keyed)
    assert not set(to) & set(readers)
