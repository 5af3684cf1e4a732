"""Follow a table of states: what may come after what."""

from collections.abc import Mapping
from typing import TypeVar

from demeso.kernel.refusal import RefusedError

State = TypeVar("State")


def follow(
    table: Mapping[str, Mapping[str, State]], state: str, act: str, *, refusal: str
) -> State:
    """Return where an act leads from a state; refuse what the table does not know.

    `table` is state → act → next state; an empty state is before the first act.
    """
    following = table.get(state, {}).get(act)
    if following is None:
        raise RefusedError(refusal)
    return following
