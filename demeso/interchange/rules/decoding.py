"""Read bytes as tables, and name every cell that cannot be read."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from demeso.interchange.rules.cells import CONTROL, Cell, Fault, Grid, at_fault, plainly

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 60_000
LONGEST_CELL = 8_000
DELIMITERS = (",", ";", "\t")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What a byte that is no UTF-8 becomes, so that its cell can be named.
BROKEN = range(0xDC80, 0xDD00)


def grid_of(raw: bytes, sheet: str) -> Grid:
    """Return a CSV file as a grid; what is no UTF-8 stays visible in its cell."""
    text = _text(raw).removeprefix("\ufeff")
    csv.field_size_limit(MOST_BYTES)
    lines: list[str] = []  # of the row that is being read
    rows: list[list[str]] = []
    signs = _delimiter(text)
    try:
        for row in _rows_of(text, signs, lines, strict=True):
            rows.append(row)
            lines.clear()
    except csv.Error:  # `broken` names where; the rest may have been swallowed
        loose = list(_rows_of(text, signs, [], strict=False))
        at = len(rows)
        return Grid(sheet, loose, (at, _spoilt_at("".join(lines), loose[at], signs)))
    return Grid(sheet, rows)


def _rows_of(
    text: str, delimiter: str, lines: list[str], *, strict: bool
) -> Iterator[list[str]]:
    """Yield rows, and one more than is taken in: `broken` names that too."""

    def kept() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    rows = csv.reader(kept(), delimiter=delimiter, strict=strict)
    return islice(rows, MOST_ROWS + 1)


def _spoilt_at(raw: str, row: list[str], delimiter: str) -> int:
    """Return the place of the first cell that is not written as it was read."""
    rest = raw.rstrip("\r\n") + delimiter
    for place, value in enumerate(row):
        quoted = value.replace('"', '""')
        forms = (f"{value}{delimiter}", f'"{quoted}"{delimiter}')
        right = next((form for form in forms if rest.startswith(form)), "")
        if not right:
            return place
        rest = rest.removeprefix(right)
    return len(row) - 1


def letters(place: int) -> str:
    """Return the name that a spreadsheet gives a column: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def broken(grid: Grid) -> Iterator[Fault]:
    """Yield every cell whose text was spoilt on its way, and a table too long."""
    if len(grid.rows) > MOST_ROWS:
        yield Fault(grid.name, MOST_ROWS, "", "rows.many")
    if grid.torn is not None:
        line, column = grid.torn
        shown = _shown(str(grid.rows[line][column]))
        yield at_fault(Cell(shown, grid.name, line + 1, letters(column)), "cell.quote")
    for number, row in enumerate(grid.rows[:MOST_ROWS], 1):
        for place, value in enumerate(row):
            if isinstance(value, str) and (code := _spoilt(value)):
                yield at_fault(
                    Cell(_shown(value), grid.name, number, letters(place)), code
                )


def overlong(grid: Grid, titles: int) -> Iterator[Fault]:
    """Yield every row that says more than there are titles for: it may have shifted.

    `titles` is the place of the row of titles, from 0.
    """
    width = len(grid.rows[titles]) if grid.rows else 0
    for number, row in enumerate(grid.rows[titles + 1 :], titles + 2):
        beyond = (place for place in range(width, len(row)) if row[place] != "")
        for place in islice(beyond, 1):
            cell = Cell(row[place], grid.name, number, letters(place))
            yield at_fault(cell, "row.long")


def _spoilt(text: str) -> str:
    """Return how a text was spoilt: `encoding`, `twice_encoded`, `control`, `long`."""
    if len(text) > LONGEST_CELL:
        return "cell.long"
    if text.isascii():
        return "cell.control" if CONTROL.search(text) else ""
    if "\ufffd" in text or any(ord(sign) in BROKEN for sign in text):
        return "cell.encoding"
    if _is_twice_encoded(text):
        return "cell.twice_encoded"
    return "cell.control" if CONTROL.search(text) else ""


def _is_twice_encoded(text: str) -> bool:
    """Tell whether UTF-8 was once read as an old Windows alphabet: Ã©, â€™."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


def _shown(text: str) -> str:
    return plainly("".join("?" if ord(sign) in BROKEN else sign for sign in text))


def _text(raw: bytes) -> str:
    if raw.startswith(WIDE):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8", errors="surrogateescape")


def _delimiter(text: str) -> str:
    """Return the sign between columns: the one that the first lines use most."""
    first = "\n".join(text.splitlines()[:3])
    return max(DELIMITERS, key=first.count)
