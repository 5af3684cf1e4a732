"""Decide whether a centre is ready, and what it is short of. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demeso.centres.rules.shelves import SHORT, URGENT, states
from demeso.centres.rules.shifts import (
    URGENT_CARE,
    Shift,
    cover,
    next_shift,
    shift_at,
)
from demeso.directory.absences import ON_CALL

COUNTED_FOR = timedelta(days=7)  # after it a number on the board is asked again


@dataclass(frozen=True)
class Watch:
    """Who is there for urgent care in a shift: `here`, `on_call`, empty, `untold`."""

    day: date
    shift: str
    cover: str


@dataclass(frozen=True)
class Readiness:
    """What a board says at a glance; `sign` is its colour and comes with words."""

    short: Mapping[str, str]  # supply → out, few or low
    watches: tuple[Watch, ...]  # now and next
    stale: bool  # nobody has counted lately

    @property
    def sign(self) -> str:
        """Return `wait` when care is missing, `due` when it may be soon, `got`."""
        urgent = [self.short.get(name) in SHORT for name in URGENT]
        if any(urgent) or any(one.cover == "" for one in self.watches):
            return "wait"
        called = any(one.cover in (ON_CALL, "untold") for one in self.watches)
        return "due" if called or self.short or self.stale else "got"


def readiness(
    left: Mapping[str, int],
    low: int,
    counted_at: datetime | None,
    told: Sequence[Shift],
    moment: tuple[datetime, int],
) -> Readiness:
    """Say how ready a centre is at a moment (and its minutes ahead of UTC)."""
    at, minutes_ahead = moment
    short = {name: word for name, word in states(left, low).items() if word != "in"}
    now = shift_at(at, minutes_ahead)
    known = {(one.day, one.shift): one.team for one in told}
    watches = tuple(
        Watch(*when, cover(known[when], URGENT_CARE) if when in known else "untold")
        for when in (now, next_shift(*now))
    )
    stale = counted_at is None or at - counted_at > COUNTED_FOR
    return Readiness(short, watches, stale)
