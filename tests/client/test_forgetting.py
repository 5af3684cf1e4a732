import copy

import pytest

from client.forgetting import let_go, what_of
from client.vectors import read_vectors

pytestmark = pytest.mark.rules
KNOWN = read_vectors("shredding")
BY_NOTE = {one["note"]: one for one in KNOWN["taken"]}


@pytest.mark.parametrize("note", BY_NOTE)
def test_what_is_left_is_as_the_vectors_say(note):
    one, changes = BY_NOTE[note], copy.deepcopy(KNOWN["before"])
    assert sorted(let_go(changes, one["gone"])) == one["objects"]
    left = [(c["act"]["groups"], c["act"]["sealed"]) for c in changes]
    assert left == [(kept["groups"], kept["sealed"]) for kept in one["left"]]


def test_nobody_elses_case_is_ever_touched():
    for one in BY_NOTE.values():
        assert one["left"][-1]["sealed"] == KNOWN["before"][-1]["act"]["sealed"]


def test_only_an_applied_withdrawal_names_something():
    gone = BY_NOTE["all help"]["gone"]
    assert what_of(gone) == "services"
    assert what_of({**gone, "state": "quarantined"}) == ""
    assert what_of(KNOWN["before"][0]) == ""


def test_who_she_is_stays_when_she_takes_back_what_she_told():
    left = BY_NOTE["what she told"]["left"]
    kept = {part["compartment"] for one in left[:-1] for part in one["sealed"]
            if part["type"] == "body"}  # fmt: skip
    assert kept == {"identity", "contact", "package"}
    assert left[5]["groups"] == {}
