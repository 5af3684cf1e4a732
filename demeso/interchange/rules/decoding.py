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
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    return Grid(sheet, list(islice(rows, MOST_ROWS + 1)))  # `broken` names the rest


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
    for number, row in enumerate(grid.rows[:MOST_ROWS], 1):
        for place, value in enumerate(row):
            if isinstance(value, str) and (code := _spoilt(value)):
                yield at_fault(
                    Cell(_shown(value), grid.name, number, letters(place)), code
                )


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
