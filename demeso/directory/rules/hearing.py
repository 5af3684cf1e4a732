"""Decide what people may say of a place, unnamed, and who hears it. Pure.

No name, no number, and of the moment only the month is shown. That somebody there
asked for sex, money or a favour is no answer of this form: the page stops, shows whom
to tell, and writes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from demeso.directory.rules.listing import EVERYWHERE
from demeso.kernel.actor import Actor
from demeso.kernel.text import _

GIVE = "feedback.give"  # the public page carries it, and no role does
LONGEST_WORDS = 300
FEWEST = 5  # below it the team of a place could tell who spoke
GOT = (
    ("yes", _("Oui")),
    ("some", _("En partie")),
    ("no", _("Non")),
)
WAITED = (
    ("short", _("Moins d’une heure")),
    ("long", _("Plus d’une heure")),
    ("sent_away", _("On m’a dit de revenir")),
)
QUESTIONS = ("open", "got", "waited", "paid", "respected")


@dataclass(frozen=True)
class FeedbackAnswers:
    """The answers of `feedback@1`."""

    site: str = ""
    open: str = ""
    got: str = ""
    waited: str = ""
    paid: str = ""
    respected: str = ""
    words: str = ""


@dataclass(frozen=True)
class Heard:
    """What was said of a place: question → answer → how often; and the words."""

    site: str
    total: int
    counts: dict[str, dict[str, int]]
    words: tuple[str, ...] = ()


def month_of(at: datetime) -> str:
    """Return all that is shown of when something was said."""
    return f"{at:%Y-%m}"


def is_said(answers: FeedbackAnswers) -> bool:
    """Tell whether anything was answered at all."""
    return any(getattr(answers, name) for name in (*QUESTIONS, "words"))


def hears_words(actor: Actor) -> bool:
    """Tell whether an actor reads words: who answers for the whole directory does."""
    return actor.may("directory.write") and bool(actor.roles & EVERYWHERE)


def heard(site: str, said: Iterable[FeedbackAnswers], actor: Actor) -> Heard | None:
    """Return what an actor may hear of a place; a place's own team no small numbers."""
    rows = list(said)
    is_all = hears_words(actor)
    if not rows or (len(rows) < FEWEST and not is_all):
        return None
    counts: dict[str, dict[str, int]] = {name: {} for name in QUESTIONS}
    for row in rows:
        for name in QUESTIONS:
            answer = getattr(row, name)
            if answer:
                counts[name][answer] = counts[name].get(answer, 0) + 1
    words = tuple(row.words for row in rows if row.words) if is_all else ()
    return Heard(site, len(rows), counts, words)
