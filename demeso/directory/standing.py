"""How a place stands for one need, now: open, able, stocked, near. Pure.

What sorts first is best; demeso/directory/ranking.py says why in words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from math import asin, cos, floor, radians, sin, sqrt
from types import MappingProxyType
from typing import NamedTuple

from demeso.directory.absences import absence_at
from demeso.directory.hours import DAY, WEEK, Opening, opening
from demeso.kernel.clock import moment, stamp

Point = tuple[float, float]  # latitude and longitude, in degrees

VERIFIED_FOR = timedelta(days=90)
STOCK_SAID_FOR = timedelta(days=30)
REACHES = (25, 50, 100, 200, 400, 800)  # km; the box grows until enough is in it
A_DAY_AWAY = 150  # km
ENOUGH = 2  # she chooses: the nearest may be where she is known
EARTH = 6371.0
FAR = 99_999
DISTANCE = 5  # where it stands in the order of a place
OPEN = ("open", "on_call", "unknown", "closed")
HELPS_NOW = OPEN.index("on_call")
ABSENT = {"called": "on_call", "absent": "closed"}
STOCK = {"in": 0, "low": 1, "unknown": 2, "old": 2, "few": 3, "out": 4, "never": 4}
SPARE = STOCK["unknown"]  # beyond it, what is left is not enough to send anybody

# What may matter to her → the question of the entry that answers it.
ABILITIES = (
    ("child", "children"),
    ("man", "men"),
    ("access", "access"),
    ("sea", "sea"),
    ("care_72h", "care_72h"),
)


class Listed(NamedTuple):
    """A place that helps, as far as the rule looks at it.

    `stocked` and `verified` are the moments (RFC 3339) at which somebody said so;
    `absences` is written as demeso/directory/absences.py reads it.
    """

    id: str
    organisation: str
    services: Sequence[str]
    region: str
    cercle: str = ""
    point: Point | None = None
    hours: str = ""
    on_call: str = ""
    languages: Sequence[str] = ()
    women_staff: str = ""
    children: str = ""
    men: str = ""
    access: str = ""
    sea: str = ""
    care_72h: str = ""
    absences: str = ""
    stocked: str = ""
    verified: str = ""
    stock: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Map:
    """A country's centre points, and its minutes ahead of UTC."""

    offset: int
    centres: Mapping[str, Point]

    def of(self, site: Listed) -> Point | None:
        """Return where a place is: its own point, else its cercle, else its region."""
        own = site.point or self.centres.get(site.cercle)
        return own or self.centres.get(f"region:{site.region}")


@dataclass(frozen=True)
class Asked:
    """What is needed, for whom, from where; nothing here says who she is.

    A place that says no to one of the `ABILITIES` that are wished for does not
    help; one that does not say yes is asked first. `place` is a cercle,
    or `region:` and a region; `without` names organisations that have said no.
    """

    service: str
    now: str
    items: tuple[str, ...] = ()
    child: bool = False
    man: bool = False
    access: bool = False
    sea: bool = False
    care_72h: bool = False
    language: str = ""
    place: str = ""
    without: tuple[str, ...] = ()

    @cached_property
    def wishes(self) -> tuple[str, ...]:
        """Return the questions of an entry that matter to her."""
        return tuple(question for wish, question in ABILITIES if getattr(self, wish))


@dataclass(frozen=True)
class Now:
    """The moment of asking, as each place is held against it.

    What was said before `verified_since` or `stock_since` has lapsed; moments
    are compared as they are written, whose order is that of time.
    """

    minute: int  # of the week, local
    offset: int  # minutes ahead of UTC
    verified_since: str
    stock_since: str


def now_of(asked: Asked, here: Map) -> Now:
    """Return the moment of asking, read once for all places."""
    now = moment(asked.now)
    return Now(
        minute_of(now, here.offset),
        here.offset,
        stamp(now - VERIFIED_FOR),
        stamp(now - STOCK_SAID_FOR),
    )


def minute_of(at: datetime, offset: int) -> int:
    """Return the minute of the week that a moment is, where one asks."""
    local = at + timedelta(minutes=offset)
    return local.weekday() * DAY + local.hour * 60 + local.minute


