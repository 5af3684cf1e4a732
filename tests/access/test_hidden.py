"""Red line 24: what nobody may find, at any address that answers somebody unknown."""

import re
from html import unescape

import pytest

from demeso.directory.models import Organisation, Site
from demeso.directory.rules.showing import TIERS, shown
from tests.access.calls import call
from tests.access.people import Town, undone, waiting_at
from tests.access.table import MORE, NOBODY, ROWS
from tests.handing import list_organisation
from tests.places import propose_site, review_site, tell_stock

SHELTER = {"name": "Abri du Karité-Blanc", "phone": "00 00 24 24", "tier": "restricted",
           "services": ["safehouse"]}  # fmt: skip
INNER = {"name": "Porte-Zoumala", "phone": "00 00 24 25", "tier": "professional"}
CLOSED = {"name": "Porte-Sirakoro", "phone": "00 00 24 26", "tier": "closed"}
DRAFT = {"name": "Ébauche-Tiéba", "phone": "00 00 24 27", "tier": "public"}
OPEN = {"name": "Porte-Lamini", "phone": "00 00 24 28", "tier": "public",
        "mobile": "yes", "outreach": "|Puits de Konna-Bleu|||||", "precision": "town",
        "latitude": "14.37", "longitude": "-4.73"}  # fmt: skip
HIDDEN = (*(str(one[key]) for one in (SHELTER, INNER, CLOSED, DRAFT)
            for key in ("name", "phone")), "Konna-Bleu", "14.37", "4.73")  # fmt: skip
STAFF = re.compile(r"\b[py]\.(?:[a-z]+-)*[a-z]+\b")  # how people of the town are called


@pytest.fixture
def listed(town: Town) -> dict[str, str]:
    """List a place of every tier, a shelter and a draft; name → id."""
    coordinator = town.visitors["coordinator"].person
    administrator = town.visitors["administrator"].person
    people = {role: town.visitors[role].person.id
              for role in ("focal_point", "supervisor")}  # fmt: skip
    house = list_organisation(
        coordinator, "Maison du Baobab", "health", "safehouse", agency=town.deme.id,
        focal_point=people["focal_point"], deputy=people["supervisor"],
    )  # fmt: skip
    found = {}
    for entry in (SHELTER, INNER, CLOSED, DRAFT, OPEN):
        site = propose_site(coordinator, house, **{"services": ["health"], **entry})
        found[str(entry["name"])] = site
        if entry is not DRAFT:
            review_site(administrator, site, waiting_at(coordinator, site))
            tell_stock(coordinator, site, pep="low")
    return found


def reached(town: Town) -> dict[str, str]:
    """Return what somebody unknown reads at every address that answers her."""
    found = {}
    for row, said in {**ROWS, **MORE}.items():
        if said[NOBODY] not in (200, 302):
            continue
        with undone():
            answer = call(row, town.visitors[NOBODY], town)
            text = b"".join(answer) if answer.streaming else answer.content
            heads = " ".join(f"{name}: {value}" for name, value in answer.items())
            found[row] = unescape(text.decode("utf-8", "replace")) + heads
    return found


def test_redline_24_no_address_shows_a_shelter_a_person_or_what_is_kept_inside(
    town, listed
):
    inner = [id_ for name, id_ in listed.items() if name != OPEN["name"]]
    people = [visitor.person.id for visitor in town.visitors.values() if visitor.person]
    for row, text in reached(town).items():
        assert [one for one in (*HIDDEN, *inner, *people) if one in text] == [], row
        assert STAFF.findall(text) == [], row


def test_redline_24_no_tier_of_the_one_list_names_a_person(town, listed):
    rows = {site.name: site for site in Site.objects.select_related("organisation")}
    house = Organisation.objects.get(name="Maison du Baobab")
    assert house.people
    for name in listed:
        for tier in TIERS:
            text = str(shown(rows[name], tier))
            assert not [one for one in house.people if one in text], (name, tier)
    public = [name for name in listed if shown(rows[name], "public")]
    assert public == [OPEN["name"]]
    assert not [one for one in HIDDEN if one in str(shown(rows[public[0]], "public"))]
