import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.kernel.derive import AGE_BANDS as BANDS
from demeso.kernel.derive import DISABILITIES as DERIVED
from demeso.kernel.derive import EASY, HARD, NO_DISABILITY, OLDEST_BAND
from demeso.kernel.forms import Kind
from demeso.survivors.forms import IDENTITY
from demeso.survivors.reaching import WAYS, most_protective, safe_ways
from demeso.survivors.rules import (
    AGE_BANDS,
    DIFFICULTIES,
    DISABILITIES,
    are_bodies,
)

pytestmark = pytest.mark.rules

HERE = Path(__file__).parents[1] / "vectors" / "safe_ways.json"
SHARED = json.loads(HERE.read_text(encoding="utf-8"))
BESIDE = json.loads(HERE.with_name("contacts.json").read_text(encoding="utf-8"))

BODY = {"type": "body", "compartment": "identity"}
KEY = {"type": "grant", "rights": "read"}


@pytest.mark.parametrize(
    ("parts", "fitting"),
    [
        ([], True),
        ([BODY], True),
        ([BODY, {"type": "body", "compartment": "contact"}], True),
        ([{"type": "body", "compartment": "narrative"}], False),
        ([BODY, KEY], False),
        ([{}], False),
    ],
)
def test_only_texts_of_their_compartment_come_later_and_no_keys(parts, fitting):
    assert are_bodies(parts, "identity", "contact") is fitting


def test_age_bands_are_those_that_are_derived():
    derived = [band for _last, band in BANDS] + [OLDEST_BAND]
    assert [code for code, _label in AGE_BANDS] == derived


def test_disability_is_told_by_the_six_questions_of_the_washington_group():
    asked = [q for q in IDENTITY.questions if q.name.startswith("wg_")]
    assert len(asked) == 6
    assert {q.codes for q in asked} == {(*EASY, *HARD)}
    assert tuple(code for code, _label in DIFFICULTIES) == (*EASY, *HARD)
    [told] = [q for q in IDENTITY.questions if q.name == "disability"]
    assert told.derive == ("disability", *(q.name for q in asked))
    assert set(told.codes) == {NO_DISABILITY, *DERIVED.values()}
    assert told.codes == tuple(code for code, _label in DISABILITIES)


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_only_the_ways_that_she_allowed_are_safe(case):
    found = safe_ways(case["contact"], case.get("weekday", ""))
    assert list(found) == case["ways"]


@pytest.mark.parametrize("case", BESIDE["cases"], ids=lambda case: case["name"])
def test_of_answers_side_by_side_the_most_protective_is_in_force(case):
    found = most_protective(case["contacts"])
    assert found == case["in_force"]
    assert list(safe_ways(found)) == case["ways"]


said_of = st.fixed_dictionaries(
    {}, optional={yes: st.sampled_from(["yes", "no"]) for yes, _what in WAYS.values()}
    | {"phone": st.sampled_from(["x", "y"]), "meet_where": st.sampled_from(["x", "y"])},
)  # fmt: skip


@given(st.lists(said_of, min_size=2, max_size=4))
def test_no_way_is_open_that_one_of_them_closes(contacts):
    opened = set(safe_ways(most_protective(contacts)))
    assert all(opened <= set(safe_ways(one)) for one in contacts)


CONTACT = [q for q in IDENTITY.questions if q.compartment == "contact"]
ALLOWING = {yes for yes, _what in WAYS.values()}
anything = st.one_of(st.sampled_from(["no", "unknown", "declined", "", "x"]), st.none())


@given(st.fixed_dictionaries(dict.fromkeys(ALLOWING, anything)))
def test_without_a_plain_yes_nobody_reaches_her(said):
    everything_else = {"phone": "x", "meet_where": "x", "whose_phone": "own"}
    assert safe_ways({**everything_else, **said}) == ()


def test_every_way_begins_with_a_no():
    asked = {q.name: q for q in CONTACT}
    for name in ALLOWING:
        assert asked[name].codes == ("no", "yes")
    assert not any(q.needed for q in CONTACT)
    assert all(q.kind is not Kind.DAY for q in CONTACT)
