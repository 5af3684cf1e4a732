"""Decide what is left to do for somebody whose way led to a locked place."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from demeso.kernel.following import follow
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.text import _


class What(StrEnum):
    """What was to happen there."""

    SENT = "sent"  # handed on, nobody has said yes
    APPOINTMENT = "appointment"  # the place had said yes
    FOLLOW_UP = "follow_up"  # whoever accompanies her works there


class State(StrEnum):
    """Where it stands."""

    OPEN = "open"
    TRIED = "tried"
    TOLD = "told"


YES, WAIT, NOT_REACHED = "yes", "wait", "not_reached"
TOLD = (
    (YES, _("La personne le sait")),
    (WAIT, _("Aucun moyen sûr : on attend sa venue")),
    (NOT_REACHED, _("Pas jointe par le moyen sûr")),
)

# docs/states.md is generated from this table: what the lead says of it.
SAID: dict[str, State] = {
    YES: State.TOLD,
    WAIT: State.TOLD,
    NOT_REACHED: State.TRIED,
}
TRANSITIONS: dict[str, dict[str, State]] = {
    "": {"site.locked": State.OPEN},
    State.OPEN: SAID,
    State.TRIED: SAID,
    State.TOLD: {YES: State.TOLD, WAIT: State.TOLD, NOT_REACHED: State.TOLD},
}

LOCKED = "locked"  # why a referral came back
RETURNS = ((LOCKED, _("Ce lieu n’est plus joignable")),)
NOWHERE = "open"  # a need that nobody has taken up


@dataclass(frozen=True)
class ReturnAnswers:
    """The answers of `putting_back@1`."""

    lock: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ToldAnswers:
    """The answers of `detour@1`."""

    detour_told: str = ""


@dataclass(frozen=True)
class Left:
    """What people still have to do about one detour."""

    tell: bool
    orient: bool

    @property
    def is_done(self) -> bool:
        """Tell whether it can be ticked off."""
        return not (self.tell or self.orient)


def after(state: str, event: str) -> State:
    """Return where a word leads, or refuse what the table does not know."""
    return follow(TRANSITIONS, state, event, refusal="detour.transition")


def left(what: str, state: str, line: str) -> Left:
    """Return what is left: to tell her, and to find another service for her need.

    `line` is where her need stands now. Of what nobody had said yes to, she is told
    when she is oriented anew.
    """
    tell = what != What.SENT and state != State.TOLD
    return Left(tell, what != What.FOLLOW_UP and line == NOWHERE)


def detour_id(lock: str, of: str) -> str:
    """Return the id of what one lock means for one referral or case."""
    random = hashlib.sha256(f"{lock}\n{of}".encode()).digest()[:10]
    return uuid7(uuid7_millis(lock), random)
