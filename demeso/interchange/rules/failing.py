"""Find the cells of a workbook that say nothing, because what they count failed. Pure.

Whoever reads a workbook sees them empty: an error, or a formula that nobody counted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from demeso.interchange.rules.cells import Fault, Row, at_fault

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MARKS = (b't="e"', b"<f", b":f>", b":f ")  # without one of them no cell can fail
Failed = set[tuple[str, str]]  # sheet, and the cell as a spreadsheet names it


def failed_in(parts: Mapping[str, bytes]) -> Failed:
    """Return the cells that failed, of sheets whose names the workbook tells."""
    return {
        (sheet, place)
        for sheet, part in _sheets(parts).items()
        if any(mark in parts[part] for mark in MARKS)
        for place in _failed(parts[part])
    }


def failures(rows: Iterable[Row], failed: Failed) -> Iterator[Fault]:
    """Yield each cell that failed and would have been read."""
    for row in rows if failed else ():
        for cell in row.cells.values():
            place = f"{cell.column.partition(' ')[0]}{cell.row}"
            if (cell.sheet, place) in failed:
                yield at_fault(cell, "cell.formula")


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of each sheet → the part in which it stands."""
    links = {
        said.get("Id", ""): _part(said.get("Target", ""))
        for said in _elements(parts.get(LINKS, b""), "Relationship")
    }
    named = {
        said.get("name", ""): links.get(said.get("r:id", ""), "")
        for said in _elements(parts.get(BOOK, b""), "sheet")
    }
    return {name: part for name, part in named.items() if part in parts}


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


@dataclass
class Counting:
    """A cell while it is read: where, of which kind, whether it counts and says."""

    failed: list[str] = field(default_factory=list)
    place: str = ""
    kind: str = ""
    counts: bool = False
    says: bool = False
    is_value: bool = False

    def begin(self, tag: str, said: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        name = _plain(tag)
        if name == "c":
            self.place, self.kind = said.get("r", ""), said.get("t", "")
            self.counts = self.says = False
        self.counts = self.counts or name == "f"
        self.is_value = name == "v"

    def read(self, text: str) -> None:
        """Take in words: only those of a value say something."""
        self.says = self.says or (self.is_value and text.strip() != "")

    def end(self, tag: str) -> None:
        """Judge a cell at its end; what counts an empty text says that."""
        self.is_value = False
        silent = self.counts and not self.says and self.kind != "str"
        if _plain(tag) == "c" and (silent or self.kind == "e"):
            self.failed.append(self.place)


def _failed(text: bytes) -> list[str]:
    """Return the places of the cells that say nothing although they should."""
    cells, parser = Counting(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = cells.begin, cells.end
    parser.CharacterDataHandler = cells.read
    parser.Parse(text, True)  # noqa: FBT003 -- expat's own: this is all of it
    return cells.failed


def _elements(text: bytes, wanted: str) -> list[dict[str, str]]:
    """Return what the elements of one name say, in order."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()

    def start(tag: str, said: dict[str, str]) -> None:
        if _plain(tag) == wanted:
            found.append(said)

    parser.StartElementHandler = start
    if text:
        parser.Parse(text, True)  # noqa: FBT003 -- expat's own: this is all of it
    return found


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]
