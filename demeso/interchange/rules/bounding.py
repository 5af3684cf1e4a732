"""Decide whether a workbook would fill memory when it is opened. Pure.

Whoever opens one lays each sheet out as far as its farthest cell, and writes a shared
text out wherever a cell names it: a few kilobytes can ask for gigabytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

MOST_CELLS = 6_000_000  # of all sheets, empty ones between others too
MOST_TEXT = 1024 * 1024 * 1024  # if every cell named the longest shared text
PARTS = ("xl/", "_rels/", "[Content_Types].xml")
LETTERS = 26


@dataclass
class Extent:
    """How far a sheet goes, where the next cell stands, and the longest text."""

    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    cells: int = 0
    begun: int = 0
    longest: int = 0

    def meet(self, name: str, said: str, at: int) -> None:
        """Take in the beginning of an element, as far as it counts."""
        if name == "row":
            self.go_to_row(said)
        elif name == "c":
            self.go_to_cell(said)
        elif name == "si":
            self.begun = at

    def go_to_row(self, said: str) -> None:
        """Begin a row: the one it says, else the next."""
        self.row = int(said) if said.isdecimal() else self.row + 1
        self.column = 0

    def go_to_cell(self, said: str) -> None:
        """Stand at a cell: where it says, else beside the last."""
        letters = said.rstrip("0123456789")
        number = said.removeprefix(letters)
        self.column = _place(letters) or self.column + 1
        self.cells += 1
        self.rows = max(self.rows, self.row, int(number or 0))
        self.columns = max(self.columns, self.column)

    def end_text(self, at: int) -> None:
        """Measure a shared text; its marks count along."""
        self.longest = max(self.longest, at - self.begun)


def parts_of(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a workbook is read from; what would make it another kind is not."""
    return {
        name: text
        for name, text in members.items()
        if name.startswith(PARTS) and not name.lower().endswith(".bin")
    }


def is_boundless(parts: Mapping[str, bytes]) -> bool:
    """Tell whether a workbook's sheets would fill memory; raise for broken ones."""
    longest = cells = places = 0
    for text in parts.values():
        if b"sheetData" in text or b"sst" in text:
            found = extent_of(text)
            cells += found.cells
            longest = max(longest, found.longest)
            places += found.rows * found.columns
    return places > MOST_CELLS or cells * longest > MOST_TEXT


def extent_of(text: bytes) -> Extent:
    """Return how far a sheet goes, and how long the longest shared text is."""
    found, parser = Extent(), expat.ParserCreate()

    def start(tag: str, said: dict[str, str]) -> None:
        place = said.get("r", "")
        found.meet(tag.rpartition(":")[2], place, parser.CurrentByteIndex)

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "si":
            found.end_text(parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refused
    try:
        parser.Parse(text, True)  # noqa: FBT003 -- expat's own: this is all of it
    except expat.ExpatError as error:
        raise ValueError("sheet") from error
    return found


def _refused(*_said: object) -> None:
    raise ValueError("doctype")


def _place(letters: str) -> int:
    if letters and not (letters.isascii() and letters.isalpha()):
        raise ValueError("place")
    place = 0
    for letter in letters.upper():
        place = place * LETTERS + ord(letter) - ord("A") + 1
    return place
