"""Keep the table of docs/benchmarks.md: which part measured a line, and on which day.

A part that was not measured this time keeps its lines, with their day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.apart import Row

HEAD = "| figure | measured | goal | beside it, in the same run | part, day |"
RULE = "|---|---|---|---|---|"


def table(found: Mapping[str, Sequence[str]], parts: Iterable[str]) -> str:
    """Return the whole table: the lines of each part, in the order of the parts."""
    lines = [line for part in parts for line in found.get(part, ())]
    return "\n".join((HEAD, RULE, *lines))


def lines_of(rows: Iterable[Row], part: str, day: str) -> list[str]:
    """Return the lines of what one part measured."""
    return [
        f"| {row['name']} | {row['value']} {row['unit']} | {goal(row)} | "
        f"{row['beside']} | {part}, {day} |"
        for row in rows
    ]


def goal(row: Row) -> str:
    """Return the goal, and whether it was reached."""
    if "goal" not in row:
        return "–"
    if row.get("most"):
        sign, reached = "≤", row["value"] <= row["goal"]
    else:
        sign, reached = "≥", row["value"] >= row["goal"]
    return f"{sign} {row['goal']}, {'reached' if reached else '**missed**'}"


def kept(page: str) -> dict[str, list[str]]:
    """Return part → its lines, as a page has them."""
    found: dict[str, list[str]] = {}
    for part, line in _lines(page):
        found.setdefault(part, []).append(line)
    return found


def _lines(page: str) -> Iterator[tuple[str, str]]:
    _before, _head, rest = page.partition(f"{HEAD}\n{RULE}\n")
    for line in rest.partition("\n\n")[0].splitlines():
        yield line.rstrip(" |").rpartition(" | ")[2].partition(",")[0], line
