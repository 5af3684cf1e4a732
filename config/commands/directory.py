"""`demeso directory`: check a file, write the empty workbook, write what is public."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override

from demeso.interchange.queries import exported, read_file
from demeso.interchange.rules.cells import CONTROL, Fault
from demeso.interchange.rules.decoding import MOST_BYTES
from demeso.interchange.rules.reading import Reading
from demeso.interchange.rules.wording import FAULTS
from demeso.interchange.words import LANGUAGES
from demeso.interchange.writing import file_of, workbook_file
from demeso.kernel.actor import door
from demeso.kernel.clock import now

SUFFIXES = (".zip", ".json", ".csv", ".xlsx")
PUBLIC = "public"


def directory(arguments: list[str]) -> int:
    """Check a file of the directory, or write one; tell what is wrong."""
    parser = argparse.ArgumentParser(prog="demeso directory")
    parser.add_argument("deed", choices=("check", "template", "public"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    asked = parser.parse_args(arguments)
    deeds = {"check": _check, "template": _template, "public": _public}
    return deeds[asked.deed](asked.path, asked.language)


def _check(path: Path, language: str) -> int:
    if not path.is_file():
        return _say([f"{path}: no such file"], failed=True)
    if path.stat().st_size > MOST_BYTES:
        large = Reading(faults=[Fault(path.name, 0, "", "file.large")])
        return _say(_told(large, language), failed=True)
    found = read_file(path.read_bytes(), name=path.name, at=now())
    return _say(_told(found, language), failed=found.stops)


def _told(found: Reading, language: str) -> list[str]:
    with override(language):
        lines = [_line(fault) for fault in found.faults]
    counted = f"{len(found.organisations)} organisations, {len(found.sites)} places"
    wrong = sum(fault.stops for fault in found.faults)
    return [*lines, f"{counted}, {wrong} faults; nothing was taken in"]


def _line(fault: Fault) -> str:
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    text = FAULTS.get(fault.code) or messages.get(fault.code, fault.code)
    row = str(fault.row) if fault.row else ""
    where = " ".join(filter(None, (fault.sheet, row, fault.column)))
    said_there = f" [{fault.said}]" if fault.said else ""
    mark = "" if fault.stops else "(ok) "
    return f"{where}: {mark}{gettext(text)}{said_there}"


def _template(path: Path, language: str) -> int:
    path.write_bytes(workbook_file([], [], language))
    return _say([f"{path}: written"])


def _public(path: Path, language: str) -> int:
    if path.suffix not in SUFFIXES:
        return _say([f"{path}: one of {', '.join(SUFFIXES)}"], failed=True)
    own, places = exported(actor=door("interchange"), tier=PUBLIC)
    path.write_bytes(file_of(path.suffix[1:], own, places, language))
    return _say([f"{path}: {len(places)} places"])


def _say(lines: list[str], *, failed: bool = False) -> int:
    # Names in a file may hold what a terminal would obey.
    sys.stdout.write("\n".join(CONTROL.sub("?", line) for line in lines) + "\n")
    return int(failed)
