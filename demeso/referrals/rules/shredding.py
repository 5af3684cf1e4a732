"""Decide who must say that what was handed on is gone, and when that is late."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from demeso.kernel.following import follow
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.text import _

LATE_AFTER = timedelta(hours=72)  # docs/operations.md names it


class State(StrEnum):
    """Where the asking stands."""

    ASKED = "asked"
    LATE = "late"
    CONFIRMED = "confirmed"


# docs/states.md is generated from this table.
TRANSITIONS: dict[str, dict[str, State]] = {
    "": {"consent.withdrawn": State.ASKED},
    State.ASKED: {
        "shredding.confirmed": State.CONFIRMED,
        "shredding.escalated": State.LATE,
    },
    State.LATE: {"shredding.confirmed": State.CONFIRMED},
    State.CONFIRMED: {"shredding.confirmed": State.CONFIRMED},  # of the paper, after
}


class How(StrEnum):
    """How the word comes: a device signs for itself, or the sender was told."""

    DEVICE = "device"
    TOLD = "told"


GONE = (
    ("device", _("Effacé de cet appareil")),
    ("told", _("L’organisation dit que c’est effacé et détruit")),
    ("paper_destroyed", _("La feuille imprimée ou recopiée est détruite")),
    ("paper_none", _("Rien n’a été imprimé ni recopié")),
)
OF_PAPER = ("paper_destroyed", "paper_none")


@dataclass(frozen=True)
class ShreddingAnswers:
    """The answers of `shredding.confirmed`."""

    referral: str = ""
    gone: str = ""


@dataclass(frozen=True)
class EscalationAnswers:
    """The answers of `shredding.escalated`."""

    referral: str = ""


def after(state: str, act: str) -> State:
    """Return where an act leads, or refuse what the table does not know."""
    return follow(TRANSITIONS, state, act, refusal="shredding.transition")


def shredding_fault(gone: str, how: str, state: str) -> str:
    """Return why a word does not count; empty when it does.

    A device signs for itself first; a person adds what she knows of the paper.
    """
    if gone in OF_PAPER:
        early = how == How.DEVICE and state != State.CONFIRMED
        return "shredding.early" if early else ""
    return "" if gone == how else "shredding.other_way"


def is_late(state: str, asked_at: datetime, at: datetime) -> bool:
    """Tell whether somebody is to be told that no word came."""
    return state == State.ASKED and at - asked_at >= LATE_AFTER


def shredding_id(act: str, referral: str, worker: str) -> str:
    """Return the id of what one withdrawal asks of one person about one referral."""
    random = hashlib.sha256(f"{act}\n{referral}\n{worker}".encode()).digest()[:10]
    return uuid7(uuid7_millis(act), random)
