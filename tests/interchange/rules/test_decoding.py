"""Tables in which something slipped: nothing is swallowed or dropped unsaid."""

import io
import json
import zipfile

import pytest

from demeso.interchange.files import rows_in
from demeso.interchange.rules.reading import reading
from tests.interchange.land import LAND, TODAY, faults_of, words

pytestmark = pytest.mark.rules

HEADS = (
    "organisation,organisation_name,organisation_region,organisation_services,"
    "name,region,services,receiving,eligibility"
)


def line(name, eligibility=""):
    return f"A,Kènèya,Mopti,health,{name},Mopti,health,Oui,{eligibility}"


def taken(raw, name="annuaire.csv"):
    rows, faults = rows_in(raw, name, words)
    return reading(rows, faults, LAND, TODAY)


def table(*lines, heads=HEADS):
    return taken("\n".join([heads, *lines]).encode())


def package(**tables):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"{name.replace('__', '/')}.csv", text)
    return taken(made.getvalue(), "paquet.zip")


def said_at(identifier, at, name, **more):
    """Return a service of HSDS with the one location at which it is given."""
    place = {"id": at, "location_type": "physical", "name": name, **more}
    house = {"id": "O", "name": "Sariya", "description": "x"}
    return {
        "id": identifier, "name": "Soins médicaux", "status": "active",
        "organization": house,
        "service_at_locations": [{"id": f"{identifier}{at}", "location": place}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        # Until the end of the file, or until the next mark.
        ([line("Un", '"tout'), line("Deux"), line("Trois")], (2, "I", "cell.quote")),
        ([line("Un", '"a'), line("Deux", '"b'), line("Trois")], (2, "I", "cell.quote")),
        ([line("Un"), line('"Deux" place')], (3, "E", "cell.quote")),
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_named(lines, fault):
    found = table(*lines)
    assert fault in faults_of(found)
    assert found.stops


def test_quotation_marks_that_belong_there_are_read():
    found = table(line("Un", '"femmes, ""filles"""'), line("Deux"))
    assert found.faults == []
    assert found.sites[0].given["eligibility"] == 'femmes, "filles"'


def test_a_row_with_more_cells_than_titles_is_named_and_stops():
    found = table(line("Un", "femmes, enfants"), line("Deux", ",,,"))
    assert faults_of(found) == [(2, "J", "row.long")]
    assert found.stops


def test_what_stands_under_no_title_is_told_once_and_stops_nothing():
    found = table(
        f"{line('Un')},voir Awa", f"{line('Deux')},voir Oumou", heads=f"{HEADS},"
    )
    assert faults_of(found) == [(2, "J", "cell.untitled")]
    assert not found.stops


def test_a_row_of_a_package_that_is_too_long_is_named():
    found = package(
        organizations="id,name,description\nO,Sariya,Une clinique, à Mopti\n",
        services="id,organization_id,name,status\n", locations="id,location_type\n",
    )  # fmt: skip
    assert ("organizations.csv", 2, "D", "row.long") in {
        (one.sheet, one.row, one.column, one.code) for one in found.faults
    }


def test_an_identifier_that_a_package_has_twice_is_named():
    service = "id,organization_id,name,status\n"
    found = package(
        organizations="id,name,description\nO,Sariya,x\n",
        services=f"{service}S,O,Soins médicaux,active\nS,O,Écoute et soutien,active\n",
        locations="id,location_type,name\n",
    )
    assert ("services.csv", 3, "id", "key.twice") in {
        (one.sheet, one.row, one.column, one.code) for one in found.faults
    }


def test_two_tables_of_one_name_are_both_read():
    place = "id,location_type,name\nL,physical,{}\n"
    found = package(
        organizations="id,name,description\nO,Sariya,x\n", services="id,name\n",
        a__locations=place.format("Une"), b__locations=place.format("Deux"),
    )  # fmt: skip
    assert "key.twice" in [one.code for one in found.faults]


def test_two_places_under_one_identifier_in_json_are_named():
    services = [said_at("S", "L", "Une porte"), said_at("T", "L", "Autre porte")]
    found = taken(json.dumps({"services": services}).encode(), "f.json")
    assert ("locations", 2, "id", "key.twice") in {
        (one.sheet, one.row, one.column, one.code) for one in found.faults
    }


def test_json_that_says_a_place_again_says_more_of_it():
    services = [said_at("S", "L", "Porte"), said_at("T", "L", "Porte", latitude=14.0)]
    found = taken(json.dumps({"services": services}).encode(), "f.json")
    assert "key.twice" not in [one.code for one in found.faults]
    assert [one.row.cell("latitude").text for one in found.sites] == ["14"]
