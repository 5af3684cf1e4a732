"""Read one cell as the answer to a question: a code, a title, a day, an hour."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from demeso.directory.hours import hours_fault, typed_hours
from demeso.directory.rules.entry import Known
from demeso.directory.rules.listing import plain
from demeso.interchange.rules.cells import CONTROL, Cell, plainly
from demeso.interchange.rules.columns import Column, is_many
from demeso.interchange.rules.tables import Words
from demeso.kernel.country import Box, lies_in
from demeso.kernel.forms import Kind

Read = tuple[object, str]  # the answer, and what is wrong with it
UNSAID = frozenset(
    plain(word) for word in ("unknown", "inconnu", "inconnue", "ne sait pas", "?", "-")
)
BETWEEN = re.compile(r"[;|\n]")
NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d{1,15})?")
DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
DIGITS = re.compile(r"\d{1,9}")
BRACKETS = re.compile(r"[()]")
DECIMALS = 2
ALWAYS = ("24/24", "24h/24", "24h/24h", "24h24", "24/7", "24h")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text without accents and capitals; a column says few things, often."""
    return plain(text)


@dataclass(frozen=True)
class Land:
    """What a reader of files knows of the country: codes, names, where it lies."""

    known: Known
    box: Box
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Words = lambda text: (text,)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point can be in the country."""
        return lies_in(self.box, latitude, longitude)


def read(cell: Cell, column: Column, land: Land) -> Read:
    """Return what a cell answers; empty when it says that nobody knows."""
    text = "" if cell.value in ("", None) else cell.text
    if isinstance(cell.value, str) and CONTROL.search(cell.value):
        return "", "cell.control"
    if not text or folded(text) in UNSAID:
        return ([] if is_many(column) else ""), ""
    if column.day >= 0:
        return _weekly(cell, column, land)
    if is_many(column):
        return _several(text, column, land)
    question = column.question
    reader = SHAPES.get(question.kind) if question else None
    if column.name in ("latitude", "longitude"):
        reader = _degrees
    return reader(cell, column, land) if reader else (text, "")


def _weekly(cell: Cell, column: Column, _land: Land) -> Read:
    if column.question is None or column.question.name != "hours":
        return cell.text.replace("|", " "), ""
    day = typed_hours(_clock(cell.text))
    fault = hours_fault(day)
    return day, f"hours.{fault}" if fault else ""


def _clock(text: str) -> str:
    """Return hours as people type them; who is always there says 24/24."""
    always = folded(text).replace(" ", "") in (
        "24/24",
        "24h/24",
        "24h/24h",
        "24/7",
        "24h",
    )
    return "00:00-24:00" if always else text


def _several(text: str, column: Column, land: Land) -> Read:
    found: list[str] = []
    for part in filter(None, map(str.strip, BETWEEN.split(text))):
        code = _code_of(part, column, land)
        if not code:
            return text, "cell.choice"
        if code in found:
            return text, "cell.twice"
        found.append(code)
    return found, ""


def _code_of(text: str, column: Column, land: Land) -> str:
    if column.name == "languages":
        return land.names.get("languages", {}).get(folded(text), "")
    if column.question is None or not column.question.choices:
        return text
    return _coded(column.question.choices, land.words).get(folded(text), "")


@lru_cache(maxsize=256)
def _coded(choices: tuple[tuple[str, str], ...], words: Words) -> dict[str, str]:
    """Return what may be written for each answer of a question → its code."""
    found: dict[str, str] = {}
    for code, label in choices:
        found[folded(code)] = code
        for text in words(label):
            found.setdefault(folded(text), code)
    for code, more in (("yes", "vrai true 1 x"), ("no", "faux false 0")):
        if code in found.values():
            found |= {word: code for word in more.split() if word not in found}
    return found


def _choice(cell: Cell, column: Column, land: Land) -> Read:
    choices = column.question.choices if column.question else ()
    code = _coded(choices, land.words).get(folded(cell.text), "")
    return (code, "") if code else (cell.text, "cell.choice")


def _code(cell: Cell, column: Column, land: Land) -> Read:
    listed = column.question.listed if column.question else ""
    code = land.names.get(listed, {}).get(folded(cell.text), "")
    return (code, "") if code else (cell.text, "site.place")


def _number(cell: Cell, _column: Column, _land: Land) -> Read:
    right = DIGITS.fullmatch(cell.text)
    return (int(cell.text), "") if right else (cell.text, "cell.kind")


def _day(cell: Cell, _column: Column, _land: Land) -> Read:
    if isinstance(cell.value, date | datetime):
        return plainly(cell.value)[:10], ""
    if found := DAY_FIRST.fullmatch(cell.text):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}", ""
    return cell.text, ""


def _degrees(cell: Cell, _column: Column, _land: Land) -> Read:
    """Return degrees to two decimals, and say when they were finer."""
    text = cell.text.replace(",", ".").replace("−", "-")
    if not NUMBER.fullmatch(text):
        return cell.text, "site.point"
    rounded = f"{float(text):.{DECIMALS}f}"
    is_finer = float(rounded) != float(text)
    return rounded, "point.rounded" if is_finer else ""


def _line(cell: Cell, _column: Column, _land: Land) -> Read:
    return cell.text, "cell.kind" if isinstance(cell.value, time) else ""


SHAPES: Mapping[Kind, Callable[[Cell, Column, Land], Read]] = {
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.TEXT: _line,
    Kind.MADE: _line,
}


def named(options: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what may be written for each code of a list → the code."""
    found: dict[str, str] = {}
    for code, name in options:
        found[folded(code)] = code
        found[folded(name)] = code
        for part in BRACKETS.split(name):
            found.setdefault(folded(part.strip()), code)
    return found
