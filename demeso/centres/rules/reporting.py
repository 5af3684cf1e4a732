"""Add a centre's month up: what was given, what was missing. Pure.

It counts visits and what stood ready, never persons, and no centre beside another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demeso.centres.rules.shelves import FEW, SUPPLIES
from demeso.centres.rules.shifts import NIGHT, URGENT_CARE, Shift, cover
from demeso.centres.rules.visits import PARTS, WHYS


@dataclass(frozen=True)
class Came:
    """One visit, as far as it is counted."""

    day: date
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missed:
    """One person who was not received, as far as it is counted."""

    day: date
    missing: str
    elsewhere: str = ""


@dataclass(frozen=True)
class Counted:
    """What was left on the shelf from a day on."""

    day: date
    left: Mapping[str, int]


@dataclass(frozen=True)
class Month:
    """A centre's month: what a report says, in the order in which it says it."""

    visits: int
    parts: Mapping[str, int]
    nothing: int  # visits with no service ticked
    missed: Mapping[str, int]
    shown: int  # of those, to how many another place was named
    short: Mapping[str, int]  # supply → days on which none, or few, were left
    nights: int  # told
    bare_nights: int  # told, and nobody there or on call for urgent care


def days_of(month: str, upto: date) -> list[date]:
    """Return the days of a month that have come."""
    first = date.fromisoformat(f"{month}-01")
    days = (first + timedelta(days=place) for place in range(31))
    return [day for day in days if day.month == first.month and day <= upto]


def month_of(
    came: Sequence[Came],
    missed: Sequence[Missed],
    shelf: Sequence[Counted],
    told: Iterable[Shift],
    days: Sequence[date],
) -> Month:
    """Add up what lies in the days of a month."""
    nights = [one for one in told if one.shift == NIGHT and one.day in days]
    whys = Counter(one.missing for one in missed)
    parts = Counter(part for one in came for part in one.parts)
    return Month(
        visits=len(came),
        parts={code: parts[code] for code, _label in PARTS},
        nothing=sum(not one.parts for one in came),
        missed={code: whys[code] for code, _label in WHYS if whys[code]},
        shown=sum(one.elsewhere == "yes" for one in missed),
        short=dict(_short(shelf, days)),
        nights=len(nights),
        bare_nights=sum(cover(one.team, URGENT_CARE) == "" for one in nights),
    )


def _short(shelf: Sequence[Counted], days: Sequence[date]) -> Iterator[tuple[str, int]]:
    """Yield supply → on how many days it was short; the last count holds on."""
    rows = sorted(shelf, key=lambda one: one.day)
    for name, _label in SUPPLIES:
        counted = [(one.day, one.left[name]) for one in rows if name in one.left]
        short = sum(_is_short(counted, day) for day in days)
        if short:
            yield name, short


def _is_short(counted: Sequence[tuple[date, int]], day: date) -> bool:
    """Tell whether little was left at some time of a day."""
    before = [left for on, left in counted if on < day][-1:]
    of_day = [left for on, left in counted if on == day]
    return any(left <= FEW for left in (*before, *of_day))
