"""Find the columns of a sheet by their names, titles or HXL tags, and read its rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from demeso.directory.rules.listing import plain
from demeso.interchange.rules.cells import (
    Cell,
    Fault,
    Grid,
    Row,
    Value,
    at_fault,
    plainly,
)
from demeso.interchange.rules.columns import (
    COLUMNS,
    FLAT,
    LINK,
    OWN,
    PLACE,
    Column,
    flat_columns,
    tag_of,
    titles,
)
from demeso.interchange.rules.decoding import letters, overlong

HEADINGS = 8  # rows in which the columns' titles are looked for
ENOUGH = 3  # columns by which a row of titles is known
STAR = " *"

Words = Callable[[str], Iterable[str]]  # a French text → the text in each language


@dataclass(frozen=True)
class Heading:
    """Where the columns of a sheet stand; the first and the last row of titles."""

    first: int
    last: int
    places: Mapping[str, int]
    unknown: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()


def rows_of(grid: Grid, words: Words) -> tuple[list[Row], list[Fault]] | None:
    """Return the rows of a sheet, and what is wrong with its columns.

    None for a sheet that has nothing to do with the directory.
    """
    kind, heading = max(
        ((kind, _heading(grid, _known(kind, words))) for kind in (OWN, PLACE)),
        key=lambda found: len(found[1].places),
    )
    if len(heading.places) < ENOUGH:
        return None
    faults = list(_faults(grid, kind, heading))
    return list(_rows(grid, kind, heading)), faults


def _known(kind: str, words: Words) -> dict[str, str]:
    """Return what may stand above a column → its name."""
    columns = flat_columns() if kind == PLACE else COLUMNS[OWN]
    found: dict[str, str] = {}
    for column in columns:
        prefix = FLAT if kind == OWN else ""
        found[column.name] = found[tag_of(prefix + column.name)] = column.name
        beside = kind == PLACE and column.name.startswith(FLAT)
        for title in () if beside else titles_of(column, words):
            found.setdefault(plain(title), column.name)
    return found


def titles_of(column: Column, words: Words) -> Iterator[str]:
    """Yield a column's title in each language, its day behind it."""
    title, day = titles(column)
    days = list(words(day)) if day else []
    for place, text in enumerate(words(title)):
        yield f"{text} ({days[place]})" if days else text


def _heading(grid: Grid, known: Mapping[str, str]) -> Heading:
    """Return the row of titles that names most columns; rows of tags below it too."""
    best = max(
        enumerate(grid.rows[:HEADINGS]),
        key=lambda row: len(set(_named(row[1], known).values())),
        default=(0, ()),
    )
    named = _named(best[1], known)
    places: dict[str, int] = {}
    for place, name in named.items():
        places.setdefault(name, place)
    twice = tuple(place for place, name in named.items() if places[name] != place)
    last = best[0]
    while last + 1 < len(grid.rows) and _is_heading(grid.rows[last + 1], known):
        last += 1
    filled = {place for place, value in enumerate(best[1]) if _title(value)}
    return Heading(best[0], last, places, tuple(sorted(filled - set(named))), twice)


def _named(row: Iterable[Value], known: Mapping[str, str]) -> dict[int, str]:
    found = ((place, known.get(_title(value))) for place, value in enumerate(row))
    return {place: name for place, name in found if name}


def _is_heading(row: Iterable[Value], known: Mapping[str, str]) -> bool:
    """Tell whether a row below the titles repeats them, as names or as tags."""
    filled = [title for value in row if (title := _title(value))]
    return len(filled) >= ENOUGH and all(title in known for title in filled)


def _title(value: Value) -> str:
    text = " ".join(plainly(value).split())
    return plain(text.removesuffix(STAR.strip()).strip())


def _faults(grid: Grid, kind: str, heading: Heading) -> Iterator[Fault]:
    row, number = grid.rows[heading.first], heading.first + 1
    for place in heading.twice:
        yield Fault(grid.name, number, letters(place), "column.twice")
    for place in heading.unknown:
        cell = Cell(_said(row, place), grid.name, number, letters(place))
        yield at_fault(cell, "column.unknown", stops=False)
    yield from _untitled(grid, heading)
    yield from overlong(grid, heading.first)
    for column in COLUMNS[kind]:
        flat = column.name == LINK and f"{FLAT}name" in heading.places
        if column.needed and column.name not in heading.places and not flat:
            yield Fault(grid.name, number, column.name, "column.missing")


def _untitled(grid: Grid, heading: Heading) -> Iterator[Fault]:
    """Yield the first cell of each column that says something under no title."""
    titles = grid.rows[heading.first]
    bare = [place for place, value in enumerate(titles) if not _title(value)]
    for place in bare:
        said = (
            Cell(row[place], grid.name, number, letters(place))
            for number, row in enumerate(
                grid.rows[heading.last + 1 :], heading.last + 2
            )
            if place < len(row) and row[place] not in ("", None)
        )
        for cell in islice(said, 1):
            yield at_fault(cell, "cell.untitled", stops=False)


def _rows(grid: Grid, kind: str, heading: Heading) -> Iterator[Row]:
    columns = [
        (name, place, f"{letters(place)} {name}")
        for name, place in heading.places.items()
    ]
    for number, row in enumerate(grid.rows[heading.last + 1 :], heading.last + 2):
        cells = {
            name: Cell(_said(row, place), grid.name, number, column)
            for name, place, column in columns
        }
        if any(cell.text for cell in cells.values()):
            yield from _split(Row(kind, grid.name, number, cells))


def _said(row: Sequence[Value], place: int) -> Value:
    return row[place] if place < len(row) else ""


def _split(row: Row) -> Iterator[Row]:
    """Yield a row, and before it the organisation that stands beside a place."""
    beside = {
        name.removeprefix(FLAT): cell
        for name, cell in row.cells.items()
        if name.startswith(FLAT)
    }
    if not any(cell.text for cell in beside.values()):
        yield row
        return
    own = {name: cell for name, cell in row.cells.items() if not name.startswith(FLAT)}
    link = row.cells.get(LINK) or beside["name"]
    yield Row(OWN, row.sheet, row.number, {**beside, "id": link})
    yield Row(row.kind, row.sheet, row.number, {**own, LINK: link})