class Standing(NamedTuple):
    """How a place stands; what sorts first is best, and ids settle what is equal."""

    order: tuple[int, ...]
    organisation: str
    id: str
    site: Listed
    door: Opening
    km: int | None
    places: int = 1  # that stand just so, where many are counted as one

    @property
    def group(self) -> tuple[int, ...]:
        """Return what sorts before the distance does."""
        return self.order[:DISTANCE]

    @property
    def place(self) -> tuple[int | str, ...]:
        """Return what sorts it among those that stand alike: how far, then its ids."""
        return (*self.order[DISTANCE:], self.organisation, self.id)

    @property
    def far(self) -> int:
        """Return how many km away it is; `FAR` when nobody knows."""
        return self.order[DISTANCE]

    @property
    def helps_now(self) -> bool:
        """Tell whether she can be sent there now: open or on call, and not empty."""
        empty, _far, door, *_rest = self.order
        return not empty and door <= HELPS_NOW


def standings(
    sites: Iterable[Listed], asked: Asked, here: Map, now: Now
) -> Iterator[Standing]:
    """Yield how each place stands that may help at all."""
    for site in sites:
        if fits(site, asked):
            yield _standing(site, asked, here, now)


def fits(site: Listed, asked: Asked) -> bool:
    """Tell whether a place may help at all with what is asked."""
    if asked.service not in site.services or site.organisation in asked.without:
        return False
    if any(getattr(site, wish) == "no" for wish in asked.wishes):
        return False
    never = [site.stock.get(item) == "never" for item in asked.items]
    return not (never and all(never))


def nearest(found: Sequence[Standing], reaches: Iterable[int]) -> list[Standing]:
    """Return the places in the first circle that has enough; none when none has."""
    for reach in reaches:
        near = [one for one in found if one.km is not None and one.km <= reach]
        if is_enough(near):
            return near
    return []


def is_enough(near: Iterable[Standing]) -> bool:
    """Tell whether there is a choice among places that can help now."""
    return sum(one.places for one in near if one.helps_now) >= ENOUGH


def _standing(site: Listed, asked: Asked, here: Map, now: Now) -> Standing:
    door = door_at(site, asked, now)
    km = _km(site, asked, here)
    stock = max((STOCK[stock_of(site, item, now)] for item in asked.items), default=0)
    order = (
        max(0, stock - SPARE),  # an empty shelf helps nobody: last
        int(km is not None and km > A_DAY_AWAY),  # open and out of reach is closed
        OPEN.index(door_of(site, door)),
        _unsure(site, asked),
        stock,
        FAR if km is None else km,
        int(site.verified < now.verified_since),
    )
    return Standing(order, site.organisation, site.id, site, door, km)


def door_at(site: Listed, asked: Asked, now: Now) -> Opening:
    """Return whether she finds somebody for her need behind the door, and until when.

    A place whose board says that nobody is there is `absent`, or `called` when
    somebody comes on call, until it has people and is open.
    """
    told = site.absences  # of few places: the others are not looked at twice
    away = absence_at(told, asked.service, asked.now) if told else None
    if away is None:
        return opening(site.hours, now.minute)
    back = minute_of(moment(away.until), now.offset)
    back += WEEK if back < now.minute else 0
    then = opening(site.hours, back % WEEK)
    opens = back if then.state != "closed" else back - back % WEEK + then.minute
    return Opening("called" if away.cover else "absent", opens)


def door_of(site: Listed, door: Opening) -> str:
    """Return whether she can go there now: `open`, `on_call`, `unknown`, `closed`."""
    if door.state in ABSENT:
        return ABSENT[door.state]
    if door.state != "open" and site.on_call == "yes":
        return "on_call"
    return door.state


def stock_of(site: Listed, item: str, now: Now) -> str:
    """Return what is known of an item; what was said long ago is `old`."""
    state = site.stock.get(item, "unknown")
    is_old = site.stocked < now.stock_since and state in ("in", "low")
    return "old" if is_old else state


def _unsure(site: Listed, asked: Asked) -> int:
    """Return how much of what matters to her nobody has confirmed."""
    told: list[str] = [getattr(site, wish) for wish in asked.wishes]
    unsure = sum(one != "yes" for one in told)
    return unsure + (asked.language not in ("", *site.languages))


def _km(site: Listed, asked: Asked, here: Map) -> int | None:
    start, end = here.centres.get(asked.place), here.of(site)
    return None if start is None or end is None else kilometres(start, end)


def kilometres(one: Point, other: Point) -> int:
    """Return the distance of two points in whole kilometres."""
    return floor(distance(one, other) + 0.5)


@lru_cache(maxsize=65536)
def distance(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points in km."""
    (north, east), (north_, east_) = (map(radians, point) for point in (one, other))
    half = sin((north_ - north) / 2) ** 2
    half += cos(north) * cos(north_) * sin((east_ - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
