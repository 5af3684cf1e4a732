"""The sheet on which a place is written down: what stands on it, and what was said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext

from demeso.desk.views.asking import drawn, here, words_of
from demeso.directory.forms.listing import SITE
from demeso.directory.hours import DAYS, hours_fault, typed_hours
from demeso.directory.wording import WEEK
from demeso.kernel.checking import faults
from demeso.kernel.forms import Kind

HOURS = tuple(f"hours_{day}" for day in range(len(DAYS)))
ROUNDS = tuple(f"outreach_{day}" for day in range(len(DAYS)))
LISTED = ("services", "documents")
MADE = ("hours", "outreach", "languages", *LISTED)
NUMBERS = tuple(one.name for one in SITE.group("site") if one.kind is Kind.NUMBER)
NAMES = tuple(question.name for question in SITE.group("site"))
LONGEST_ROUND = 60


@dataclass(frozen=True)
class Sheet:
    """What stands on the page of a place that is being written down."""

    answers: Mapping[str, Any]
    ids: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class Said:
    """What came back from the page, and what cannot stand in it."""

    answers: dict[str, Any]
    wrong: dict[str, str]
    days: dict[str, str]

    @property
    def given(self) -> dict[str, Any]:
        """Return what was answered; what was left empty is not told, 0 is."""
        told = self.answers.items()
        return {name: value for name, value in told if value not in ("", [], None)}


def said(post: QueryDict) -> Said:
    """Read the page; what was left empty stays empty."""
    days = {name: typed_hours(post.get(name, "")) for name in HOURS}
    answers = {**_plain(post), **_made(post)}
    answers["hours"] = "|".join(days.values()) if any(days.values()) else ""
    found = Said(answers, {}, {n: f for n, d in days.items() if (f := hours_fault(d))})
    for name in faults(SITE, found.given):
        found.wrong[name] = gettext("Répondez à cette question.")
    return found


def _plain(post: QueryDict) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: post.get(name, "").strip() for name in NAMES if name not in MADE
    }
    return told | {name: _number(told[name]) for name in NUMBERS}


def _number(text: str) -> Any:
    """Return a whole number; what is none stays as it was typed, and is a fault."""
    return int(text) if text.isascii() and text.isdecimal() else text


def _made(post: QueryDict) -> dict[str, Any]:
    rounds = [post.get(name, "").replace("|", " ").strip() for name in ROUNDS]
    known = here().codes("languages")
    return {
        **{name: post.getlist(name) for name in LISTED},
        "languages": " ".join(c for c in post.getlist("languages") if c in known),
        "outreach": "|".join(rounds) if any(rounds) else "",
    }


def asked(sheet: Sheet) -> dict[str, Any]:
    """Return the questions of the sheet, as its template draws them."""
    spoken = sheet.answers.get("languages", "").split()
    [(_heading, languages)] = here().options("languages", get_language())
    return {
        "asked": {
            one["name"]: one for one in drawn(SITE, "site", sheet.answers, sheet.wrong)
        },
        "days": list(_week(sheet, "hours", HOURS, 47)),
        "rounds": list(_week(sheet, "outreach", ROUNDS, LONGEST_ROUND)),
        "languages": [
            (code, name, "checked" if code in spoken else "")
            for code, name in languages
        ],
        "ids": sheet.ids,
        "wrong": sheet.wrong,
        "refused": words_of(sheet.refused),
    }


def _week(
    sheet: Sheet, question: str, names: tuple[str, ...], most: int
) -> Iterator[dict[str, Any]]:
    week = str(sheet.answers.get(question, "")).split("|")
    kept = week if len(week) == len(DAYS) else [""] * len(DAYS)
    for name, value, (_code, label) in zip(names, kept, WEEK, strict=True):
        yield {
            "name": name,
            "text": gettext(label).capitalize(),
            "value": value,
            "most": most,
            "fault": sheet.days.get(name, ""),
        }
