"""Decide what may be known of a person, how to reach her, and her own access."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from demeso.kernel.actor import Actor
from demeso.kernel.following import follow
from demeso.kernel.text import _

SEXES = (("female", _("Féminin")), ("male", _("Masculin")))
AGE_BANDS = (
    ("0_11", _("0 à 11 ans")),
    ("12_17", _("12 à 17 ans")),
    ("18_25", _("18 à 25 ans")),
    ("26_40", _("26 à 40 ans")),
    ("41_60", _("41 à 60 ans")),
    ("61+", _("61 ans et plus")),
)

# The codes of GBVIMS (gbvims.md 1.3).
CIVIL_STATUSES = (
    ("single", _("Célibataire")),
    ("married_cohabitating", _("En couple, mariage ou vie commune")),
    ("divorced_separated", _("Divorce ou séparation")),
    ("widowed", _("Veuvage")),
)
DISPLACEMENTS = (
    ("resident", _("Personne résidente")),
    ("idp", _("Personne déplacée interne (PDI)")),
    ("refugee", _("Personne réfugiée")),
    ("returnee", _("Personne retournée")),
    ("asylum_seeker", _("Personne en demande d’asile")),
    ("foreign_national", _("Personne étrangère")),
    ("stateless_person", _("Personne apatride")),
)
DISABILITIES = (
    ("no", _("Non")),
    ("physical_disability", _("Physique")),
    ("mental_disability", _("Mental")),
    ("both", _("Les deux")),
)
ALONE = (
    ("no", _("Non")),
    ("unaccompanied_minor", _("Oui, sans aucun adulte responsable")),
    ("separated_child", _("Loin de ses parents, avec d’autres proches")),
    ("other_vulnerable_child", _("Parents décédés, ou autre fragilité")),
)
# The four answers of the Washington Group, for each of its six questions.
DIFFICULTIES = (
    ("none", _("Non, aucune difficulté")),
    ("some", _("Oui, quelques difficultés")),
    ("lot", _("Oui, beaucoup de difficultés")),
    ("cannot", _("Je n’y arrive pas du tout")),
)


@dataclass(frozen=True)
class IdentityAnswers:
    """The coded answers of `identity.recorded`."""

    sex: str = ""
    age_band: str = ""
    displacement: str = ""
    origin: str = ""
    civil_status: str = ""
    best_language: str = ""
    other_language: str = ""
    interpreter: str = ""
    worker_sex: str = ""
    unaccompanied: str = ""
    wg_seeing: str = ""
    wg_hearing: str = ""
    wg_walking: str = ""
    wg_remembering: str = ""
    wg_selfcare: str = ""
    wg_communicating: str = ""
    disability: str = ""


def are_bodies(parts: Iterable[Mapping[str, Any]], *compartments: str) -> bool:
    """Tell whether sealed parts are texts of these compartments, and no keys.

    Keys of a case are given once, at its opening; a key that travelled with a
    later act would hand the case to someone without a permit.
    """
    return all(
        part.get("type") == "body" and part.get("compartment") in compartments
        for part in parts
    )


def no_code(survivor: str) -> str:
    """Return what stands in the place of a code that was erased: never a code."""
    return f"-{survivor[-8:]}"


# Her own access: a number that is not her code, and a PIN.
HERSELF = "survivor.self"  # what she may do with them, and nobody else
MOST_TRIES = 5  # wrong ones in all, not a day; then in person only
NUMBER_LENGTH, PIN_LENGTH = 8, 6
SET_WITHIN = timedelta(minutes=30)  # from the act to the number's arrival
MOST_CALLBACKS = 3  # waiting at once
YEARS = range(1930, 2031)


class AccessState(StrEnum):
    """Where her access stands."""

    GIVEN = "given"
    LOCKED = "locked"
    ENDED = "ended"


# docs/states.md is generated from this table.
TRANSITIONS: dict[str, dict[str, AccessState]] = {
    "": {"access.given": AccessState.GIVEN},
    AccessState.GIVEN: {
        "access.locked": AccessState.LOCKED,
        "access.reset": AccessState.GIVEN,
        "access.ended": AccessState.ENDED,
    },
    AccessState.LOCKED: {
        "access.reset": AccessState.GIVEN,
        "access.ended": AccessState.ENDED,
    },
}
RESETS = (
    ("locked", _("Cinq essais faux : il est bloqué")),
    ("forgotten", _("La personne a oublié le code secret")),
    ("seen", _("Quelqu’un a pu voir le code secret")),
)
ENDS = (
    ("asked", _("La personne n’en veut plus")),
    ("lost", _("Le numéro est perdu")),
    ("unsafe", _("Quelqu’un connaît le numéro")),
)
CALLED_BACK = (
    ("reached", _("La personne a été jointe")),
    ("other_way", _("Vue autrement")),
    ("given_up", _("Pas jointe, sans laisser de mot")),
)


@dataclass(frozen=True)
class AccessAnswers:
    """The answers of `access.given`."""

    survivor: str = ""
    access_wanted: str = ""


@dataclass(frozen=True)
class ResetAnswers:
    """The answers of `access.reset`."""

    access_reset: str = ""


@dataclass(frozen=True)
class AccessEndAnswers:
    """The answers of `access.ended`."""

    access_end: str = ""


@dataclass(frozen=True)
class LockAnswers:
    """The answers of `access.locked`."""

    access_lock: str = ""


@dataclass(frozen=True)
class CallbackAnswers:
    """The answers of `callback.asked`: whose; the rest is sealed."""

    survivor: str = ""


@dataclass(frozen=True)
class CalledBackAnswers:
    """The answers of `callback.done`."""

    called_back: str = ""


def access_after(state: str, kind: str) -> AccessState:
    """Return where an access stands after an act, or refuse."""
    return follow(TRANSITIONS, state, kind, refusal="number.over")


def herself(survivor: str) -> Actor:
    """Return her who came in with her own number: she acts, nobody signed in."""
    return Actor("", "", frozenset({HERSELF}), frozenset(), survivor)


def is_herself(actor: Actor, survivor: str) -> bool:
    """Tell whether the actor is this person, by her own number."""
    return actor.may(HERSELF) and not actor.worker and actor.name == survivor


def is_number(text: str) -> bool:
    """Tell whether a text is eight digits."""
    return _are_digits(text, NUMBER_LENGTH)


def is_pin(text: str) -> bool:
    """Tell whether a text is six digits that nobody tries first."""
    return _are_digits(text, PIN_LENGTH) and not is_weak(text)


def is_weak(pin: str) -> bool:
    """Tell whether six digits are a row, a repetition, or hold a year of birth."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    repeated = pin[:3] == pin[3:] or pin[:2] * 3 == pin
    years = {int(pin[:4]), int(pin[2:])}
    return steps in ({0}, {1}, {9}) or repeated or any(one in YEARS for one in years)


def _are_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
