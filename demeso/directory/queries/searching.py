"""Search who can help now: as far out as is needed, and no more rows than that."""

from collections.abc import Iterable
from functools import cache
from heapq import nsmallest
from math import cos, radians
from typing import Any

from django.db.models import Q

from demeso.directory.models import Site
from demeso.directory.queries.crowding import AXES, Axes, Look, Rows, from_the_middle
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
    "id", "organisation_id", "services", "region", "cercle", "latitude", *AXES,
    "hours", "on_call", "languages", "women_staff", "children", "men",
    "access", "sea", "care_72h", "absences", "stocked", "verified", "stock",
)  # fmt: skip
PUBLIC_AXES = ("public_north", "public_east")
PUBLIC = "public"
# Anybody's answer is measured from where anybody may know a place to be.
TOLD = {"latitude": "precision", **dict(zip(AXES, PUBLIC_AXES, strict=True))}
PUBLIC_COLUMNS = tuple(TOLD.get(name, name) for name in COLUMNS)


def who_can_help(
    asked: Asked, *, actor: Actor, here: Map, tier: str = ""
) -> list[Ranked]:
    """Return who can help now, best first; the box grows until there is a choice.

    With `tier`, only places of that tier are looked at; public ones as anybody
    knows them, so that no inner point moves a distance or an order.
    """
    columns, axes = (PUBLIC_COLUMNS, PUBLIC_AXES) if tier == PUBLIC else (COLUMNS, AXES)
    # What is on the shelf is read only when it is asked for.
    found = _receiving(columns if asked.items else columns[:-1]).filter(
        root__in=roots_of(actor), services__contains=asked.service
    )
    if tier:
        found = found.filter(tier=tier)
    look = Look(asked, here, now_of(asked, here), _standing, axes, tier)
    return [worded(one, asked, look.now) for one in _best(found, look)]


def _best(found: Rows, look: Look) -> list[Standing]:
    """Return the best places, as a scan of them all would."""
    centre = look.here.centres.get(look.asked.place)
    if centre is None:
        return nsmallest(MOST, look.at(found))
    box = _box(centre, BOXES[0], look.axes)
    rows = list(found.filter(box)[:CROWD])
    if len(rows) == CROWD:
        close = Site.objects.filter(_box(centre, REACHES[0], look.axes))
        if look.tier:
            close = close.filter(tier=look.tier)
        best = from_the_middle(found, close, look, MOST)
        if len(best) == MOST:
            return best
        rows = list(found.filter(box))
    return _outwards(rows, found, look, centre)


def _outwards(
    rows: list[tuple[Any, ...]], found: Rows, look: Look, centre: Point
) -> list[Standing]:
    """Return the best of the first circle that has enough, else of the country."""
    for most in BOXES:
        standing = look.at(
            rows if most == BOXES[0] else found.filter(_box(centre, most, look.axes))
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


def _box(centre: Point, reach: float, axes: Axes) -> Q:
    """Return the box around a circle on the globe, a little too wide."""
    north, east = centre
    height = reach / KM_A_DEGREE
    width = height / max(cos(radians(abs(north) + height)), LEAST_WIDTH)
    ranges = ((north - height, north + height), (east - width, east + width))
    return Q(**{f"{axis}__range": one for axis, one in zip(axes, ranges, strict=True)})


def listed(site: Site, columns: tuple[str, ...] = COLUMNS) -> Listed:
    """Return a place as the rule looks at it; anybody's by `PUBLIC_COLUMNS`."""
    return _listed(tuple(getattr(site, name) for name in columns))


def _listed(row: tuple[Any, ...]) -> Listed:
    """Return a row as the rule looks at it."""
    (id_, organisation, services, region, cercle, own, north, east, hours,
     on_call, languages, *rest) = row  # fmt: skip
    point = (north, east) if own and north is not None else None
    return Listed(
        id_, organisation, services.split(), region, cercle, point, hours, on_call,
        languages.split(), *rest,
    )  # fmt: skip
