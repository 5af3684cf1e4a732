"""What leaves as HSDS is whole, and comes back as it left."""

import pytest

from demeso.interchange.files import rows_in
from demeso.interchange.rules.packing import nested, packed
from demeso.interchange.rules.profile import STATUSES, lacking
from demeso.interchange.rules.reading import reading
from demeso.interchange.writing import package_file, services_file
from tests.interchange.land import LAND, TODAY, words
from tests.interchange.spreads import OWN, PLACES, SPREAD

pytestmark = pytest.mark.rules


def tables():
    return packed([SPREAD], PLACES, words)


def test_a_package_lacks_nothing_that_it_needs():
    assert list(lacking(tables())) == []
    spoilt = tables()
    del spoilt["organizations"][0]["name"]
    spoilt["services"].append(spoilt["services"][0])
    spoilt["service_at_location"][0]["location_id"] = "elsewhere"
    assert len(list(lacking(spoilt))) == 3


def test_one_service_stands_for_each_family_and_one_link_for_each_place():
    found = tables()
    assert [row["name"] for row in found["services"]] == [
        "Soins médicaux",
        "Écoute et soutien",
    ]
    assert len(found["service_at_location"]) == 3
    assert {row["status"] for row in found["services"]} <= set(STATUSES)
    [closed] = [r for r in found["services"] if r["name"] == "Écoute et soutien"]
    assert closed["status"] == "temporarily closed"


def test_days_with_the_same_hours_are_one_schedule():
    spans = {
        (row["byday"], row["opens_at"], row["closes_at"])
        for row in tables()["schedules"]
    }
    assert spans == {("MO,TU", "08:00", "12:00"), ("MO", "14:00", "24:00")}


@pytest.mark.parametrize("written", [package_file, services_file])
def test_what_left_comes_back_as_it_was(written):
    more = {"name": "annuaire"} if written is package_file else {}
    raw = written(tables(), **more)
    rows, faults = rows_in(raw, "annuaire", words)
    found = reading(rows, faults, LAND, TODAY)
    assert found.faults == []
    [own] = found.organisations
    assert (own.key, own.given) == (SPREAD["id"], OWN)
    blue, green = found.sites
    assert blue.key == PLACES[0]["id"]
    assert blue.link == SPREAD["id"]
    assert blue.given == {
        "name": "Porte bleue", "phone": "00 00 00 00", "region": "mopti",
        "cercle": "djenne", "latitude": "13.91", "longitude": "-4.55",
        "services": ["health", "psychosocial"], "receiving": "no",
        "hours": "08:00-12:00 14:00-24:00|08:00-12:00|||||",
        "languages": "bm ff", "access": "partly", "tier": "professional",
    }  # fmt: skip
    assert green.given["receiving"] == "yes"


def test_json_nests_what_the_tables_link():
    [health, listening] = nested(tables())
    assert health["organization"]["id"] == SPREAD["id"]
    assert [at["location"]["name"] for at in health["service_at_locations"]] == [
        "Porte bleue",
        "Porte verte",
    ]
    assert len(listening["service_at_locations"]) == 1
    assert health["service_at_locations"][0]["location"]["latitude"] == 13.91
    assert "" not in listening["organization"].values()
