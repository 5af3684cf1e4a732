"""Read a crowded neighbourhood from its middle outwards, until the best are found.

Places that lack nothing stand before all others, and among themselves by distance,
by verification, then by ids. So once enough of them are found, ring after ring, no
place that was not looked at can stand before them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from demeso.directory.models import Site
from demeso.directory.standing import (
    REACHES,
    Asked,
    Map,
    Now,
    Point,
    Standing,
    kilometres,
)

Axes = tuple[str, str]  # the columns that say where a place is
AXES: Axes = ("north", "east")
Rows = QuerySet[Site, tuple[Any, ...]]
A_BATCH = 300  # rows that are read at once, without asking in which order
A_PAGE, WIDER = 120, 3  # of a ring that holds more


@dataclass(frozen=True)
class Look:
    """What is asked, from where, when; and how rows stand to it."""

    asked: Asked
    here: Map
    now: Now
    standings: Callable[["Look", Iterable[tuple[Any, ...]]], list[Standing]]
    axes: Axes = AXES
    tier: str = ""

    def at(self, rows: Iterable[tuple[Any, ...]]) -> list[Standing]:
        """Return how rows stand."""
        return self.standings(self, rows)


def from_the_middle(
    found: Rows, close: QuerySet[Site], look: Look, most: int
) -> list[Standing]:
    """Return the first places that lack nothing; fewer when there are no more."""
    best = list[Standing]()
    for points, size in _batches(close, look):
        for one in _faultless(found.filter(_at(points, look.axes)), size, look):
            best.append(one)
            if len(best) == most:
                return best
    return best


def _batches(close: QuerySet[Site], look: Look) -> Iterator[tuple[list[Point], int]]:
    """Yield where places lie, from the middle outwards, and how many lie there.

    A ring is what rounds to the same kilometre. Small ones come together; one
    that is too large for that comes alone.
    """
    centre = look.here.centres[look.asked.place]
    rings: dict[int, list[tuple[Point, int]]] = defaultdict(list)
    counted = close.order_by().values_list(*look.axes).annotate(Count("id"))
    for north, east, many in counted:
        rings[kilometres(centre, (north, east))].append(((north, east), many))
    points, size = list[Point](), 0
    for km in sorted(one for one in rings if one <= REACHES[0]):
        more = sum(many for _point, many in rings[km])
        if points and size + more > A_BATCH:
            yield points, size
            points, size = [], 0
        points += [point for point, _many in rings[km]]
        size += more
    if points:
        yield points, size


def _faultless(rows: Rows, size: int, look: Look) -> Iterator[Standing]:
    """Yield the places that lack nothing, in their order."""
    sure = rows.filter(**dict.fromkeys(look.asked.wishes, "yes"))
    if size <= A_BATCH:
        yield from sorted(one for one in look.at(sure) if one.is_faultless)
        return
    since = look.now.verified_since
    for some in (sure.filter(verified__gte=since), sure.filter(verified__lt=since)):
        for page in _pages(some.order_by("organisation_id", "id")):
            yield from (one for one in look.at(page) if one.is_faultless)


def _pages(rows: Rows) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows page by page, each wider than the last."""
    start, size = 0, A_PAGE
    while page := list(rows[start : start + size]):
        yield page
        start, size = start + size, size * WIDER


def _at(points: list[Point], axes: Axes) -> Q:
    found = Q()
    for point in points:
        found |= Q(**dict(zip(axes, point, strict=True)))
    return found
