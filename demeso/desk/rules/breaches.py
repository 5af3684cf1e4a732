"""Decide how a breach is followed: whom it touches, what is due, when it closes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from demeso.kernel.ids import is_survivor_code
from demeso.kernel.text import _

WHATS = (
    ("lost", _("Un appareil est perdu")),
    ("stolen", _("Un appareil est volé")),
    ("account", _("Quelqu’un d’autre est entré")),
    ("sent", _("Parti à la mauvaise personne")),
    ("paper", _("Un papier perdu, ou vu")),
    ("said", _("Un secret a été dit")),
    ("server", _("Le serveur, ou une copie")),
    ("other", _("Autre chose")),
)
CONTAINED, TOLD, FILED, UNFILED, LESSON, CODES = (
    "contained", "told", "filed", "unfiled", "lesson", "codes",
)  # fmt: skip
STEPS = (
    (CONTAINED, _("C’est arrêté : ce qui a été fait")),
    (TOLD, _("Un avis a été donné")),
    (FILED, _("Déposé auprès de l’autorité")),
    (UNFILED, _("Pas de dépôt, et pourquoi")),
    (LESSON, _("Ce qu’on en retient")),
    (CODES, _("D’autres codes sont touchés")),
)
SURVIVORS = "survivors"
WHOM = (
    (SURVIVORS, _("Les personnes touchées, par qui les accompagne")),
    ("team", _("L’équipe")),
    ("partner", _("Une organisation partenaire")),
    ("coordination", _("La coordination")),
    ("other", _("Quelqu’un d’autre")),
)
NO_HARM = "none"
HARMS = (
    ("known", _("Oui")),
    ("possible", _("Peut-être")),
    (NO_HARM, _("Non")),
)
DEVICE, TYPED = "device", "typed"


@dataclass(frozen=True)
class BreachAnswers:
    """The answers of `breach.opened`."""

    what: str = ""
    known_on: str = ""
    device: str = ""
    codes: str = ""


@dataclass(frozen=True)
class StepAnswers:
    """The answers of `breach.noted`."""

    step: str = ""
    whom: str = ""
    done_on: str = ""
    reference: str = ""
    note: str = ""
    codes: str = ""


@dataclass(frozen=True)
class EndAnswers:
    """The answers of `breach.closed`."""

    harm: str = ""


@dataclass(frozen=True)
class BreachFacts:
    """What has been done about a breach so far."""

    settled: bool  # filed, or said why not
    learned: bool
    told: bool
    codes: int


def known_at(day: date) -> datetime:
    """Return from when the deadline runs: the whole of the day counts."""
    return datetime.combine(day, time.min, UTC)


def closing_fault(facts: BreachFacts, harm: str) -> str:
    """Return why a breach may not be closed yet; empty when it may."""
    checks = (
        (facts.settled, "breach.unfiled"),
        (facts.learned, "breach.no_lesson"),
        (harm == NO_HARM or facts.told or not facts.codes, "breach.untold"),
    )
    return next((code for holds, code in checks if not holds), "")


def step_fault(answers: StepAnswers) -> str:
    """Return which question a step still needs; empty when it says enough."""
    words = bool(answers.note.strip())
    needs = {
        CONTAINED: (words, "note"),
        TOLD: (bool(answers.whom), "whom"),
        FILED: (bool(answers.reference.strip()), "reference"),
        UNFILED: (words, "note"),
        LESSON: (words, "note"),
        CODES: (bool(answers.codes.strip()), "codes"),
    }
    said, field = needs.get(answers.step, (False, "step"))
    return "" if said else field


def codes_in(typed: str) -> tuple[list[str], list[str]]:
    """Return the survivor codes of a text, and the words of it that are none."""
    words = typed.replace(",", " ").replace(";", " ").upper().split()
    plain = ["".join(sign for sign in word if sign.isalnum()) for word in words]
    right = [word for word in plain if is_survivor_code(word)]
    return list(dict.fromkeys(right)), [word for word in plain if word not in right]


def unknown(asked: Iterable[str], found: Collection[str]) -> list[str]:
    """Return the codes that nobody of the agency has."""
    return [code for code in asked if code not in found]
