"""Read the places of the kinds that stand first, and hardly any other."""

from collections.abc import Callable, Collection, Iterable
from itertools import groupby
from math import ceil, sqrt
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet, Value

from demeso.directory.models import Site
from demeso.directory.queries.alike import Kind, Look
from demeso.directory.standing import FAR, Standing

GROUP = attrgetter("group")  # of a kind
MARGIN, WIDER = 2, 4  # so many times what is wanted is read at once, and when short
FEW = 120  # places; so many are read at once and sorted here
Ids = Collection[str]
Read = Callable[[QuerySet[Site], Look], list[Standing]]
PLACE = ("far", "stale", "organisation_id", "id")  # what sorts those who stand alike
Place = tuple[Any, ...]


def first(
    found: Iterable[Kind],
    alone: Ids,
    rows: QuerySet[Site],
    look: Look,
    most: int,
    read: Read,
) -> list[Standing]:
    """Return so many places of some kinds, those that stand first; and who stand alone.

    In any order; there may be more.
    """
    whole, rest, every = list[Kind](), most, sorted(found, key=GROUP)
    for _group, same in groupby(every, GROUP):
        last = list(same)
        if rest and most - rest + _places(last) > max(most, FEW):
            size = rest * _spare(last, every)
            some = _some(last, alone, rows, look, rest, size, read)
            return _all(whole, rows, look, read) + some
        if not rest:
            break
        whole += last
        rest = max(0, rest - _places(last))
    told = read(Site.objects.filter(id__in=alone), look) if alone else []
    return _all(whole, rows, look, read) + told


def _places(found: Iterable[Kind]) -> int:
    return sum(one.standing.places for one in found)


def _spare(found: list[Kind], every: list[Kind]) -> int:
    """Return how many times what is wanted is read, as others are read with it."""
    has = [set(told) for told in zip(*(one.values for one in found), strict=True)]
    like = (
        one
        for one in every
        if all(told in some for told, some in zip(one.values, has, strict=True))
    )
    near, own = _places(like), _places(found)
    return 1 if near == own else MARGIN * near // own


def _all(
    found: list[Kind], rows: QuerySet[Site], look: Look, read: Read
) -> list[Standing]:
    """Return the places of some kinds."""
    groups = {kind.group for kind in found}
    near = read(_like(found, rows, look), look) if found else ()
    return [one for one in near if one.group in groups]


def _some(
    found: list[Kind],
    alone: Ids,
    rows: QuerySet[Site],
    look: Look,
    most: int,
    size: int,
    read: Read,
) -> list[Standing]:
    """Return the first places of kinds that stand alike: the nearest, then by ids.

    Who stand alone come with them.
    """
    like, reach = _like(found, rows, look), _within(found, look, size)
    while True:
        page, last = _page(like, look, size, reach)
        wanted = [*alone, *(row[-1] for row in page)]
        near = read(Site.objects.filter(id__in=wanted), look)
        told = [one for one in near if one.id in alone]
        same = [one for one in near if one.group == found[0].group]
        best = sorted(
            one
            for one in same
            if one.id not in alone and (last is None or one.place <= last)
        )
        if len(best) >= most or last is None:
            return best[:most] + told
        is_full = len(page) == size
        size, reach = (size * WIDER, reach) if is_full else (size, reach * WIDER)


def _within(found: list[Kind], look: Look, size: int) -> int:
    """Return within how many km so many are likely, as places are spread evenly."""
    if not look.reaches:
        return FAR
    return ceil(look.reaches[-1] * sqrt(MARGIN * size / _places(found)))


def _page(
    like: QuerySet[Site], look: Look, size: int, reach: int
) -> tuple[list[Place], Place | None]:
    """Return the first rows, and up to where nobody is missing; none when all are here.

    The database sorts by kilometres that are never too many: whoever sorts before the
    last row has been read.
    """
    around, is_all = look.around, reach >= max(look.reaches, default=0)
    near = like if around is None or is_all else like.filter(around.box(reach))
    told = near.annotate(stale=look.stale, far=around.km if around else Value(FAR))
    rows = told.order_by(*PLACE).values_list(*PLACE)
    page = list(rows[:size])
    if len(page) < size:
        return page, None if is_all else (reach + 1,)
    return page, page[-1] if is_all else min(page[-1], (reach + 1,))


def _like(found: list[Kind], rows: QuerySet[Site], look: Look) -> QuerySet[Site]:
    """Return the places that have what some kinds have: theirs, and few others."""
    like = Q()
    for name, *values in zip(look.names, *(one.values for one in found), strict=True):
        like &= Q(**{f"{name}__in": set(values)})
    return rows.alias(**look.judged).filter(like)
