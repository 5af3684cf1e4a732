"""Who came, by a ticket without a name, and who was not received. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from demeso.kernel.ids import ALPHABET
from demeso.kernel.text import _

# The four services that stand under one roof (domain.md 4.1).
PARTS = (
    ("medical", _("Soins")),
    ("psychosocial", _("Écoute et soutien")),
    ("legal", _("Aide juridique")),
    ("reintegration", _("Réinsertion")),
)
# What was missing on our side; never something about whoever came.
WHYS = (
    ("no_clinician", _("Personne pour soigner")),
    ("nobody", _("Fermé, ou personne à l’accueil")),
    ("no_stock", _("Rupture de stock")),
    ("no_room", _("Pas de salle ou de lit")),
    ("no_woman", _("Pas de femme pour recevoir")),
    ("language", _("Langue que personne ne parlait ici")),
    ("cost", _("Un paiement a été demandé")),
    ("papers", _("Un papier ou un passage à la police a été demandé")),
    ("wait", _("Trop d’attente")),
    ("not_given", _("Service qui ne se donne pas ici")),
    ("other", _("Autre chose")),
)
SHOWN = (("yes", _("Oui")), ("no", _("Non")))
LENGTH = 4
LATE = timedelta(days=31)  # a paper list may be typed in so much later


@dataclass(frozen=True)
class VisitAnswers:
    """The answers of `visit@1`: that somebody came, and on which day."""

    centre: str = ""
    came_on: str = ""


@dataclass(frozen=True)
class PartsAnswers:
    """The answers of `visit_parts@1`: what was given so far, all of it."""

    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnAwayAnswers:
    """The answers of `turn_away@1`: nothing in it says who."""

    centre: str = ""
    came_on: str = ""
    shift: str = ""
    missing: str = ""
    wanted: str = ""
    elsewhere: str = ""


def ticket_of(visit: str) -> str:
    """Return the four signs on the ticket of a visit, drawn by its random id.

    They do not count up: a ticket does not tell how many came before.
    """
    number, signs = int(visit.replace("-", "")[-12:], 16), ""
    for _sign in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs += ALPHABET[place]
    return signs


def is_countable(day: date, today: date) -> bool:
    """Tell whether a day may still be counted: not to come, not long gone."""
    return today - LATE <= day <= today
