"""Forms as data, and the one checker that Python runs.

`web/src/forms/check.ts` is the same checker for the browser; both pass
tests/kernel/form_cases.json. The frozen format is docs/formats/form.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from demeso.kernel.ids import is_uuid7

Given = Mapping[str, Any]

COMPARTMENTS = ("identity", "contact", "narrative", "sensitive")
ALWAYS = ("unknown", "declined")
DAY_SHAPE, MONTH_SHAPE = [4, 2, 2], [4, 2]
LONGEST_CODE = 40


class Kind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"  # one line
    STORY = "story"  # many lines
    CHOICE = "choice"  # one code
    CHOICES = "choices"  # several codes, in her order when `ordered`
    NUMBER = "number"  # a whole number
    DAY = "day"  # YYYY-MM-DD
    MONTH = "month"  # YYYY-MM
    CODE = "code"  # a code from one of the country's lists, see `listed`
    ID = "id"  # a record's id, picked from a list
    MADE = "made"  # a short text that the app makes, never typed
    LINES = "lines"  # rows of codes, made by the app and not by hand


class Merge(StrEnum):
    """How two concurrent answers meet (docs/formats/ledger.md)."""

    PLAIN = "plain"
    SET = "set"
    APPEND = "append"
    STATE = "state"
    PROTECTIVE = "protective"  # the first choice listed protects most
    SEALED = "sealed"


@dataclass(frozen=True)
class In:
    """Hold when the question's answer is (or contains) one of the values."""

    name: str
    values: tuple[str, ...]

    def holds(self, given: Given) -> bool:
        """Tell whether the condition holds for these answers."""
        value = given.get(self.name)
        found = value if isinstance(value, list) else [value]
        return any(item in self.values for item in found)

    def names(self) -> frozenset[str]:
        """Return the questions that the condition looks at."""
        return frozenset({self.name})

    def data(self) -> dict[str, Any]:
        """Return the condition for forms.json and `data-if`."""
        return {"in": [self.name, list(self.values)]}


@dataclass(frozen=True)
class And:
    """Hold when every part holds."""

    parts: tuple["When", ...]

    def holds(self, given: Given) -> bool:
        """Tell whether the condition holds for these answers."""
        return all(part.holds(given) for part in self.parts)

    def names(self) -> frozenset[str]:
        """Return the questions that the condition looks at."""
        return frozenset[str]().union(*(part.names() for part in self.parts))

    def data(self) -> dict[str, Any]:
        """Return the condition for forms.json and `data-if`."""
        return {"and": [part.data() for part in self.parts]}


@dataclass(frozen=True)
class Or:
    """Hold when one part holds."""

    parts: tuple["When", ...]

    def holds(self, given: Given) -> bool:
        """Tell whether the condition holds for these answers."""
        return any(part.holds(given) for part in self.parts)

    def names(self) -> frozenset[str]:
        """Return the questions that the condition looks at."""
        return frozenset[str]().union(*(part.names() for part in self.parts))

    def data(self) -> dict[str, Any]:
        """Return the condition for forms.json and `data-if`."""
        return {"or": [part.data() for part in self.parts]}


When = In | And | Or


def when(name: str, *values: str) -> In:
    """Write a condition on one answer: `when("in_danger", "yes")`."""
    return In(name, values)


