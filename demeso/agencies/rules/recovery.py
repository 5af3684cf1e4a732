"""Decide when an agency may leave its training: keys, sheets, a drill."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from demeso.kernel.canon import Json, canonical

SHEETS, ENOUGH_SHEETS = 3, 2
ENOUGH_HOLDERS = 2
SPLIT = ("vault", "oversight")  # both halves of every case
DRILL_SIGNED_AS = b"demeso/drill/v1\n"
DRILL_EVERY = timedelta(days=182)


@dataclass(frozen=True)
class Making:
    """The answers of `sheets@1`: who keeps which of the three."""

    agency: str = ""
    epoch: int = 0
    first: str = ""
    second: str = ""
    third: str = ""

    @property
    def keepers(self) -> tuple[str, str, str]:
        """Return the three people, in the order of their sheets."""
        return self.first, self.second, self.third


@dataclass(frozen=True)
class Keeping:
    """The answers of `sheet@1`: I have mine in my hands."""

    agency: str = ""
    epoch: int = 0
    part: int = 0


@dataclass(frozen=True)
class Drilling:
    """The answers of `drill@1`; `proof` is the recovery key's signature."""

    agency: str = ""
    epoch: int = 0
    one: int = 0
    other: int = 0
    proof: str = ""

    def signed_bytes(self, record: str) -> bytes:
        """Return what the recovery key signs when two sheets gave it back."""
        said: dict[str, Json] = {
            "record": record,
            "agency": self.agency,
            "epoch": self.epoch,
            "parts": sorted((self.one, self.other)),
        }
        return DRILL_SIGNED_AS + canonical(said)


@dataclass(frozen=True)
class Activating:
    """The answers of `activation@1`."""

    agreed: str = ""


@dataclass(frozen=True)
class Readiness:
    """What stands of an agency's keys: holders, sheets, drills.

    `recoverable` are the keys whose newest epoch is sealed to the newest
    recovery key; `opened` says that sheets gave a key back since they were made.
    """

    vault: frozenset[str] = frozenset()
    oversight: frozenset[str] = frozenset()
    recoverable: frozenset[str] = field(default_factory=frozenset)
    sheets: int = 0
    acknowledged: int = 0
    drilled_at: datetime | None = None
    opened: bool = False


# In the order in which a small organisation does it.
NEEDED: dict[str, Callable[[Readiness], bool]] = {
    "vault_holders": lambda ready: len(ready.vault) >= ENOUGH_HOLDERS,
    "oversight_holders": lambda ready: len(ready.oversight) >= ENOUGH_HOLDERS,
    "apart": lambda ready: not ready.vault & ready.oversight,
    "sheets_made": lambda ready: ready.sheets == SHEETS and not ready.opened,
    "sheets_kept": lambda ready: ready.acknowledged == SHEETS,
    "vault_sealed": lambda ready: "vault" in ready.recoverable,
    "oversight_sealed": lambda ready: "oversight" in ready.recoverable,
    "drill": lambda ready: ready.drilled_at is not None,
}


def lacking(ready: Readiness) -> tuple[str, ...]:
    """Return what is still missing before real people may be written down."""
    return tuple(name for name, is_met in NEEDED.items() if not is_met(ready))


def is_drill_due(drilled_at: datetime | None, at: datetime) -> bool:
    """Tell whether the last drill lies half a year back, or there was none."""
    return drilled_at is None or at - drilled_at >= DRILL_EVERY


def are_three(keepers: tuple[str, str, str]) -> bool:
    """Tell whether three different people are named."""
    return len(set(keepers)) == SHEETS and all(keepers)


def keeps_key(kept: Iterable[str]) -> bool:
    """Tell whether a key is among what somebody keeps, not a sheet alone."""
    return not set(SPLIT).isdisjoint(kept)


def are_spread(houses: Sequence[str], *, home: str) -> bool:
    """Tell whether no partner's house keeps as many sheets as give the keys back."""
    return all(houses.count(one) < ENOUGH_SHEETS for one in houses if one != home)


def are_two(one: int, other: int) -> bool:
    """Tell whether two different sheets were typed."""
    return one != other and {one, other} <= set(range(1, SHEETS + 1))
