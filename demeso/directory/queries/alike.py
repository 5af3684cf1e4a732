"""Count the places that stand alike for a question, and read only the first of them.

The database counts how many places have the same of all that the rule looks at for
what is asked; the rule looks at one of each kind. What stands first is then known
before a single place is read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from demeso.directory.models import Site
from demeso.directory.standing import Asked, Listed, Map, Now, Standing, standings

FRESH, TOLD = 1, 2  # what has not lapsed: somebody verified, or said what is in stock
BOTH = FRESH | TOLD
ORDER = attrgetter("standing.order")  # of a kind
SPARE, WIDER = 2, 4  # of the last kinds, so many times what is wanted is read at once


class Kind(NamedTuple):
    """Places that stand alike: how, and what they have in common in the database."""

    standing: Standing
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Look:
    """What is asked, from where, when; and which columns say where a place is."""

    asked: Asked
    here: Map
    now: Now
    axes: tuple[str, str]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return what the rule looks at for what is asked; what differs most first."""
        asked = self.asked
        spoken = ("languages",) if asked.language else ()
        placed = self.axes if asked.place in self.here.centres else ()
        told = ("hours", "on_call", *asked.wishes, *spoken, *placed)
        return (*self.judged, *told)

    @cached_property
    def judged(self) -> dict[str, Any]:
        """Return what is no column of its own: what is in stock, and what lapsed."""
        items = enumerate(self.asked.items)
        found: dict[str, Any] = {f"item_{at}": _state(item) for at, item in items}
        fresh = Q(verified__gte=self.now.verified_since)
        told = Q(stocked__gte=self.now.stock_since)
        both = (When(fresh & told, then=Value(BOTH)), When(told, then=Value(TOLD)))
        return found | {
            "ages": Case(
                *(both if found else ()),
                When(fresh, then=Value(FRESH)),
                default=Value(0),
                output_field=IntegerField(),
            )
        }


Read = Callable[[QuerySet[Site], Look], list[Standing]]


def _state(item: str) -> Coalesce:
    told = KeyTextTransform(item, "stock")
    return Coalesce(told, Value("unknown"), output_field=TextField())


def kinds(rows: QuerySet[Site], look: Look) -> tuple[list[Kind], bool]:
    """Return how many places stand in which way, and whether some were not counted.

    A place that tells absences is not: how it stands changes by the hour.
    """
    found = rows.order_by().annotate(**look.judged)
    counted = found.values_list(*look.names, "has_absences").annotate(Count("id"))
    every = list(counted)
    whole = (one for one in every if not one[-2])
    return list(_kinds(whole, look)), any(one[-2] for one in every)


def _kinds(counted: Iterable[tuple[Any, ...]], look: Look) -> Iterator[Kind]:
    for *values, _absences, places in counted:
        sample = _sample(dict(zip(look.names, values, strict=True)), look)
        for one in standings((sample,), look.asked, look.here, look.now):
            yield Kind(one._replace(places=places), tuple(values))


def _sample(told: dict[str, Any], look: Look) -> Listed:
    """Return a place that has of all that the rule looks at what its kind has."""
    ages, (north, east) = told.pop("ages"), (told.pop(axis, None) for axis in look.axes)
    items = enumerate(look.asked.items)
    return Listed(
        "", "", (look.asked.service,), "",
        point=None if north is None or east is None else (north, east),
        languages=told.pop("languages", "").split(),
        stocked=look.now.stock_since if ages & TOLD else "",
        verified=look.now.verified_since if ages & FRESH else "",
        stock={item: told.pop(f"item_{at}") for at, item in items}, **told,
    )  # fmt: skip


def first(
    found: Iterable[Kind], rows: QuerySet[Site], look: Look, most: int, read: Read
) -> list[Standing]:
    """Return so many places of some kinds, those that stand first; in any order."""
    whole, rest = list[Kind](), most
    for _order, same in groupby(sorted(found, key=ORDER), ORDER):
        last = list(same)
        places = sum(one.standing.places for one in last)
        if places > rest:
            return _all(whole, rows, look, read) + _some(last, rows, look, rest, read)
        whole += last
        rest -= places
    return _all(whole, rows, look, read)


def _all(
    found: list[Kind], rows: QuerySet[Site], look: Look, read: Read
) -> list[Standing]:
    """Return the places of some kinds."""
    orders = {ORDER(one) for one in found}
    near = read(_like(found, rows, look), look) if found else ()
    return [one for one in near if one.order in orders]


def _some(
    found: list[Kind], rows: QuerySet[Site], look: Look, most: int, read: Read
) -> list[Standing]:
    """Return the first places of kinds that stand alike: their ids decide."""
    like = _like(found, rows, look).order_by("organisation_id", "id")
    ids = like.values_list("id", flat=True)
    best, start, size = list[Standing](), 0, most * SPARE
    while len(best) < most and (page := list(ids[start : start + size])):
        near = read(rows.filter(id__in=page), look)
        best += sorted(one for one in near if one.order == ORDER(found[0]))
        start, size = start + size, size * WIDER
    return best[:most]


def _like(found: list[Kind], rows: QuerySet[Site], look: Look) -> QuerySet[Site]:
    """Return the places that have what some kinds have: theirs, and few others."""
    like = Q()
    for name, *values in zip(look.names, *(one.values for one in found), strict=True):
        like &= _among(name, set(values))
    return rows.alias(**look.judged).filter(like)


def _among(name: str, values: set[Any]) -> Q:
    told = Q(**{f"{name}__in": values - {None}})
    return told | Q(**{f"{name}__isnull": True}) if None in values else told
