"""A table of states: what follows, and what is refused."""

import pytest

from demeso.kernel.following import follow
from demeso.kernel.refusal import RefusedError

DOOR = {"": {"open": "ajar"}, "ajar": {"push": "wide", "shut": ""}}


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [("", "open", "ajar"), ("ajar", "push", "wide"), ("ajar", "shut", "")],
)
def test_what_the_table_knows_is_followed(state: str, act: str, then: str) -> None:
    assert follow(DOOR, state, act, refusal="door.stuck") == then


@pytest.mark.parametrize(
    ("state", "act"), [("", "push"), ("ajar", "open"), ("wide", "shut")]
)
def test_what_it_does_not_know_is_refused_by_name(state: str, act: str) -> None:
    with pytest.raises(RefusedError) as refused:
        follow(DOOR, state, act, refusal="door.stuck")
    assert refused.value.code == "door.stuck"
