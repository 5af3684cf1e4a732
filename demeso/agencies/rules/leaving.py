"""Decide when somebody may leave: never while a key would be left without people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.rules.recovery import ENOUGH_HOLDERS, ENOUGH_SHEETS
from demeso.kernel.actor import Actor

# Whoever keeps people, or sees a team's work, may say that somebody goes.
SAYS = ("people.write", "team.read")
# Why an act of somebody who has left is kept aside.
LATE = "worker.left"


@dataclass(frozen=True)
class Departing:
    """The answers of `departure@1`: somebody is going to leave."""

    worker: str = ""


@dataclass(frozen=True)
class Staying:
    """The answers of `staying@1`: she does not go after all."""

    worker: str = ""


@dataclass(frozen=True)
class Leaving:
    """The answers of `leaving@1`: she has left, reachable still or not."""

    worker: str = ""
    reached: str = ""


@dataclass(frozen=True)
class Left:
    """What an agency is left with when somebody goes: people, beside her.

    `holds` are the agency's keys that she has in her hands, newest epoch.
    """

    holds: frozenset[str] = frozenset()
    vault: int = 0
    oversight: int = 0
    keeps_sheet: bool = False
    sheets: int = 0
    gives_roles: bool = False
    administrators: int = 0
    active: bool = False


def may_say(actor: Actor, *, worker: str, agency: str) -> bool:
    """Tell whether somebody may begin or end another's departure."""
    home = actor.agency == agency or actor.may("people.write")
    return home and actor.worker != worker and any(actor.may(one) for one in SAYS)


def is_written_before(written_at: datetime, left_at: datetime) -> bool:
    """Tell whether a device says that an act is older than its author's departure."""
    return written_at <= left_at


def _holders(left: Left, key: str) -> bool:
    """Tell whether enough people hold a key beside her; one in training."""
    needed = ENOUGH_HOLDERS if left.active else 1
    beside = {"vault": left.vault, "oversight": left.oversight}
    return key not in left.holds or beside[key] >= needed


NEEDED: dict[str, Callable[[Left], bool]] = {
    "vault": lambda left: _holders(left, "vault"),
    "oversight": lambda left: _holders(left, "oversight"),
    "sheets": lambda left: not left.keeps_sheet or left.sheets >= ENOUGH_SHEETS,
    "administrators": lambda left: not left.gives_roles or left.administrators > 0,
}


def wanting(left: Left) -> tuple[str, ...]:
    """Return what needs a successor before she may go."""
    return tuple(name for name, is_met in NEEDED.items() if not is_met(left))
