"""Search who can help now: as far out as is needed, and no more rows than that."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from heapq import nsmallest
from typing import Any

from django.db.models import QuerySet

from demeso.directory.models import Site
from demeso.directory.queries.alike import Kind, Look, kinds
from demeso.directory.queries.firsts import first
from demeso.directory.queries.nearby import Around
from demeso.directory.ranking import Ranked, worded
from demeso.directory.rules.listing import FAMILIES, SHELTER, roots_of
from demeso.directory.standing import (
    FAR,
    REACHES,
    Asked,
    Listed,
    Map,
    Standing,
    is_enough,
    nearest,
    now_of,
    standings,
)
from demeso.kernel.actor import Actor

MOST = 40
BOXES = (100, 200, 800)  # km; each serves the circles that lie in it
CROWD = 120  # places: of a box that holds more, only the best are read
Axes = tuple[str, str]
Box = tuple[str, str, Axes, int]
# Whether a box held so many when somebody asked: a hint where to look first, no more.
CROWDS, ANYWHERE = dict[Box, bool](), ""
Rows = QuerySet[Site, tuple[Any, ...]]
AXES: Axes = ("north", "east")  # where a place is
COLUMNS = (
    "id", "organisation_id", "services", "region", "cercle", "latitude", *AXES,
    "hours", "on_call", "languages", "women_staff", "children", "men",
    "access", "sea", "care_72h", "absences", "stocked", "verified", "stock",
)  # fmt: skip
AT = COLUMNS.index(AXES[0])
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
    if asked.service not in FAMILIES or (asked.service, tier) == (SHELTER, PUBLIC):
        return []  # a shelter is not public
    found = Site.objects.filter(
        **{f"gives_{asked.service}": True}, **({"tier": tier} if tier else {}),
        root__in=roots_of(actor),
    )  # fmt: skip
    if asked.without:
        found = found.exclude(organisation__in=asked.without)
    axes = PUBLIC_AXES if tier == PUBLIC else AXES
    look = Look(asked, here, now_of(asked, here), axes)
    return [worded(one, asked, look.now) for one in _best(found, look)]


def _best(found: QuerySet[Site], look: Look) -> list[Standing]:
    """Return the best places of the first circle that has enough, else of all."""
    tried = 0
    for most, wider in zip(BOXES, (*BOXES[1:], 0), strict=True):
        if look.around is None:
            break
        if CROWDS.get(_name(look, wider)) is False:
            continue  # the next one holds few as well: it is read at once
        reaches = tuple(reach for reach in REACHES if tried < reach <= most)
        best = _boxed(found, replace(look, reaches=reaches), look.around)
        if best:
            return best
        tried = most
    return _counted(found, look)


def _name(look: Look, most: int) -> Box:
    return (look.asked.service, look.asked.place, look.axes, most)


def _is_crowd(look: Look) -> bool:
    """Tell whether a box was crowded; one never seen is taken for like the last one."""
    service, _place, axes, most = here = _name(look, look.reaches[-1])
    return CROWDS.get(here, CROWDS.get((service, ANYWHERE, axes, most), False))


def _seen(look: Look, *, is_crowd: bool) -> None:
    service, _place, axes, most = _name(look, look.reaches[-1])
    CROWDS[(service, ANYWHERE, axes, most)] = is_crowd


def _boxed(found: QuerySet[Site], look: Look, around: Around) -> list[Standing]:
    """Return the best places of a box; none when no circle in it has enough."""
    most = look.reaches[-1]
    if _is_crowd(look):
        return _crowded(found, look, around)
    rows = list(_rows(found.filter(around.box(most)), look)[:CROWD])
    is_crowd = CROWDS[_name(look, most)] = len(rows) == CROWD
    if is_crowd:
        return _crowded(found, look, around)
    _seen(look, is_crowd=False)
    near = [one for row in rows for one in _stands(row, look)]
    return nsmallest(MOST, nearest(near, look.reaches))


def _crowded(found: QuerySet[Site], look: Look, around: Around) -> list[Standing]:
    """Return the best places of a box that holds many; what is close comes first."""
    for reaches in filter(None, (look.reaches[:1], look.reaches[1:])):
        near = found.filter(around.box(reaches[-1]))
        best = _counted(near, replace(look, reaches=reaches))
        _seen(look, is_crowd=bool(best) and reaches == look.reaches[:1])
        if best:
            return best
    return []


def _counted(found: QuerySet[Site], look: Look) -> list[Standing]:
    """Return the best places of the first circle that has enough; none when none has.

    Without circles, all places are looked at.
    """
    many, alone = kinds(found, look)
    circle = _circle(many, alone, look) if look.reaches else FAR
    if circle is None:
        return []
    near = [one for one in many if circle == FAR or one.ring <= look.ring(circle)]
    rows = found.filter(has_absences=False)
    best = first(near, alone, rows, look, MOST, _read)
    return nsmallest(MOST, (one for one in best if one.far <= circle))


def _circle(many: list[Kind], alone: Collection[str], look: Look) -> int | None:
    """Return the first circle that has enough; who stand alone are read if need be."""
    told: list[Standing] | None = None
    for reach in look.reaches:
        near = [one.standing for one in many if one.ring <= look.ring(reach)]
        if is_enough(near):
            return reach
        if told is None:
            told = _read(Site.objects.filter(id__in=alone), look)
        if is_enough((*near, *(one for one in told if one.far <= reach))):
            return reach
    return None


def _read(found: QuerySet[Site], look: Look) -> list[Standing]:
    """Return how places stand, measured from where they are found."""
    return [one for row in _rows(found, look) for one in _stands(row, look)]


def _rows(found: QuerySet[Site], look: Look) -> Rows:
    columns = PUBLIC_COLUMNS if look.axes == PUBLIC_AXES else COLUMNS
    # What is on the shelf is read only when it is asked for.
    return found.values_list(*(columns if look.asked.items else columns[:-1]))


def _stands(row: tuple[Any, ...], look: Look) -> Iterator[Standing]:
    """Yield how a place stands that may help."""
    site, (north, east) = _listed(row), row[AT : AT + len(AXES)]
    found = site if north is None else site._replace(point=(north, east))
    for one in standings((found,), look.asked, look.here, look.now):
        yield one._replace(site=site)


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
