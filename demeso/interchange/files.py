"""Open a file of the directory, whatever it is: Excel, CSV, an HSDS package or JSON.

Nothing is unpacked to the disk, and nothing larger than 50 MB is looked at.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from django.utils.module_loading import import_string

from demeso.interchange.rules.bounding import is_boundless, parts_of
from demeso.interchange.rules.cells import Fault, Grid, Row
from demeso.interchange.rules.decoding import MOST_BYTES, broken, grid_of, overlong
from demeso.interchange.rules.failing import failed_in, failures
from demeso.interchange.rules.repeating import Lines
from demeso.interchange.rules.tables import Words, rows_of
from demeso.interchange.rules.unpacking import (
    lines_of,
    lines_of_json,
    rows_of_package,
)

# Only who opens a workbook loads what reads one: a page for anyone never does.
WORKBOOK = "demeso.interchange.excel.grids_of"
MOST_MEMBERS = 200
TORN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
MOST_OBJECTS = 3_000_000  # in JSON
Found = tuple[list[Row], list[Fault]]


class BrokenError(ValueError):
    """A file cannot be opened at all; the text is the fault's code."""


def rows_in(raw: bytes, name: str, words: Words) -> Found:
    """Return the rows of a file, and what is wrong with how it is written."""
    try:
        return _rows_in(raw, name, words)
    except BrokenError as error:
        return [], [Fault(name, 0, "", str(error))]


def _rows_in(raw: bytes, name: str, words: Words) -> Found:
    if len(raw) > MOST_BYTES:
        raise BrokenError("file.large")
    if raw.startswith(b"PK"):
        return _of_archive(raw, words)
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return rows_of_package(_of_json(raw), words)
    if b"\x00" in raw[:512] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BrokenError("file.unknown")
    return _of_grids([grid_of(raw, name)], words)


def _of_grids(grids: list[Grid], words: Words) -> Found:
    tables = [(grid, rows_of(grid, words)) for grid in grids]
    known = [(grid, found) for grid, found in tables if found]
    if not known:
        first = Fault(grids[0].name if grids else "", 0, "", "table.heading")
        return [], [first, *(fault for grid in grids for fault in broken(grid))]
    rows = [row for _grid, (found, _wrong) in known for row in found]
    wrong = [fault for _grid, (_rows, found) in known for fault in found]
    return rows, [*wrong, *(fault for grid, _found in known for fault in broken(grid))]


def _of_archive(raw: bytes, words: Words) -> Found:
    members = dict(_members(raw))
    if "xl/workbook.xml" in members:
        return _of_workbook(parts_of(members), words)
    grids = [
        grid_of(text, name) for name, text in members.items() if name.endswith(".csv")
    ]
    if not grids:
        raise BrokenError("file.unknown")
    tables = lines_of(grids)
    if "organizations" not in tables:
        return _of_grids(grids, words)
    rows, faults = rows_of_package(tables, words)
    for grid in grids:
        faults += [*broken(grid), *overlong(grid, titles=0)]
    return rows, faults


def _of_workbook(parts: Mapping[str, bytes], words: Words) -> Found:
    """Open a workbook of the very parts that were measured, packed anew.

    An archive may say one length and hold another, or name a part twice: two who
    unpack it need not see the same.
    """
    grids_of = cast(Callable[[bytes], list[Grid]], import_string(WORKBOOK))
    try:
        is_far = is_boundless(parts)
        grids = [] if is_far else grids_of(_packed(parts))
    except ValueError as error:
        raise BrokenError("file.broken") from error
    if is_far:
        raise BrokenError("rows.many")
    rows, faults = _of_grids(grids, words)
    return rows, [*faults, *failures(rows, failed_in(parts))]


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the members of an archive, unless together they are too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = [one for one in archive.infolist() if not one.is_dir()]
            if (
                len(listed) > MOST_MEMBERS
                or sum(one.file_size for one in listed) > MOST_BYTES
            ):
                raise BrokenError("file.bomb")
            for one in listed:
                with archive.open(one) as member:
                    yield one.filename, member.read(MOST_BYTES)
    except TORN as error:
        raise BrokenError("file.broken") from error


def _of_json(raw: bytes) -> Lines:
    if raw.count(b"{") + raw.count(b"[") > MOST_OBJECTS:
        raise BrokenError("rows.many")
    try:
        return _tables_of(json.loads(raw.decode("utf-8-sig")))
    except BrokenError:
        raise
    except UnicodeError as error:
        raise BrokenError("cell.encoding") from error
    except (ValueError, RecursionError) as error:  # a number without end is one too
        raise BrokenError("file.broken") from error


def _tables_of(said: Any) -> Lines:
    if isinstance(said, dict):
        said = said.get("contents", said.get("services", [said]))
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise BrokenError("file.unknown")
    return lines_of_json(said)
