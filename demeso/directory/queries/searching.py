"""Search who can help now: as far out as is needed, and no more rows than that."""

from collections.abc import Iterable
from functools import cache
from heapq import nsmallest
from math import cos, radians
from typing import Any

from django.db.models import Q

from demeso.directory.models import Site
from demeso.directory.queries.crowding import Look, Rows, from_the_middle
from demeso.directory.ranking import Ranked, worded
from demeso.directory.rules.listing import roots_of
from demeso.directory.standing import (
    REACHES,
    Asked,
    Listed,
    Map,
    Point,
    Standing,
    nearest,
    now_of,
    standings,
)
from demeso.kernel.actor import Actor

KM_A_DEGREE = 111.0
LEAST_WIDTH = 0.01
MOST = 40
BOXES = (100, 200, 800)  # km; each serves the circles that lie in it
CROWD = 250  # rows: a box that holds more is read from its middle outwards
COLUMNS = (
    "id", "organisation_id", "services", "region", "cercle", "latitude", "north",
    "east", "hours", "on_call", "languages", "women_staff", "children", "men",
    "access", "sea", "care_72h", "absences", "stocked", "verified", "stock",
)  # fmt: skip
STOCKLESS = COLUMNS[:-1]  # what is on the shelf is read only when it is asked for


def who_can_help(
    asked: Asked, *, actor: Actor, here: Map, tier: str = ""
) -> list[Ranked]:
    """Return who can help now, best first; the box grows until there is a choice.

    With `tier`, only places of that tier are looked at.
    """
    found = _receiving(COLUMNS if asked.items else STOCKLESS).filter(
        root__in=roots_of(actor), services__contains=asked.service
    )
    if tier:
        found = found.filter(tier=tier)
    look = Look(asked, here, now_of(asked, here), _standing)
    return [worded(one, asked, look.now) for one in _best(found, look)]


def _best(found: Rows, look: Look) -> list[Standing]:
    """Return the best places, as a scan of them all would."""
    centre = look.here.centres.get(look.asked.place)
    if centre is None:
        return nsmallest(MOST, look.at(found))
    rows = list(found.filter(_box(centre, BOXES[0]))[:CROWD])
    if len(rows) == CROWD:
        close = Site.objects.filter(_box(centre, REACHES[0]))
        best = from_the_middle(found, close, look, MOST)
        if len(best) == MOST:
            return best
        rows = list(found.filter(_box(centre, BOXES[0])))
    return _outwards(rows, found, look, centre)


def _outwards(
    rows: list[tuple[Any, ...]], found: Rows, look: Look, centre: Point
) -> list[Standing]:
    """Return the best of the first circle that has enough, else of the country."""
    for most in BOXES:
        standing = look.at(
            rows if most == BOXES[0] else found.filter(_box(centre, most))
        )
        best = nearest(standing, (reach for reach in REACHES if reach <= most))
        if best:
            return nsmallest(MOST, best)
    return nsmallest(MOST, look.at(found))


def _standing(look: Look, rows: Iterable[tuple[Any, ...]]) -> list[Standing]:
    return list(standings(map(_listed, rows), look.asked, look.here, look.now))


@cache
def _receiving(columns: tuple[str, ...]) -> Rows:
    """Return the places that receive people, unread: what every search begins with."""
    shown = Site.objects.filter(is_draft=False, suspended_at=None, receiving="yes")
    return shown.values_list(*columns)


def _box(centre: Point, reach: float) -> Q:
    """Return the box around a circle on the globe, a little too wide."""
    north, east = centre
    height = reach / KM_A_DEGREE
    width = height / max(cos(radians(abs(north) + height)), LEAST_WIDTH)
    return Q(
        north__range=(north - height, north + height),
        east__range=(east - width, east + width),
    )


def listed(site: Site) -> Listed:
    """Return a place as the rule looks at it."""
    return _listed(tuple(getattr(site, name) for name in COLUMNS))


def _listed(row: tuple[Any, ...]) -> Listed:
    """Return a row as the rule looks at it."""
    (id_, organisation, services, region, cercle, latitude, north, east, hours,
     on_call, languages, *rest) = row  # fmt: skip
    point = (north, east) if latitude else None
    return Listed(
        id_, organisation, services.split(), region, cercle, point, hours, on_call,
        languages.split(), *rest,
    )  # fmt: skip
