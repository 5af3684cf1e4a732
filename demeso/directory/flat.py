"""Tell near from far by sums and products alone, as every database counts them. Pure.

Around a point the earth is taken as flat: a square of degrees stands for a distance.
It errs by less than `slack`, up to 60 degrees north or south and 2 000 km; what lies
closer than that to an edge is measured by the rule itself.
"""

from math import cos, pi, radians, sin, sqrt
from typing import NamedTuple

from demeso.directory.standing import EARTH, Point

KM_A_DEGREE = EARTH * pi / 180
BENT = (pi / 180) ** 2 / 7  # of a square: what `slack` says of its distance
SMALLEST = 1e-6  # km; below it, what a processor rounds decides


class Flat(NamedTuple):
    """A point, and how many squares of a degree one of longitude has around it."""

    north: float
    east: float
    wide: float  # at the point itself
    less: float  # for each degree further north

    def square(self, north: float, east: float) -> float:
        """Return how far away a point is: the square of a distance in degrees."""
        up, side = north - self.north, east - self.east
        return up * up + (self.wide - self.less * up) * side * side


def flat(point: Point) -> Flat:
    """Return the flat earth around a point."""
    north = radians(point[0])
    wide, less = cos(north) ** 2, radians(sin(north) * cos(north))
    return Flat(*point, wide, less)


def least(square: float) -> int:
    """Return how many whole kilometres away a square is: never too many."""
    km = sqrt(abs(square)) * KM_A_DEGREE
    return round(km * (1 - square * BENT) - SMALLEST)


def slack(km: float) -> float:
    """Return by how many km the flat earth may err at a distance."""
    return km * (km / EARTH) ** 2 / 7 + SMALLEST


def edges(km: float) -> tuple[float, float]:
    """Return up to which square all lies within so many km, and beyond which none does.

    In between nobody can tell without measuring.
    """
    return _square(km - slack(km)), _square(km + slack(km))


def _square(km: float) -> float:
    return (km / KM_A_DEGREE) ** 2
