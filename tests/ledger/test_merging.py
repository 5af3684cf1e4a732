"""Which answers stand after concurrent ones, and which are in force meanwhile."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.vectors import read_vectors
from demeso.kernel.forms import Kind, Merge, Question
from demeso.ledger.merging import (
    PENDING,
    LiveValue,
    answered,
    by_group,
    in_force,
    is_disputed,
    merged,
)
from tests.ledger.sample import THING

VECTORS = read_vectors("merging")
QUESTIONS = [
    Question(
        q["name"],
        "",
        Kind(q["kind"]),
        choices=tuple((c, c) for c in q["codes"]),
        surer=q["surer"],
    )
    for q in VECTORS["questions"]
]
GROUPS = {
    Merge.PLAIN: "place", Merge.SET: "wishes", Merge.APPEND: "remark",
    Merge.STATE: "step", Merge.PROTECTIVE: "risk", Merge.SEALED: "sealed:identity",
}  # fmt: skip


def value(merge: Merge, position: int, device: str = "a", **answers) -> LiveValue:
    group = GROUPS[merge]
    return LiveValue(
        "record", group, f"act {device} {position}", device, device, f"{position:013d}",
        THING.id, merge, position, answers,
    )  # fmt: skip


def after(*steps: tuple[LiveValue, int]):
    live = ()
    for new, base in steps:
        live = merged(live, new, base)
    return live


def force(merge, live):
    return in_force(live, THING.group(GROUPS[merge]))


def test_an_answer_that_knew_the_last_one_replaces_it():
    one = value(Merge.PLAIN, 1, place="Mopti")
    two = value(Merge.PLAIN, 2, "b", place="Gao")
    assert after((one, 0), (two, 1)) == (two,)


def test_two_concurrent_unequal_answers_both_stand_and_are_disputed():
    one = value(Merge.PLAIN, 1, place="Mopti")
    two = value(Merge.PLAIN, 2, "b", place="Gao")
    live = after((one, 0), (two, 0))
    assert live == (one, two)
    assert is_disputed(live)
    assert force(Merge.PLAIN, live) == {"place": "Gao"}


def test_two_concurrent_equal_answers_are_no_conflict():
    live = after(
        (value(Merge.PLAIN, 1, place="Mopti"), 0),
        (value(Merge.PLAIN, 2, "b", place="Mopti"), 0),
    )
    assert len(live) == 2
    assert not is_disputed(live)


def test_a_device_always_knows_what_its_person_answered_before():
    one = value(Merge.PLAIN, PENDING, place="Mopti")
    two = value(Merge.PLAIN, 2, place="Gao")
    assert after((one, 0), (two, 0)) == (two,)


def test_two_people_at_one_door_do_not_know_of_each_other():
    one = value(Merge.PLAIN, 1, "desk", place="Mopti")
    two = LiveValue(**{**value(Merge.PLAIN, 2, "desk", place="Gao").__dict__,
                       "actor": "someone else"})  # fmt: skip
    assert after((one, 0), (two, 0)) == (one, two)


def test_an_answer_that_knew_all_siblings_ends_the_conflict():
    live = after(
        (value(Merge.PLAIN, 1, place="Mopti"), 0),
        (value(Merge.PLAIN, 2, "b", place="Gao"), 0),
        (value(Merge.PLAIN, 3, "c", place="Gao"), 2),
    )
    assert [v.version for v in live] == [3]


def test_an_answer_that_knew_one_sibling_leaves_the_other():
    live = after(
        (value(Merge.PLAIN, 1, place="Mopti"), 0),
        (value(Merge.PLAIN, 2, "b", place="Gao"), 0),
        (value(Merge.PLAIN, 3, "c", place="Ségou"), 1),
    )
    assert [v.version for v in live] == [2, 3]
    assert is_disputed(live)


def test_what_is_appended_stays_for_ever_without_conflict():
    live = after(
        (value(Merge.APPEND, 1, remark="one"), 0),
        (value(Merge.APPEND, 2, remark="two"), 1),
        (value(Merge.APPEND, 3, "b", remark="three"), 0),
    )
    assert len(live) == 3
    assert not is_disputed(live)
    assert force(Merge.APPEND, live) == {"remark": "three"}


def test_a_state_is_always_the_last_one():
    live = after(
        (value(Merge.STATE, 1, step="sent"), 0),
        (value(Merge.STATE, 2, "b", step="declined"), 0),
    )
    assert force(Merge.STATE, live) == {"step": "declined"}
    assert not is_disputed(live)


def test_a_set_keeps_what_others_added_and_drops_what_was_seen_and_removed():
    live = after(
        (value(Merge.SET, 1, wishes=["health", "law"]), 0),
        (value(Merge.SET, 2, "b", wishes=["health", "law", "work"]), 1),
        (value(Merge.SET, 3, "c", wishes=["law"]), 1),
    )
    assert force(Merge.SET, live) == {"wishes": ["law", "health", "work"]}
    resolved = merged(live, value(Merge.SET, 4, "c", wishes=["law"]), 3)
    assert force(Merge.SET, resolved) == {"wishes": ["law"]}
    assert not is_disputed(live)


@pytest.mark.parametrize(
    "order", list(itertools.permutations(["high", "medium", "low"]))
)
def test_the_most_protective_answer_is_in_force_whoever_came_last(order):
    live = after(
        *((value(Merge.PROTECTIVE, n, str(n), risk=risk), 0)
          for n, risk in enumerate(order, start=1))
    )  # fmt: skip
    assert force(Merge.PROTECTIVE, live)["risk"] == "high"
    assert len(live) == 3
    assert is_disputed(live)


def test_reasons_of_both_sides_stand_beside_the_protective_answer():
    live = after(
        (value(Merge.PROTECTIVE, 1, risk="high", reasons=["law"]), 0),
        (value(Merge.PROTECTIVE, 2, "b", risk="low", reasons=["health"]), 0),
    )
    expected = {"risk": "high", "reasons": ["health", "law"]}
    assert force(Merge.PROTECTIVE, live) == expected


def test_other_answers_of_a_protective_group_are_the_newest():
    live = after(
        (value(Merge.PROTECTIVE, 1, risk="high", word="old"), 0),
        (value(Merge.PROTECTIVE, 2, "b", risk="low", word="new"), 0),
    )
    assert force(Merge.PROTECTIVE, live) == {"risk": "high", "word": "new"}


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("low", "unknown", "unknown"),
        ("high", "declined", "high"),
        ("low", "odd", "low"),
    ],
)
def test_not_knowing_protects_more_than_any_answer_but_the_first(one, other, kept):
    live = after(
        (value(Merge.PROTECTIVE, 1, risk=one), 0),
        (value(Merge.PROTECTIVE, 2, "b", risk=other), 0),
    )
    assert force(Merge.PROTECTIVE, live)["risk"] == kept


def test_a_protective_answer_can_be_lowered_by_who_has_seen_it():
    live = after(
        (value(Merge.PROTECTIVE, 1, risk="high"), 0),
        (value(Merge.PROTECTIVE, 2, "b", risk="low"), 1),
    )
    assert force(Merge.PROTECTIVE, live) == {"risk": "low"}


def test_concurrent_sealed_answers_are_disputed_for_those_who_can_read_them():
    live = after(
        (value(Merge.SEALED, 1, act="one"), 0),
        (value(Merge.SEALED, 2, "b", act="two"), 0),
    )
    assert is_disputed(live)


def test_nothing_answered_is_nothing_in_force():
    assert in_force((), ()) == {}
    assert not is_disputed(())


def test_groups_of_one_record_do_not_touch_each_other():
    place = value(Merge.PLAIN, 1, place="Mopti")
    risk = value(Merge.PROTECTIVE, 2, "b", risk="low")
    live = answered(answered((), place, 0), risk, 0)
    assert by_group(live) == {"place": (place,), "risk": (risk,)}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_server_and_device_decide_alike(case):
    """The device's half is web/src/shelf/merging.test.ts."""
    live = ()
    for step in case["steps"]:
        position = PENDING if step["version"] is None else step["version"]
        new = LiveValue(
            "record", "group", step["act"], step["device"], step["actor"], step["hlc"],
            "", Merge(case["merge"]), position, step["answers"],
        )  # fmt: skip
        live = merged(live, new, step["base"])
    assert [value.act for value in live] == case["live"]
    assert is_disputed(live) is case["disputed"]
    assert in_force(live, QUESTIONS) == case["in_force"]


acts = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 12), st.sampled_from("xyz")),
    max_size=12,
)


@given(acts)
def test_no_unseen_answer_is_ever_replaced(steps):
    live = ()
    for position, (device, base, place) in enumerate(steps, start=1):
        new = value(Merge.PLAIN, position, device, place=place)
        left = merged(live, new, base)
        assert left[-1] == new
        for old in live:
            seen = old.device == device or old.version <= base
            assert (old in left) is not seen
        live = left
