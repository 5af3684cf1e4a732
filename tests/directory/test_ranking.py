from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.known.rankings import (
    CASES,
    HEALTH,
    MALI,
    MONDAY,
    NIGHT,
    PEP,
    SITES,
    ranking_vectors,
)
from client.vectors import read_vectors
from demeso.directory.ranking import ranked
from demeso.directory.standing import Asked, Map, distance

pytestmark = pytest.mark.rules


def order(asked: Asked, here: Map = MALI) -> list[str]:
    return [one.site for one in ranked(SITES, asked, here)]


def words(asked: Asked, site: str) -> list[str]:
    (found,) = (one for one in ranked(SITES, asked, MALI) if one.site == site)
    return [why["code"] for why in found.why]


def test_known_answers_are_those_of_the_rule():
    assert read_vectors("ranking") == ranking_vectors()
    assert len(CASES) >= 25


def test_by_day_two_open_places_with_stock_are_enough():
    assert order(PEP) == ["a", "b"]
    assert words(PEP, "a") == [
        "open.until", "stock.in", "able.women", "near.here", "verified.on",
    ]  # fmt: skip


def test_at_night_who_is_on_call_comes_before_who_is_closed():
    assert order(replace(PEP, now=NIGHT)) == ["b", "d", "a", "c"]


def test_whoever_said_no_is_left_out_and_the_box_grows():
    assert order(replace(PEP, without=("yelen", "hopital"))) == ["d", "e", "c"]


def test_an_empty_shelf_is_never_recommended_before_a_full_one():
    everyone = ranked(SITES, replace(PEP, place=""), MALI)
    assert everyone[-1].site == "c"
    assert [why["code"] for why in everyone[-1].why][1] == "stock.out"


def test_restocking_brings_a_place_back():
    full = [one._replace(stock={"pep": "in"}) for one in SITES if one.id == "c"]
    (found,) = ranked(full, replace(PEP, place=""), MALI)
    assert found.why[1]["code"] == "stock.in"


def test_what_is_never_given_there_does_not_help():
    never = [HEALTH._replace(stock={"pep": "never"})]
    assert ranked(never, PEP, MALI) == []
    assert len(ranked(never, replace(PEP, items=()), MALI)) == 1


def test_what_is_open_but_more_than_a_day_away_waits_behind_what_is_near():
    assert order(replace(PEP, place="gao"))[0] == "e"


def test_a_child_is_not_sent_where_children_are_not_received():
    for asked in (PEP, replace(PEP, place="")):
        assert "c" not in order(replace(asked, child=True))
    assert "ask.children" in words(replace(PEP, child=True, place=""), "d")


def test_a_man_is_not_sent_where_men_are_not_received():
    assert "e" not in order(replace(PEP, man=True, place=""))


def test_ninety_days_after_it_was_verified_a_place_says_so():
    fresh = replace(PEP, now="2027-02-01T10:00:00.000Z")
    stale = replace(PEP, now="2027-02-01T10:00:00.001Z")
    assert "verified.on" in words(fresh, "a")
    assert "verified.old" in words(stale, "a")
    assert "verified.never" in words(replace(PEP, place=""), "d")


def test_distances_are_those_of_the_globe():
    bamako, mopti, gao = (12.609, -7.975), (14.484, -4.183), (16.272, -0.045)
    assert round(distance(bamako, mopti)) == pytest.approx(460, abs=2)
    assert round(distance(mopti, gao)) == pytest.approx(486, abs=2)


@given(st.permutations(SITES), st.sampled_from(CASES))
def test_the_order_in_which_places_come_does_not_matter(shuffled, case):
    _name, asked, offset = case
    here = replace(MALI, offset=offset)
    assert ranked(shuffled, asked, here) == ranked(SITES, asked, here)


@given(st.sampled_from(CASES))
def test_every_place_says_why_it_stands_there(case):
    _name, asked, offset = case
    for one in ranked(SITES, asked, replace(MALI, offset=offset)):
        assert one.why[0]["code"].startswith("open.")
        assert one.why[-1]["code"].startswith("verified.")
        assert one.organisation not in asked.without


def test_nothing_about_her_is_needed_to_ask():
    assert order(Asked("legal", MONDAY)) == ["f"]
