"""Count the places that stand alike for a question.

The database counts how many places have the same of all that the rule looks at for
what is asked; the rule looks at one of each kind. What stands first is then known
before a single place is read (firsts.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    Count,
    IntegerField,
    Q,
    QuerySet,
    TextField,
)

from demeso.directory.models import Site
from demeso.directory.queries.nearby import APART, Around, Told
from demeso.directory.standing import (
    A_DAY_AWAY,
    Asked,
    Listed,
    Map,
    Now,
    Standing,
    standings,
)

FRESH, TOLD = 1, 2  # what has not lapsed: somebody verified, or said what is in stock
NOTHING = 0
ALONE = Told(
    "CASE WHEN {0} THEN {1} ELSE '' END", ("has_absences", "id"), (), CharField()
)
LAPSED = "CASE WHEN {0} >= %s THEN %s ELSE %s END"


class Kind(NamedTuple):
    """Places that stand alike but for how far they are.

    How they stand, between which distances, and what they have in common in the
    database.
    """

    standing: Standing
    ring: int
    values: tuple[Any, ...]

    @property
    def group(self) -> tuple[int, ...]:
        """Return what sorts them before the distance does."""
        return self.standing.group


@dataclass(frozen=True)
class Look:
    """What is asked, from where, when; the columns that say where a place is; how far.

    `reaches` are the circles, in km, smallest first; without them all are looked at.
    """

    asked: Asked
    here: Map
    now: Now
    axes: tuple[str, str]
    reaches: tuple[int, ...] = ()

    @cached_property
    def around(self) -> Around | None:
        """Return where distances are told from; none when nobody knows the place."""
        centre = self.here.centres.get(self.asked.place)
        return Around(centre, self.axes) if centre else None

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Return at which distances it matters on which side a place is."""
        is_far = not self.reaches or self.reaches[-1] > A_DAY_AWAY
        return tuple(sorted({*self.reaches, *((A_DAY_AWAY,) if is_far else ())}))

    def ring(self, reach: int) -> int:
        """Return the last ring that lies within a circle."""
        return self.edges.index(reach)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return what the rule looks at for what is asked."""
        asked = self.asked
        spoken = ("languages",) if asked.language else ()
        return (*self.judged, *self.told, *spoken)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """Return what the rule reads as it stands."""
        return ("hours", "on_call", *self.asked.wishes)

    @cached_property
    def judged(self) -> dict[str, Any]:
        """Return what is no column of its own: in stock, how far, and what lapsed."""
        items = enumerate(self.asked.items)
        found: dict[str, Any] = {f"item_{at}": _state(item) for at, item in items}
        ring = {"ring": self.around.ring(self.edges)} if self.around else {}
        return found | ring | {"ages": self._ages(is_stocked=bool(found))}

    def _ages(self, *, is_stocked: bool) -> Told:
        fresh = (self.now.verified_since, FRESH, NOTHING)
        if not is_stocked:
            return Told(LAPSED, ("verified",), fresh, IntegerField())
        told = (self.now.stock_since, TOLD, NOTHING)
        form = f"{LAPSED} + {LAPSED.replace('{0}', '{1}')}"
        return Told(form, ("verified", "stocked"), (*fresh, *told), IntegerField())

    @cached_property
    def stale(self) -> Told:
        """Return whether what is said of a place has lapsed: then it comes later."""
        values = (self.now.verified_since, 0, 1)
        return Told(LAPSED, ("verified",), values, IntegerField())


def _state(item: str) -> Told:
    return Told("COALESCE({0} ->> %s, %s)", ("stock",), (item, "unknown"), TextField())


def kinds(rows: QuerySet[Site], look: Look) -> tuple[list[Kind], set[str]]:
    """Return how many places stand in which way, and the ids of those that stand alone.

    A place that tells absences does: how it stands changes by the hour. So does one
    that is so close to an edge that its distance must be measured.
    """
    no = [~Q(**{wish: "no"}) for wish in look.asked.wishes]  # it could not help anyway
    judged = rows.filter(*no).annotate(**look.judged, alone=ALONE)
    counted = judged.values_list("alone", *look.names).annotate(places=Count("*"))
    found, alone, is_apart = list[Kind](), set[str](), False
    for id_, *values, places in counted:
        told = dict(zip(look.names, values, strict=True))
        ring = told.get("ring", 0)
        if id_:
            alone.add(id_)
        elif ring == APART:
            is_apart = True
        elif not look.reaches or ring < len(look.edges):
            found += _kinds(told, ring, places, look)
    if is_apart:
        alone |= set(judged.filter(Q(ring=APART)).values_list("id", flat=True))
    return found, alone


def _kinds(told: dict[str, Any], ring: int, places: int, look: Look) -> Iterator[Kind]:
    """Yield what places that have the same in common are, if they may help at all."""
    far = int(A_DAY_AWAY in look.edges[:ring])
    for one in standings((_sample(told, look),), look.asked, look.here, look.now):
        order = (one.order[0], far, *one.order[2:])
        yield Kind(one._replace(places=places, order=order), ring, tuple(told.values()))


def _sample(told: dict[str, Any], look: Look) -> Listed:
    """Return a place that has of all that the rule looks at what its kind has."""
    items = {item: told[f"item_{at}"] for at, item in enumerate(look.asked.items)}
    return Listed(
        "", "", (look.asked.service,), "",
        languages=told.get("languages", "").split(), stock=items,
        stocked=look.now.stock_since if told["ages"] & TOLD else "",
        verified=look.now.verified_since if told["ages"] & FRESH else "",
        **{name: told[name] for name in look.told},
    )  # fmt: skip
