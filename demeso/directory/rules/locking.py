"""Decide who locks a place in danger, who opens it again, and what that touches."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from demeso.kernel.following import follow
from demeso.kernel.text import _

LOCK = "site.lock"  # what a role must carry to lock a place, or to open it again


class State(StrEnum):
    """Where the lock of a place stands."""

    LOCKED = "locked"
    PROPOSED = "proposed"
    OVER = "over"


# docs/states.md is generated from this table.
TRANSITIONS: dict[str, dict[str, State]] = {
    "": {"site.locked": State.LOCKED},
    State.LOCKED: {"unlocking.proposed": State.PROPOSED},
    State.PROPOSED: {
        "unlocking.proposed": State.PROPOSED,  # another looks again, and says so
        "site.unlocked": State.OVER,
    },
}
OPEN = (State.LOCKED, State.PROPOSED)

# What is happening, never who does it.
WHYS = (
    ("attack", _("Attaque, ou menace d’attaque")),
    ("search", _("Fouille ou saisie")),
    ("looting", _("Pillage ou vol")),
    ("other", _("Un autre danger")),
)
SAFE = "yes"


@dataclass(frozen=True)
class StaffAnswers:
    """The answers of `site_staff@1`: who works at a place, all of them."""

    site: str = ""
    staff: tuple[str, ...] = ()


@dataclass(frozen=True)
class LockAnswers:
    """The answers of `site_lock@1`."""

    site: str = ""
    lock_why: str = ""


@dataclass(frozen=True)
class SuspensionAnswers:
    """The answers of `suspension@1`: all that other organisations hear of it."""

    lock: str = ""


@dataclass(frozen=True)
class UnlockingAnswers:
    """The answers of `unlocking@1`, said by one person and then by another."""

    safe: str = ""


def after(state: str, act: str) -> State:
    """Return where an act leads, or refuse what the table does not know."""
    return follow(TRANSITIONS, state, act, refusal="lock.transition")


def is_second(worker: str, proposed_by: str) -> bool:
    """Tell whether somebody may open a place again: not who proposed it."""
    return worker not in ("", proposed_by)


def are_colleagues(staff: Collection[str], agency: Collection[str]) -> bool:
    """Tell whether whoever is said to work at a place works for its agency."""
    return set(staff) <= set(agency)


def touches(service: str, services: Collection[str]) -> bool:
    """Tell whether a referral was on its way to a place.

    A referral names an organisation and a service, not a place: what the place
    gives counts, though another place may give it too. Whoever sent it chooses anew.
    """
    return service in services
