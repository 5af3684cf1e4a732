"""Place the regions of a country on a drawing: their towns, kept apart. Pure.

No outline is drawn: a region is a mark at its town. Marks that would touch are moved
apart, little by little, and a line leads back to where the town lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, radians

from demeso.directory.standing import Point
from demeso.kernel.country import Box

WIDE = 320  # units of the drawing; at 320 pixels each is one
EDGE = 16  # nothing is nearer to the rim
APART = 26  # between the middles of two marks
ROUNDS = 200
MOVED = 4  # beyond that a line leads back


@dataclass(frozen=True)
class Spot:
    """Where a mark stands, and where the town of its region lies."""

    x: int
    y: int
    town_x: int
    town_y: int

    @property
    def is_moved(self) -> bool:
        """Tell whether a line leads from the mark to the town."""
        return hypot(self.x - self.town_x, self.y - self.town_y) > MOVED


def high(box: Box) -> int:
    """Return how high a drawing of the country is, as it is wide."""
    south, _west, north, _east = box
    return 2 * EDGE + round(_scale(box) * (north - south) / _narrow(south, north))


def spots(towns: Mapping[str, Point], box: Box) -> dict[str, Spot]:
    """Return region → where it stands; the same towns give the same drawing."""
    there = {code: _drawn(point, box) for code, point in towns.items()}
    marks = _apart(there, high(box))
    return {
        code: Spot(*map(round, (*marks[code], *there[code]))) for code in sorted(towns)
    }


def _narrow(south: float, north: float) -> float:
    """Return by how much a degree is narrower than it is high, in the middle."""
    return cos(radians((south + north) / 2))


def _scale(box: Box) -> float:
    _south, west, _north, east = box
    return (WIDE - 2 * EDGE) / (east - west)


def _drawn(point: Point, box: Box) -> tuple[float, float]:
    south, west, north, _east = box
    scale = _scale(box)
    up = scale / _narrow(south, north)
    return EDGE + (point[1] - west) * scale, EDGE + (north - point[0]) * up


def _apart(
    there: Mapping[str, tuple[float, float]], height: int
) -> dict[str, tuple[float, float]]:
    """Move marks apart until none touches another; those of one town sideways."""
    found = {code: list(there[code]) for code in sorted(there)}
    for _round in range(ROUNDS):
        for one, other in combinations(found.values(), 2):
            _push(one, other)
        for mark in found.values():
            mark[0] = min(max(mark[0], EDGE), WIDE - EDGE)
            mark[1] = min(max(mark[1], EDGE), height - EDGE)
    return {code: (x, y) for code, (x, y) in found.items()}


def _push(one: list[float], other: list[float]) -> None:
    """Move two marks apart by half of what lacks between them, each."""
    across, down = other[0] - one[0], other[1] - one[1]
    far = hypot(across, down)
    if far >= APART:
        return
    if far == 0:
        across, far = 1, 1
    half = (APART - far) / 2 / far
    one[0], one[1] = one[0] - across * half, one[1] - down * half
    other[0], other[1] = other[0] + across * half, other[1] + down * half
