"""Decide who may take a list along, for what, and how it is marked and protected."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from demeso.kernel.text import _

TRACKER, FIGURES = "tracker", "figures"
FILE, PAPER = "file", "paper"
OTHER = "other"
LONG_ENOUGH = 16
RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

PURPOSES = (
    ("supervision", _("Réunion de supervision")),
    ("audit", _("Contrôle de la qualité")),
    ("report", _("Rapport convenu")),
    ("handover", _("Passation")),
    (OTHER, _("Autre, en quelques mots")),
)
MEDIA = (
    (FILE, _("Un fichier chiffré")),
    (PAPER, _("Une feuille à imprimer")),
)


@dataclass(frozen=True)
class Leaving:
    """A list that may be taken along, by whoever has the right to."""

    name: str
    title: str
    permission: str


LISTS = {
    one.name: one
    for one in (
        Leaving(TRACKER, _("Où en est l’aide, par code"), "team.export"),
        Leaving(FIGURES, _("Chiffres des mois terminés"), "figures.export"),
    )
}
TITLES = tuple((one.name, one.title) for one in LISTS.values())


@dataclass(frozen=True)
class ExportAnswers:
    """The answers of `export.made`."""

    list: str = ""
    purpose: str = ""
    why: str = ""
    medium: str = ""


@dataclass(frozen=True)
class Protection:
    """How a file is closed: for a public age key, or with a phrase said apart."""

    recipient: str = ""
    phrase: str = ""


@dataclass(frozen=True)
class Mark:
    """Who took a list along, when, and which time it was."""

    who: str
    worker: str
    export: str
    at: datetime

    @property
    def short(self) -> str:
        """Return the mark that stands on every line."""
        return f"{self.worker[-6:]}-{self.export[-6:]}".upper()


@dataclass(frozen=True)
class Listed:
    """One table of what leaves: a title, what it does not mean, headings, rows."""

    title: str
    caveat: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def export_fault(answers: ExportAnswers) -> str:
    """Return which question is still to be answered; empty when a purpose is said."""
    if answers.list not in LISTS:
        return "list"
    if answers.purpose == OTHER and not answers.why.strip():
        return "why"
    return ""


def protection(recipient: str, phrase: str, again: str) -> Protection | str:
    """Return how a file is closed, or the question at fault.

    A phrase is long and written twice: nobody can open the file without it.
    """
    if recipient.strip():
        right = RECIPIENT.fullmatch(recipient.strip())
        return Protection(recipient=recipient.strip()) if right else "recipient"
    if len(phrase) < LONG_ENOUGH:
        return "phrase"
    return Protection(phrase=phrase) if phrase == again else "again"


def written(tables: Iterable[Listed], mark: Mark, words: Sequence[str]) -> str:
    """Return the tables as CSV; the mark stands on top and at each line's end."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerows([line] for line in words)
    for table in tables:
        out.writerow([])
        out.writerow([_plain(table.title), mark.short])
        out.writerow([*map(_plain, table.headings), ""])
        out.writerows([*map(_plain, row), mark.short] for row in table.rows)
        out.writerow([_plain(table.caveat), mark.short])
    return text.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def file_name(at: datetime) -> str:
    """Return a name that says nothing."""
    return f"carnet-{at:%Y%m%d-%H%M}.csv.age"
