"""Name what the server may know of a person: a code, a sex, an age band."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class IdentityAnswers:
    """The coded answers of `identity.recorded`."""

    sex: str = ""
    age_band: str = ""


def are_bodies(parts: Iterable[Mapping[str, Any]], *compartments: str) -> bool:
    """Tell whether sealed parts are texts of these compartments, and no keys.

    Keys of a case are given once, at its opening; a key that travelled with a
    later act would hand the case to someone without a permit.
    """
    return all(
        part.get("type") == "body" and part.get("compartment") in compartments
        for part in parts
    )
