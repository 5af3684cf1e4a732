"""Read the places of the kinds that stand first, and hardly any other."""

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, QuerySet

from demeso.directory.models import Site
from demeso.directory.queries.alike import Kind, Look
from demeso.directory.standing import Standing

GROUP = attrgetter("group")  # of a kind
SPARE, WIDER = 2, 4  # so many times what is wanted is read at once, and when short
Read = Callable[[QuerySet[Site], Look], list[Standing]]
IDS = ("stale", "organisation_id", "id")  # what settles who comes first at one place


def first(
    found: Iterable[Kind], rows: QuerySet[Site], look: Look, most: int, read: Read
) -> list[Standing]:
    """Return so many places of some kinds, those that stand first; in any order."""
    whole, rest, every = list[Kind](), most, sorted(found, key=GROUP)
    for _group, same in groupby(every, GROUP):
        last = list(same)
        if _places(last) > rest:
            size = rest * _spare(last, every)
            some = _some(last, rows, look, rest, size, read) if rest else []
            return _all(whole, rows, look, read) + some
        whole += last
        rest -= _places(last)
    return _all(whole, rows, look, read)


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
    rows: QuerySet[Site],
    look: Look,
    most: int,
    size: int,
    read: Read,
) -> list[Standing]:
    """Return the first places of kinds that stand alike: the nearest, then by ids.

    The database sorts by kilometres that are never too many: up to those of the last
    row that was read, nobody nearer is missing.
    """
    told = {"km": look.around.km} if look.around else {}
    like = _like(found, rows, look).annotate(**told, stale=look.stale)
    ids = like.order_by(*told, *IDS).values_list("id", *told)
    while True:
        page = list(ids[:size])
        near = read(Site.objects.filter(id__in=[id_ for id_, *_km in page]), look)
        best = sorted(one for one in near if one.group == found[0].group)
        if len(page) < size:
            return best[:most]
        known = [one for one in best if not told or one.far <= page[-1][1]]
        if len(known) >= most:
            return known[:most]
        size *= WIDER


def _like(found: list[Kind], rows: QuerySet[Site], look: Look) -> QuerySet[Site]:
    """Return the places that have what some kinds have: theirs, and few others."""
    like = Q()
    for name, *values in zip(look.names, *(one.values for one in found), strict=True):
        like &= Q(**{f"{name}__in": set(values)})
    return rows.alias(**look.judged).filter(like)
