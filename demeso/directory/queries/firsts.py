"""Read the places of the kinds that stand first, and hardly any other."""

from collections.abc import Callable, Collection, Iterable
from itertools import groupby
from math import ceil, sqrt
from operator import attrgetter

from django.db.models import Q, QuerySet

from demeso.directory.models import Site
from demeso.directory.queries.alike import Kind, Look
from demeso.directory.standing import FAR, Standing

GROUP = attrgetter("group")  # of a kind
SPARE, WIDER = 2, 4  # so many times what is wanted is read at once, and when short
FEW = 120  # places; so many are read at once and sorted here
Ids = Collection[str]
Read = Callable[[QuerySet[Site], Look], list[Standing]]
IDS = ("stale", "organisation_id", "id")  # what settles who comes first at one place


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
    return 1 if near == own else SPARE * near // own


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

    The database sorts by kilometres that are never too many: up to those of the last
    row that was read, nobody nearer is missing.
    """
    like, reach = _like(found, rows, look), _reach(found, look, size)
    while True:
        ids, edge = _page(like, look, size, reach)
        near = read(Site.objects.filter(id__in=[*alone, *ids]), look)
        told = [one for one in near if one.id in alone]
        same = [one for one in near if one.group == found[0].group]
        best = sorted(one for one in same if one.id not in alone and one.far <= edge)
        is_full, is_all = len(ids) == size, edge == FAR
        if len(best) >= most or (is_all and not is_full):
            return best[:most] + told
        size, reach = (size * WIDER, reach) if is_full else (size, reach * WIDER)


def _reach(found: list[Kind], look: Look, size: int) -> int:
    """Return within how many km so many are likely, as places are spread evenly."""
    if not look.reaches:
        return FAR
    return ceil(look.reaches[-1] * sqrt(WIDER * size / _places(found)))


def _page(
    like: QuerySet[Site], look: Look, size: int, reach: int
) -> tuple[list[str], float]:
    """Return the ids of the first rows, and up to which km nobody nearer is missing.

    The database sorts by kilometres that are never too many.
    """
    told = like.annotate(stale=look.stale)
    if look.around is None:
        return list(told.order_by(*IDS).values_list("id", flat=True)[:size]), FAR
    is_all = not look.reaches or reach >= look.reaches[-1]
    near = told if is_all else told.filter(look.around.box(reach))
    ids = near.annotate(km=look.around.km).order_by("km", *IDS).values_list("id", "km")
    page = list(ids[:size])
    edge = page[-1][1] if len(page) == size else FAR
    return [id_ for id_, _km in page], edge if is_all else min(edge, reach)


def _like(found: list[Kind], rows: QuerySet[Site], look: Look) -> QuerySet[Site]:
    """Return the places that have what some kinds have: theirs, and few others."""
    like = Q()
    for name, *values in zip(look.names, *(one.values for one in found), strict=True):
        like &= Q(**{f"{name}__in": set(values)})
    return rows.alias(**look.judged).filter(like)
