"""Let the database tell near from far, as the rule does on a flat earth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Any

from django.db.models import Field, FloatField, Func, IntegerField, Q
from django.db.models.sql.compiler import SQLCompiler

from demeso.directory.flat import BENT, KM_A_DEGREE, SMALLEST, edges, flat
from demeso.directory.standing import Point

Values = tuple[Any, ...]
AnyField = Field[Any, Any]
APART = -1  # so close to an edge that only measuring tells on which side


class Told(Func):
    """What the database tells from columns: `{0}` is the first, `%s` a value.

    One node of a question: those that are built of many take longer than the answer.
    """

    def __init__(
        self, form: str, columns: Sequence[str], values: Values, told: AnyField
    ) -> None:
        super().__init__(*columns, output_field=told)
        self.form, self.values = form, values

    def as_sql(
        self, compiler: SQLCompiler, connection: Any, *_more: Any, **_named: Any
    ) -> tuple[str, Values]:
        """Return the form, filled in."""
        columns = (compiler.compile(one)[0] for one in self.source_expressions)
        return self.form.format(*columns), self.values


SHORT_DEGREE = 111.0  # km
LEAST_WIDTH = 0.01
SQUARE = "(({0} - %s) * ({0} - %s) + (%s - %s * ({0} - %s)) * ({1} - %s) * ({1} - %s))"
LEAST = f"ROUND(SQRT(ABS({SQUARE})) * %s * (1 - {SQUARE} * %s) - %s)"
NOWHERE = "CASE WHEN {0} IS NULL THEN %s"
WITHIN = f"WHEN {SQUARE} <= %s THEN %s"


@dataclass(frozen=True)
class Around:
    """A place from which distances are told, and the columns that say where one is."""

    centre: Point
    axes: tuple[str, str]

    def box(self, reach: float) -> Q:
        """Return the box around a circle on the globe, a little too wide.

        What rounds to the last whole kilometre lies in the circle.
        """
        north, east = self.centre
        height = (reach + 1) / SHORT_DEGREE
        width = height / max(cos(radians(abs(north) + height)), LEAST_WIDTH)
        ranges = ((north - height, north + height), (east - width, east + width))
        told = zip(self.axes, ranges, strict=True)
        return Q(**{f"{axis}__range": one for axis, one in told})

    @cached_property
    def values(self) -> tuple[float, ...]:
        """Return what `Flat.square` reckons with, in the order of `SQUARE`."""
        north, east, wide, less = flat(self.centre)
        return (north, north, wide, less, north, east, east)

    def ring(self, reaches: Sequence[int]) -> Told:
        """Return how many of some distances a row lies beyond, or that it is `APART`.

        The distances are whole kilometres, shortest first; what rounds to one of them
        lies within. A row that is nowhere is `APART` too.
        """
        values: Values = (APART,)
        for beyond, reach in enumerate(reaches):
            for square, ring in zip(edges(reach + 0.5), (beyond, APART), strict=True):
                values = (*values, *self.values, square, ring)
        form = " ".join([NOWHERE, *[WITHIN] * 2 * len(reaches), "ELSE %s END"])
        return Told(form, self.axes, (*values, len(reaches)), IntegerField())

    @cached_property
    def km(self) -> Told:
        """Return how many whole kilometres away a row is, as `least` does."""
        values = (*self.values, KM_A_DEGREE, *self.values, BENT, SMALLEST)
        return Told(LEAST, self.axes, values, FloatField())
