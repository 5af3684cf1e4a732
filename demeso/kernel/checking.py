"""Check answers against a form: the one checker that Python runs.

`web/src/forms/check.ts` is the same checker for the browser; both pass
tests/kernel/form_cases.json. docs/formats/form.md says what each fault means.
"""

from typing import Any

from demeso.kernel.forms import ALWAYS, TODAY, Form, Given, Kind, Question
from demeso.kernel.ids import is_uuid7

DAY_SHAPE, MONTH_SHAPE = [4, 2, 2], [4, 2]
LONGEST_CODE = 40


def faults(form: Form, given: Given, known: Given | None = None) -> dict[str, str]:
    """Return question → fault code for the answers given; empty when right.

    Codes: `unknown` (no such question), `hidden` (its condition does not
    hold), `needed`, `kind`, `choice`, `twice`, `long`, and of days that
    contradict each other `future`, `past`, `after.…`, `before.…`. `known` holds
    what is not asked here: `@today`, and other sealed parts, as in `derived`.
    """
    asked = {question.name: question for question in form.questions}
    found = {name: "unknown" for name in given if name not in asked}
    told = {**(known or {}), **given}
    for name, question in asked.items():
        fault = _fault(question, given) or _untimely(question, told)
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


def _untimely(question: Question, told: Given) -> str:
    """Compare days, and months as far as both go; what is not known is no fault."""
    value = str(told.get(question.name) or "")
    for source in question.latest:
        if _precedes(str(told.get(source) or ""), value):
            return "future" if source == TODAY else f"after.{source.split('.')[-1]}"
    for source in question.earliest:
        if _precedes(value, str(told.get(source) or "")):
            return "past" if source == TODAY else f"before.{source.split('.')[-1]}"
    return ""


def _precedes(one: str, other: str) -> bool:
    if not all(is_day(text) or is_month(text) for text in (one, other)):
        return False
    length = min(len(one), len(other))  # a day and a month: months are compared
    return one[:length] < other[:length]


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
    return "" if is_month(value) else "kind"


def is_month(value: object) -> bool:
    """Tell whether a value is a month of the calendar, written YYYY-MM."""
    return bool(_parts(value, MONTH_SHAPE)) and is_day(f"{value}-01")


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
