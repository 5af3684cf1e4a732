"""What is shown of a place, to whom: never more than its tier's list names."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.directory.forms.listing import SITE
from demeso.directory.models import Organisation, Site
from demeso.directory.rules.showing import (
    LISTS,
    OF_TIER,
    PUBLIC,
    TIERS,
    described,
    is_shown,
    outreach_days,
    partners,
    shown,
    shown_organisation,
    tier_of,
)
from demeso.kernel.actor import Actor

pytestmark = pytest.mark.rules
# What nobody may ever find in a place as the public reads it.
NEVER = {"latitude", "longitude", "north", "east", "stock", "capacity", "outreach",
         "verified_how", "suspended_at", "root", "tier"}  # fmt: skip
PEOPLE = {"focal_point", "deputy", "agency", "people", "postings", "staff", "author"}


@dataclass(frozen=True)
class Place:
    """A place as a row bears it, without a database."""

    id: str = "place"
    organisation_id: str = "house"
    is_draft: bool = False
    suspended_at: object = None
    name: str = "Porte bleue"
    phone: str = "00 11"
    region: str = "mopti"
    cercle: str = "mopti"
    latitude: str = "14.48"
    longitude: str = "-4.18"
    precision: str = "exact"
    directions: str = "Derrière le marché"
    services: str = "health legal"
    receiving: str = "yes"
    hours: str = ""
    on_call: str = "no"
    mobile: str = "yes"
    outreach: str = "|Marché de Konna||École|||"
    languages: str = "bm ff"
    interpreter: str = ""
    women_staff: str = "always"
    care_72h: str = "yes"
    children: str = "yes"
    men: str = "yes"
    access: str = "partly"
    sea: str = "yes"
    eligibility: str = "Tout le monde"
    age_from: int | None = None
    age_to: int | None = None
    documents: str = "none"
    police_report: str = "no"
    cost: str = "free"
    transport: str = "paid"
    tier: str = "public"
    stock: dict[str, str] = field(default_factory=lambda: {"pep": "in"})
    stocked: str = "2026-11-03T10:00:00.000Z"
    capacity: dict[str, Any] = field(default_factory=lambda: {"unit": "beds"})
    capacity_told: str = "2026-11-03T10:00:00.000Z"
    verified: str = "2026-11-03T10:00:00.000Z"
    verified_how: str = "here"


PLACE = Place()


def test_redline_24_the_public_reads_no_person_no_shift_and_no_round():
    found = shown(PLACE, "public")
    assert set(found) & (NEVER | PEOPLE) == set()
    assert found["outreach_days"] == [1, 3]
    assert "Konna" not in str(found)
    assert found["point"] == [14.48, -4.18]


def test_no_tier_reads_who_works_there():
    for tier in TIERS:
        assert set(shown(replace(PLACE, tier="public"), tier)) & PEOPLE == set()


@pytest.mark.parametrize("precision", ["", "town", "commune", "area"])
def test_the_public_reads_a_point_only_of_what_is_told_exactly(precision):
    rough = replace(PLACE, precision=precision)
    assert shown(rough, "public")["point"] is None
    assert shown(rough, "professional")["point"] == [14.48, -4.18]
    assert "marché" not in str(shown(rough, "public"))
    assert shown(rough, "professional")["directions"] == "Derrière le marché"
    assert shown(PLACE, "public")["directions"] == "Derrière le marché"


def test_redline_24_a_shelter_is_never_public_and_never_has_a_point():
    shelter = replace(PLACE, services="psychosocial safehouse", tier="public")
    assert shown(shelter, "public") == {}
    kept = replace(shelter, tier="restricted")
    assert shown(kept, "closed")["point"] is None
    assert shown(kept, "closed")["directions"] == ""


def test_what_is_a_draft_or_locked_is_shown_to_nobody():
    for tier in TIERS:
        assert shown(replace(PLACE, is_draft=True), tier) == {}
        assert shown(replace(PLACE, suspended_at="now"), tier) == {}
    assert described(replace(PLACE, is_draft=True), "closed")["name"] == PLACE.name


@given(st.sampled_from(TIERS), st.sampled_from(TIERS))
def test_who_may_read_a_tier_reads_the_wider_ones_and_no_narrower(own, reader):
    site = replace(PLACE, tier=own)
    may = TIERS.index(own) <= TIERS.index(reader)
    assert is_shown(site, reader) is may
    assert bool(shown(site, reader)) is may


def test_a_tier_that_nobody_knows_is_shown_to_nobody():
    assert shown(replace(PLACE, tier="unknown"), "closed") == {}


def test_keys_are_the_same_for_every_place_of_a_tier():
    empty = ("phone", "hours", "languages", "outreach", "latitude", "longitude")
    bare = Place(**dict.fromkeys(empty, ""))
    for tier in TIERS:
        assert shown(bare, tier).keys() == shown(PLACE, tier).keys()
    assert shown(bare, "public")["languages"] == []
    assert shown(bare, "public")["outreach_days"] == []


def test_every_question_of_the_entry_is_shown_or_kept_back_on_purpose():
    asked = {question.name for question in SITE.group("site")}
    named = {*OF_TIER["closed"], *LISTS, "latitude", "longitude"}
    assert asked <= named
    assert set(PUBLIC) <= set(OF_TIER["professional"])


def test_the_lists_name_what_the_table_has():
    assert set(shown(Site(is_draft=False, tier="public"), "professional"))
    assert shown_organisation(Organisation(), "closed")["networks"] == []


def test_the_public_reads_of_an_organisation_who_it_is_and_no_more():
    house = Organisation(
        id="house", name="Sariya", acronym="S", kind="ngo", region="mopti",
        services="legal", networks=["n"], partner_of="Entité A, Entité B,", psea="low",
    )  # fmt: skip
    found = shown_organisation(house, "public")
    assert set(found) == {"id", "name", "acronym", "kind", "region", "cercle"}
    more = shown_organisation(house, "professional")
    assert (more["partner_of"], more["psea"]) == (["Entité A", "Entité B"], "low")
    assert set(more) & PEOPLE == set()


def test_what_is_written_badly_is_no_day_and_no_name():
    assert outreach_days("") == []
    assert outreach_days("a|b|c|d|e|f|g|h|i") == [0, 1, 2, 3, 4, 5, 6]
    assert partners(" , ,") == []


def test_the_tier_of_somebody_follows_her_roles():
    def tier(role: str, *may: str) -> str:
        return tier_of(Actor("x", "a", frozenset(may), frozenset({role})))

    assert tier("coordinator") == tier("administrator") == "closed"
    assert tier("caseworker", "case.write") == "restricted"
    assert tier("focal_point", "directory.write") == "professional"
