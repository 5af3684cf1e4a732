"""Decide about her needs: outcomes, what may follow what, one line a need."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from demeso.directory.rules.listing import FAMILIES
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.text import _

OUTCOMES = (
    ("provided", _("Fait par nous")),
    ("referred", _("Orientation vers un service")),
    ("already", _("Déjà reçu ailleurs")),
    ("n_a", _("Ne s’applique pas")),
    ("declined", _("Pas souhaité")),
    ("unavailable", _("Aucun service disponible")),
)
OUTCOME_CODES = tuple(code for code, _label in OUTCOMES)


@dataclass(frozen=True)
class NeedsAnswers:
    """The answers of `needs.recorded`."""

    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeAnswers:
    """The answers of `outcome.recorded`."""

    case: str = ""
    outcome: str = ""
    barriers: tuple[str, ...] = ()
    reoffer: str = ""


# What may follow what for one need. Outcomes are what the worker records; the
# rest comes from its referral. Nothing here forbids an answer of hers: what a
# table row does not name leaves the line as it is.
SAID = {code: code for code in OUTCOME_CODES if code != "referred"} | {
    "referral.sent": "sent"
}
TRANSITIONS: dict[str, dict[str, str]] = {
    "": {"needs.recorded": "open"},
    "open": {**SAID, "referral.accepted": "accepted"},  # two answers, settled
    "sent": {
        **SAID,
        "referral.accepted": "accepted",
        "referral.declined": "open",
        "referral.recalled": "open",
        "service.received": "received",
    },
    "accepted": {
        **SAID,
        "referral.sent": "accepted",
        "referral.declined": "open",
        "referral.recalled": "open",
        "service.received": "received",
    },
    "received": {"needs.recorded": "received", "service.denied": "accepted"},
    **{code: SAID for code in OUTCOME_CODES if code != "referred"},
}
MOVES = {
    "sent": "referral.sent",
    "accepted": "referral.accepted",
    "declined": "referral.declined",
    "recalled": "referral.recalled",
    "received": "service.received",
    "denied": "service.denied",  # the service says given, she says not
}


def after(status: str, event: str) -> str:
    """Return the state of a plan line after an event."""
    return TRANSITIONS[status].get(event, status)


def outcome_after(outcome: str, move: str) -> str:
    """Return a line's outcome after its referral moved; only sending sets it."""
    return "referred" if move == "sent" else outcome


LACKING = ("open", "unavailable")
UNAVAILABLE = "unavailable"
UNMET = (UNAVAILABLE, "declined")


def together(lines: Iterable[tuple[str, str]]) -> tuple[str, bool]:
    """Return what the (need, status) of a case say together.

    That is her needs as one text, each between spaces, and whether one of them has
    no service.
    """
    said = list(lines)
    needs = "".join(f" {need}" for need, _status in said)
    return needs and f"{needs} ", any(status in LACKING for _need, status in said)


def line_ids(case: str) -> list[str]:
    """Return the ids of all plan lines that a case can have."""
    return [line_id(case, need) for need in FAMILIES]


def line_id(case: str, need: str) -> str:
    """Return the id of the plan line for one need of a case."""
    random = hashlib.sha256(f"{case}\n{need}".encode()).digest()[:10]
    return uuid7(uuid7_millis(case), random)
