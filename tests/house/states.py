"""Draw docs/states.md from the transition tables that stand in the rules."""

import importlib
from collections.abc import Iterator, Mapping
from typing import Any

from tests.house.source import PRODUCT

# Either state → act → state, or (state, act) → state.
Table = Mapping[Any, Any]

TOP = """# States

What may follow what. Drawn from the `TRANSITIONS` tables in each room's `rules`
by `make generated`; a test fails when this page is stale.
"""


def tables() -> Iterator[tuple[str, Table]]:
    """Yield every room that has a transition table, and the table."""
    for path in sorted([*PRODUCT.glob("*/rules.py"), *PRODUCT.glob("*/rules/*.py")]):
        room, *matter = path.relative_to(PRODUCT).with_suffix("").parts
        rules = importlib.import_module(".".join(("demeso", room, *matter)))
        table = getattr(rules, "TRANSITIONS", None)
        if table is not None:
            yield ": ".join((room, *matter[1:])), table


def flat(table: Table) -> list[tuple[str, str, str]]:
    """Return (from, act, to) for each arrow, as text."""
    nested = [(s, a) for s, a in table.items() if isinstance(a, Mapping)]
    paired = [(*key, after) for key, after in table.items() if isinstance(key, tuple)]
    arrows = [(s, act, after) for s, acts in nested for act, after in acts.items()]
    return [(str(s), str(act), str(after)) for s, act, after in [*arrows, *paired]]


def final(table: Table) -> list[str]:
    """Return the states that nothing leaves, in order of appearance."""
    arrows = flat(table)
    leaving = {state for state, _act, after in arrows if after != state}
    reached = [after for _state, _act, after in arrows]
    reached += [state for state, _act, _after in arrows]
    return [s for s in dict.fromkeys(reached) if s and s not in leaving]


def drawn(room: str, table: Table) -> str:
    """Return the section of one room: words, then the picture."""
    moves: dict[str, list[str]] = {}
    for state, act, after in flat(table):
        moves.setdefault(state, []).append(f"`{act}` → *{after}*")
    words = [
        f"- {f'**{state}**' if state else 'at first'}: {' · '.join(found)}"
        for state, found in moves.items()
    ]
    arrows = [
        f"  {state or '[*]'} --> {after}: {act}" for state, act, after in flat(table)
    ]
    ends = [f"  {state} --> [*]" for state in final(table)]
    return "\n".join(
        [f"\n## {room}\n", *words, "", "```mermaid", "stateDiagram-v2",
         *arrows, *ends, "```", ""]
    )  # fmt: skip


def page() -> str:
    """Return docs/states.md."""
    return TOP + "".join(drawn(room, table) for room, table in tables())
