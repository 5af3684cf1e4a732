"""Decide when somebody who asks what is held of her has been answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from demeso.kernel.text import _

READ, CORRECT, ERASE = "read", "correct", "erase"
ASKED = (
    (READ, _("Savoir ce qui est gardé")),
    (CORRECT, _("Corriger")),
    (ERASE, _("Effacer")),
)
DONE = (
    ("was_read", _("Tout a été lu, à voix haute")),
    ("was_corrected", _("C’est corrigé")),
    ("was_erased", _("C’est effacé")),
    ("was_kept", _("Une partie est gardée, avec la raison")),
)
ERASABLE = (
    ("identity", _("Son nom, son identité")),
    ("contact", _("Comment joindre la personne")),
    ("narrative", _("Ce qui a été raconté, son plan")),
    ("sensitive", _("Les jours, les lieux, les détails")),
)
# Why something may stay: said to her before it is written down.
LIMITS = (
    ("law", _("La loi demande de le garder")),
    ("claim", _("Une procédure ou un droit que la personne veut garder")),
    ("others", _("Cela parle aussi de quelqu’un d’autre")),
    ("safety", _("Sans cela, un danger pour la personne, qui est d’accord")),
    ("trace", _("La trace de qui a fait quoi ne s’efface pas")),
)
# What was done for each thing that may be asked; or it is kept, with a reason.
ANSWERS = {READ: "was_read", CORRECT: "was_corrected", ERASE: "was_erased"}
KEPT = "was_kept"


@dataclass(frozen=True)
class RequestAnswers:
    """The answers of `request.received`."""

    survivor: str = ""
    asked: tuple[str, ...] = ()
    asked_on: str = ""


@dataclass(frozen=True)
class RequestDone:
    """The answers of `request.answered`."""

    done: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    kept_because: tuple[str, ...] = ()
    answered_on: str = ""


def request_fault(asked: Collection[str], said: RequestDone, asked_on: date) -> str:
    """Return which question is not answered yet; empty when all she asked is."""
    kept = KEPT in said.done and bool(said.kept_because)
    left = [one for one in asked if ANSWERS.get(one, "") not in said.done]
    checks = (
        (not left or (kept and READ not in left), "done"),
        (KEPT not in said.done or bool(said.kept_because), "kept_because"),
        (("was_erased" in said.done) == bool(said.erased), "erased"),
        (date.fromisoformat(said.answered_on) >= asked_on, "answered_on"),
    )
    return next((field for holds, field in checks if not holds), "")