@dataclass(frozen=True)
class Question:
    """One question. Empty is always allowed unless `needed`.

    `compartment` empty means the answer is coded and the server keeps it;
    otherwise it is sealed in the browser under that compartment's key.
    `derive` names the coded answer's rule (kernel.derive) and its sources.
    `listed` names the country's list that a CODE is taken from; `headings`
    are titles for choices by the part of the code before its dot.
    """

    name: str
    text: str
    kind: Kind = Kind.TEXT
    group: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    compartment: str = ""
    merge: Merge = Merge.PLAIN
    when: When | None = None
    needed: bool = False
    ordered: bool = False
    derive: tuple[str, ...] = ()
    hint: str = ""
    source: str = ""
    most: int = 200
    listed: str = ""
    headings: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that may be chosen."""
        return tuple(code for code, _label in self.choices)


@dataclass(frozen=True)
class Form:
    """A published form: never changed, only followed by a new version."""

    name: str
    version: int
    title: str
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        """Return `name@version`."""
        return f"{self.name}@{self.version}"

    def group(self, name: str) -> tuple[Question, ...]:
        """Return the questions of one field group."""
        return tuple(q for q in self.questions if q.group == name)

    def coded_groups(self) -> frozenset[str]:
        """Return the groups that the server keeps."""
        return frozenset(q.group for q in self.questions if not q.compartment)

    def merge_of(self, group: str) -> Merge:
        """Return how concurrent values of a group meet."""
        return self.group(group)[0].merge


def faults(form: Form, given: Given) -> dict[str, str]:
    """Return question → fault code for the answers given; empty when right.

    Codes: `unknown` (no such question), `hidden` (its condition does not
    hold), `needed`, `kind`, `choice`, `twice`, `long`.
    """
    asked = {question.name: question for question in form.questions}
    found = {name: "unknown" for name in given if name not in asked}
    for name, question in asked.items():
        fault = _fault(question, given)
        if fault:
            found[name] = fault
    return found


def _fault(question: Question, given: Given) -> str:
    value = given.get(question.name)
    empty = value in (None, "", [])
    if question.when and not question.when.holds(given):
        return "" if empty else "hidden"
    if empty:
        return "needed" if question.needed else ""
    if question.kind in MAY_BE_UNSAID and value in ALWAYS:
        return ""
    return SHAPES[question.kind](question, value)


def _text(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        return "kind"
    return "long" if len(value) > question.most else ""


def _choice(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        return "kind"
    return "" if value in question.codes else "choice"


def _choices(question: Question, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        return "kind"
    if len(set(value)) != len(value):
        return "twice"
    unsaid = len(value) == 1 and value[0] in ALWAYS
    return "" if unsaid or set(value) <= set(question.codes) else "choice"


def _number(question: Question, value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return "kind"
    return "" if 0 <= value <= question.most else "long"


def _day(_question: Question, value: Any) -> str:
    return "" if is_day(value) else "kind"


def _month(_question: Question, value: Any) -> str:
    parts = _parts(value, MONTH_SHAPE)
    return "" if parts and is_day(f"{value}-01") else "kind"


def is_day(value: object) -> bool:
    """Tell whether a value is a day of the calendar, written YYYY-MM-DD."""
    parts = _parts(value, DAY_SHAPE)
    if not parts:
        return False
    year, month, day = parts
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and month in range(1, 13) and 1 <= day <= lengths[month - 1]


def _parts(value: object, shape: list[int]) -> list[int]:
    parts = value.split("-") if isinstance(value, str) else []
    right = [len(part) for part in parts] == shape
    plain = all(part.isascii() and part.isdigit() for part in parts)
    return [int(part) for part in parts] if right and plain else []


def _code(_question: Question, value: Any) -> str:
    if not isinstance(value, str):
        return "kind"
    plain = value.isascii() and value.replace("_", "a").replace("-", "a").isalnum()
    return "" if plain and len(value) <= LONGEST_CODE else "choice"


def _id(_question: Question, value: Any) -> str:
    return "" if is_uuid7(value) else "kind"


def _lines(_question: Question, value: Any) -> str:
    return "" if isinstance(value, list) else "kind"


MAY_BE_UNSAID = (Kind.CHOICE, Kind.DAY, Kind.MONTH, Kind.CODE)
SHAPES = {
    Kind.TEXT: _text,
    Kind.STORY: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.MONTH: _month,
    Kind.CODE: _code,
    Kind.ID: _id,
    Kind.MADE: _text,
    Kind.LINES: _lines,
}
