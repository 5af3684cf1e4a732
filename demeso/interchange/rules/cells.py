"""A cell of a file, where it stands, and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

# What a spreadsheet would take for a formula; a number or a telephone is none. It may
# begin after a separator too: each country parts the cells of a CSV at another one.
LATER = r"[;,\t\r\n] *"
SIGNS, SPACES = "[=+@-]", r"[\t\r\n]"
HARMLESS = r"(?![+-]?\d[\d .]*(?:\Z|[;,\t\r\n]))"
TAKEN = (
    re.compile(f"(^)('*(?={SPACES})|'+(?={SIGNS})|(?={SIGNS}){HARMLESS})"),
    re.compile(f"({LATER})('+(?={SIGNS})|(?={SIGNS}){HARMLESS})"),
)
GIVEN_BACK = (
    re.compile(f"({LATER})'('*)(?={SIGNS})"),
    re.compile(f"(^)'('*)(?={SIGNS}|{SPACES})"),
)
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
LONGEST_SHOWN = 40
SPOKEN = {None: "", True: "yes", False: "no"}

Value = object


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a file."""

    value: Value
    sheet: str
    row: int
    column: str

    @cached_property
    def text(self) -> str:
        """Return it as a person reads it, spaces tidied."""
        return " ".join(CONTROL.sub(" ", plainly(self.value)).split())


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read: its rows from the first on, each as long as it is.

    `torn` is where a quotation mark stands wrong: row and column, from 0.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    torn: tuple[int, int] | None = None


@dataclass(frozen=True)
class Row:
    """One entry of a file, of one kind: its cells by the name of their column."""

    kind: str
    sheet: str
    number: int
    cells: Mapping[str, Cell]

    def cell(self, name: str) -> Cell:
        """Return a cell; one that is not there is empty, at the row."""
        return self.cells.get(name) or Cell("", self.sheet, self.number, name)

    def fault(self, code: str, name: str = "") -> "Fault":
        """Return what is wrong with the row, or with one of its cells."""
        if name not in self.cells:
            return Fault(self.sheet, self.number, name, code)
        return at_fault(self.cells[name], code)


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where; `stops` when nothing may be taken in because of it."""

    sheet: str
    row: int
    column: str
    code: str
    said: str = ""
    stops: bool = True


def at_fault(cell: Cell, code: str, *, stops: bool = True) -> Fault:
    """Return what is wrong with a cell, with the beginning of what it says."""
    said = cell.text[:LONGEST_SHOWN]
    return Fault(cell.sheet, cell.row, cell.column, code, said, stops)


def plainly(value: Value) -> str:
    """Return a value as a text: whole numbers without a point, days as days."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or isinstance(value, bool):
        return SPOKEN[value]
    return unescaped(str(value))


def escaped(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    for taken in TAKEN:
        text = taken.sub(r"\1'\2", text)
    return text


def unescaped(text: str) -> str:
    """Return a text as it was before it was escaped."""
    for given in GIVEN_BACK:
        text = given.sub(r"\1\2", text)
    return text
