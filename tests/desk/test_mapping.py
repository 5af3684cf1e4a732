"""The drawing of the regions: every mark apart, inside, and near its town."""

from itertools import combinations
from math import hypot

from django.conf import settings

from demeso.desk.rules.mapping import EDGE, WIDE, Spot, high, spots
from demeso.kernel.country import country

SQUARE = (10.0, 0.0, 20.0, 10.0)


def test_a_town_stands_where_it_lies_north_above_and_east_to_the_right():
    found = spots({"south": (11.0, 1.0), "north": (19.0, 9.0)}, SQUARE)
    assert found["north"].y < found["south"].y
    assert found["north"].x > found["south"].x
    assert not found["north"].is_moved


def test_towns_that_are_close_are_moved_apart_with_a_line_back():
    found = spots({"one": (15.0, 5.0), "other": (15.0, 5.0)}, SQUARE)
    assert hypot(found["one"].x - found["other"].x, 0) >= 25
    assert found["one"].is_moved
    assert not Spot(10, 10, 12, 12).is_moved


def test_all_regions_stand_apart_on_the_drawing_and_near_their_towns():
    here = country(settings.COUNTRY)
    found = spots({one.code: one.at for one in here.regions if one.at}, here.box)
    assert len(found) == 20
    for one, other in combinations(found.values(), 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 24
    for one in found.values():
        assert EDGE <= one.x <= WIDE - EDGE
        assert EDGE <= one.y <= high(here.box) - EDGE
        assert hypot(one.x - one.town_x, one.y - one.town_y) < 40
