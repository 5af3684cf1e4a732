"""Decide what has reached its limit, and what must be kept all the same."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from demeso.kernel.canon import b64, canonical
from demeso.kernel.limits import Limits, years_after
from demeso.kernel.text import _

MOST = 25  # at a time: the rest waits for the next confirmation


class Stage(StrEnum):
    """What goes: who she is, or everything but what is counted."""

    IDENTITY = "identity"
    CASE = "case"


STAGES = {
    Stage.IDENTITY: _("Nom et contact"),
    Stage.CASE: _("Tout le dossier, sauf ce qui est compté"),
}
# Named by a person: why a file is kept beyond its limit.
HOLDS = (
    ("claim", _("Un droit ou une réparation que la personne demande")),
    ("trial", _("Une procédure que la personne souhaite")),
    ("court", _("Une décision de justice")),
    ("complaint", _("Une plainte sur l’aide reçue")),
)
# Found by the program: something is still open.
OPEN_REQUEST, OPEN_BREACH = "request", "breach"
FOUND = {
    OPEN_REQUEST: _("Une demande sur ses données est ouverte"),
    OPEN_BREACH: _("Un incident touche ce dossier et n’est pas clos"),
}
LIFTED = (
    ("over", _("C’est terminé")),
    ("asked", _("La personne le demande")),
    ("mistake", _("C’était une erreur")),
)
# The youngest of an age band: nothing of a child goes too early.
YOUNGEST = {"0_11": 0, "12_17": 12}


@dataclass(frozen=True)
class HoldAnswers:
    """The answers of `hold.placed`."""

    survivor: str = ""
    hold_why: str = ""
    until_day: str = ""


@dataclass(frozen=True)
class LiftAnswers:
    """The answers of `hold.lifted`."""

    lifted_why: str = ""


@dataclass(frozen=True)
class RetentionAnswers:
    """The answers of `retention.applied`."""

    list_digest: str = ""
    count: int = 0


@dataclass(frozen=True)
class Rested:
    """Somebody whose cases are all closed, as far as time decides."""

    survivor: str
    code: str
    opened_on: date
    closed_on: date
    age_band: str = ""
    identity_gone: bool = False


@dataclass(frozen=True)
class Due:
    """What has reached its limit, and why it is kept all the same, if it is."""

    survivor: str
    code: str
    stage: Stage
    since: date
    closed_on: date
    holds: tuple[str, ...] = ()


def ends_on(rested: Rested, stage: Stage, limits: Limits) -> date:
    """Return the day from which a stage is due; for a child not before she is grown."""
    years = limits.identity_years if stage is Stage.IDENTITY else limits.case_years
    day = years_after(rested.closed_on, years)
    youngest = YOUNGEST.get(rested.age_band)
    if youngest is None:
        return day
    return max(day, years_after(rested.opened_on, limits.child_until - youngest))


def due(rested: Rested, limits: Limits, on: date, holds: Iterable[str]) -> Due | None:
    """Return the furthest stage that somebody's file has reached by a day."""
    stages = [Stage.CASE] if rested.identity_gone else [Stage.CASE, Stage.IDENTITY]
    for stage in stages:
        since = ends_on(rested, stage, limits)
        if since <= on:
            kept = tuple(sorted(set(holds)))
            return Due(
                rested.survivor, rested.code, stage, since, rested.closed_on, kept
            )
    return None


def list_digest(found: Iterable[Due]) -> str:
    """Return the fingerprint of a list: what is confirmed is what was shown."""
    said = sorted([one.survivor, one.stage.value] for one in found)
    return b64(hashlib.sha256(canonical(said)).digest())
