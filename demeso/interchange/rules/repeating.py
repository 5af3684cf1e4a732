"""Find what a package says again: the same object once more, or two under one id."""

from collections.abc import Iterable, Iterator, Mapping

from demeso.interchange.rules.cells import Cell, Fault, at_fault

Line = Mapping[str, Cell]
Lines = dict[str, list[Line]]


def id_of(line: Line) -> str:
    """Return the identifier of a line; nothing where it has none."""
    cell = line.get("id")
    return cell.text if cell else ""


def once(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield each object once: JSON says it again wherever it is linked.

    What says otherwise under the same id stays, so that it is named.
    """
    kept: dict[str, dict[str, Cell]] = {}
    for line in lines:
        own = id_of(line)
        known = kept.setdefault(own, {}) if own else {}
        if not known:
            known.update(line)
            yield known
        elif _agree(known, line):
            known.update({**line, **known})
        else:
            yield line


def _agree(one: Line, other: Line) -> bool:
    """Tell whether two mentions of an object contradict each other nowhere."""
    return all(one[name].text == other[name].text for name in {*one} & {*other})


def repeated(lines: Lines) -> Iterator[Fault]:
    """Yield every id that a table has twice."""
    for rows in lines.values():
        seen: set[str] = set()
        for line in rows:
            own = id_of(line)
            if own in seen:
                yield at_fault(line["id"], "key.twice")
            seen |= {own} - {""}
