"""A file is read whole, and everything wrong in it is named by row and column."""

from datetime import datetime

import pytest

from tests.interchange.land import (
    ORGANISATIONS,
    PLACE,
    TITLES,
    faults_of,
    place,
    read_places,
    read_tables,
)

pytestmark = pytest.mark.rules


def test_titles_codes_and_names_are_read_in_either_language():
    found = read_places(PLACE)
    assert found.faults == []
    [site] = found.sites
    assert site.given == {
        "name": "Porte bleue", "region": "mopti", "cercle": "djenne",
        "services": ["health"], "receiving": "yes", "latitude": "13.91",
        "longitude": "-4.55", "hours": "08:00-12:00 14:00-18:00||||||",
        "languages": "bm ff", "tier": "professional",
    }  # fmt: skip
    [own] = found.organisations
    assert own.given["services"] == ["health", "psychosocial"]
    english = [
        *TITLES[:2], "Name of the place", *TITLES[3:]
    ]  # fmt: skip
    again = read_tables(ORGANISATIONS, [english, place(services="medical CARE")])
    assert again.sites[0].given == site.given


@pytest.mark.parametrize(
    ("cell", "said", "fault"),
    [
        ("name", "", ("C name", "cell.needed")),
        ("organisation", "", ("B organisation", "cell.needed")),
        ("region", "Moptie", ("D region", "site.place")),
        ("cercle", "San", ("E cercle", "site.place")),
        ("services", "Soins", ("F services", "cell.choice")),
        ("services", "health; Soins médicaux", ("F services", "cell.twice")),
        ("services", "legal", ("F services", "site.not_offered")),
        ("receiving", "peut-être", ("G receiving", "cell.choice")),
        ("latitude", "13°54'", ("H latitude", "site.point")),
        ("latitude", "48.85", ("H latitude", "point.outside")),
        ("latitude", "", ("H latitude", "point.half")),
        ("longitude", "", ("I longitude", "point.half")),
        ("hours_monday", "8h-12h 11h-13h", ("J hours_monday", "hours.overlap")),
        ("hours_monday", "18h-6h", ("J hours_monday", "hours.order")),
        ("hours_monday", "le matin", ("J hours_monday", "hours.shape")),
        ("languages", "bambara, peul", ("K languages", "cell.choice")),
        ("tier", "tous", ("L tier", "cell.choice")),
        ("name", "x" * 130, ("C name", "cell.long")),
    ],
)
def test_every_wrong_cell_is_named_by_row_and_column(cell, said, fault):
    found = read_places(PLACE, place(id="2", **{"name": "Autre porte", cell: said}))
    assert faults_of(found) == [(3, *fault)]
    assert found.stops


def test_all_faults_of_a_row_are_told_at_once():
    wrong = place(region="?", services="soin", hours_monday="9h-8h", receiving="non")
    codes = {code for _row, _column, code in faults_of(read_places(wrong))}
    assert codes == {"cell.needed", "cell.choice", "hours.order"}


def test_swapped_coordinates_lie_outside_the_country():
    swapped = place(latitude="-4.55", longitude="13.91")
    assert (2, "H latitude", "point.outside") in faults_of(read_places(swapped))


def test_a_finer_point_is_rounded_and_said_and_stops_nothing():
    found = read_places(place(latitude="13,90652", longitude="-4.5533"))
    assert [one[1:] for one in faults_of(found)] == [
        ("H latitude", "point.rounded"),
        ("I longitude", "point.rounded"),
    ]
    assert not found.stops
    given = found.sites[0].given
    assert (given["latitude"], given["longitude"]) == ("13.91", "-4.55")


def test_a_shelter_has_no_point_and_is_never_public():
    own = [*ORGANISATIONS[:1], ["A", "Dɛmɛ", "Mopti", "safehouse"]]
    sheltering = place(services="safehouse", tier="public")
    found = read_tables(own, [TITLES, sheltering])
    assert {one[2] for one in faults_of(found)} == {
        "site.no_point",
        "site.shelter_public",
    }


def test_one_identifier_or_one_place_written_twice_is_named():
    twice = read_places(PLACE, place(name="Autre porte"))
    assert faults_of(twice) == [(3, "A id", "key.twice")]
    same = read_places(PLACE, place(id="2", name="porte  BLEUE"))
    assert faults_of(same) == [(3, "C name", "name.twice")]


def test_what_nobody_knows_is_empty_and_a_place_is_never_public_by_itself():
    titles, row = TITLES[:-1], place(languages="ne sait pas")[:-1]
    found = read_tables(ORGANISATIONS, [titles, row])
    assert found.faults == []
    assert found.sites[0].given["tier"] == "professional"
    assert "languages" not in found.sites[0].given
    assert "languages" in found.sites[0].told


def test_columns_that_are_missing_twice_or_unknown_are_named():
    titles = [*TITLES[:6], "Couleur", *TITLES[7:], "Cercle"]
    found = read_tables(ORGANISATIONS, [titles, [*PLACE, "Mopti"]])
    assert set(faults_of(found)) >= {
        (1, "receiving", "column.missing"),
        (1, "G", "column.unknown"),
        (1, "M", "column.twice"),
    }
    unknown = read_tables(ORGANISATIONS, [[*TITLES, "Couleur"], [*PLACE, "bleu"]])
    assert not unknown.stops


def test_days_and_numbers_of_a_spreadsheet_are_read():
    titles = [*ORGANISATIONS[0], "psea", "psea_on"]
    rows = [
        [1.0, "Dɛmɛ", "Mopti", "health", "full", datetime(2026, 3, 1)],  # noqa: DTZ001
        [2.0, "Sariya", "Mopti", "health", "full", "01/04/2026"],
        [3.0, "Jigi", "Mopti", "health", "full", "01/04/2027"],
    ]
    found = read_tables([titles, *rows])
    assert [one.given.get("psea_on") for one in found.organisations[:2]] == [
        "2026-03-01",
        "2026-04-01",
    ]
    assert [one.key for one in found.organisations] == ["1", "2", "3"]
    assert faults_of(found) == [(4, "F psea_on", "cell.future")]


def test_one_table_for_all_says_each_organisation_beside_its_places():
    beside = ["organisation_name", "organisation_region", "organisation_services"]
    own = ["Association Kènèya", "Mopti", "Soins médicaux; legal"]
    table = [
        [*TITLES, *beside],
        [*PLACE, *own],
        [*place(id="2", name="Autre porte"), *own],
    ]
    found = read_tables(table)
    assert found.faults == []
    assert [one.name for one in found.organisations] == ["Association Kènèya"]
    other = ["Association Kènèya", "Mopti", "legal"]
    found = read_tables([*table[:2], [*place(id="2", name="Autre porte"), *other]])
    assert (3, "B organisation", "organisation.differs") in faults_of(found)


def test_a_row_of_tags_below_the_titles_is_no_entry():
    tags = ["#org+id", "#org+name", "#org+adm1", "#org+service+list"]
    head, row = ORGANISATIONS
    named = ["id", "name", "region", "services"]
    found = read_tables([["Mode d’emploi"], head, named, row])
    assert [one.row.number for one in found.organisations] == [4]
    assert tags  # HXL tags are for the one table


def test_a_file_without_any_entry_says_so():
    assert [one[2] for one in faults_of(read_tables([["Bonjour"], ["à tous"]]))] == [
        "file.empty"
    ]
