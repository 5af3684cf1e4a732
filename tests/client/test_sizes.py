"""How large a demo is, and that it hangs together."""

import pytest

from client.cast import ADMINISTRATORS, HOUSE, Cast
from client.sizes import sizes

BOTH = pytest.mark.parametrize("cast", sizes().values(), ids=sizes())


def test_small_is_forty_cases_and_medium_a_country():
    small, medium = sizes()["S"], sizes()["M"]
    assert sum(shift.cases for shift in small.shifts) == 40 - 1  # in troubles
    assert sum(shift.cases for shift in medium.shifts) == 2000 - 1
    assert len(medium.agencies) + 1 == 12  # and the house itself
    assert len(medium.players) + len(ADMINISTRATORS) == 60


@BOTH
def test_everybody_works_somewhere_and_has_a_name_of_her_own(cast: Cast) -> None:
    houses = {agency.name for agency in cast.agencies} | {HOUSE}
    assert {player.agency for player in cast.players} <= houses
    names = [player.username for player in cast.players]
    assert len(names) == len(set(names))


@BOTH
def test_an_agency_that_opens_cases_has_both_keys_with_two_people(cast: Cast) -> None:
    of = {player.username: player.agency for player in cast.players}
    keys = {(of[username], owner) for username, owner in cast.keys}
    for agency in {of[shift.username] for shift in cast.shifts}:
        assert {(agency, "vault"), (agency, "oversight")} <= keys
    halves = [username for username, owner in cast.keys if owner != "intake"]
    assert len(set(halves)) == len(halves)


@BOTH
def test_whoever_is_near_stands_in_the_directory(cast: Cast) -> None:
    listed = {listing.name: listing.services for listing in cast.listings}
    people = {player.username for player in cast.players}
    for area in cast.areas:
        assert all(need in listed[name] for need, name in area.near)
    for listing in cast.listings:
        assert {listing.focal_point, listing.deputy} - {""} <= people


@BOTH
def test_every_shift_is_in_a_known_area(cast: Cast) -> None:
    assert {s.area for s in cast.shifts} <= {area.name for area in cast.areas}
