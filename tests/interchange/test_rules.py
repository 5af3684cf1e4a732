"""Files as they come: spoilt, foreign, hostile."""

import io
import json
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.interchange.files import rows_in
from demeso.interchange.rules.cells import Grid, escaped, unescaped
from demeso.interchange.rules.columns import COLUMNS, flat_columns
from demeso.interchange.rules.decoding import MOST_BYTES, broken, grid_of, letters
from demeso.interchange.rules.editions import compared, is_year
from demeso.interchange.rules.reading import reading
from demeso.interchange.rules.spreading import flat, offers_of
from demeso.interchange.rules.wording import FAULTS
from demeso.interchange.writing import csv_file, tagged_file
from tests.interchange.land import LAND, TODAY, faults_of, words
from tests.interchange.spreads import OWN, PLACES, SPREAD

pytestmark = pytest.mark.rules

HEAD = "Identifiant;Nom de l’organisation;Région;Services proposés\n"
FORMULAS = ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def taken(raw, name="annuaire.csv"):
    rows, faults = rows_in(raw, name, words)
    return reading(rows, faults, LAND, TODAY)


def zipped(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.csv", text)
    return made.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_whatever_its_program_wrote(delimiter, encoding):
    text = (HEAD + "A;Association Kènèya;Mopti;health\n").replace(";", delimiter)
    found = taken(text.encode(encoding))
    assert found.faults == []
    assert found.organisations[0].name == "Association Kènèya"


def test_text_in_an_old_alphabet_is_named_and_never_guessed():
    raw = (HEAD + "A;Association Kènèya;Mopti;health\n").replace("’", "'")
    found = taken(raw.encode("cp1252"))
    assert (2, "B", "cell.encoding") in faults_of(found)
    assert found.stops


def test_accents_that_were_read_in_the_wrong_alphabet_are_named():
    spoilt = "Kènèya".encode().decode("cp1252")
    found = taken((HEAD + f"A;{spoilt};Mopti;health\n").encode())
    assert (2, "B", "cell.twice_encoded") in faults_of(found)


def test_invisible_signs_and_endless_cells_are_named():
    found = list(broken(Grid("x", [["a\x07b", "a" * 9_000, "é\x9f"]])))
    assert [(one.column, one.code) for one in found] == [
        ("A", "cell.control"),
        ("B", "cell.long"),
        ("C", "cell.control"),
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xd0\xcf\x11\xe0\x00\x00old workbook", "file.unknown"),
        (b"PK\x03\x04 torn", "file.broken"),
        (b"{ torn", "file.broken"),
        (b'{"contents": 7}', "file.unknown"),
        (b"[" * 100_000, "file.broken"),
        (b'{"name": "\xff"}', "cell.encoding"),
        (zipped(readme="hello"), "table.heading"),
        (b"", "table.heading"),
        (b"a;b\n1;2\n", "table.heading"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(raw, code):
    assert code in [fault.code for fault in taken(raw).faults]


def test_a_file_over_fifty_megabytes_is_refused_unread(monkeypatch):
    def never(*_arguments):
        raise AssertionError("read")

    monkeypatch.setattr("demeso.interchange.files.grid_of", never)
    found = taken(b"a" * (MOST_BYTES + 1))
    assert [one.code for one in found.faults] == ["file.empty", "file.large"]


def test_an_archive_that_would_grow_is_refused_unread(monkeypatch):
    monkeypatch.setattr("demeso.interchange.files.MOST_BYTES", 1_000)
    found = taken(zipped(organizations="a" * 2_000))
    assert "file.bomb" in [one.code for one in found.faults]


def test_a_cell_far_out_does_not_fill_memory():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        cells = '<c r="A1"/><c r="XFD1048576"/>'
        sheet = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    assert "rows.many" in [one.code for one in taken(made.getvalue()).faults]


def test_half_a_sign_in_json_is_named():
    own = {"id": "O", "name": "Kènèya\ud800", "description": "x", "services": []}
    found = taken(json.dumps([own]).encode())
    assert "cell.control" in [one.code for one in found.faults]


def test_json_that_nests_without_end_is_refused():
    deep = '{"services":[' * 400 + "]}" * 400
    assert taken(deep.encode()).stops


@pytest.mark.parametrize("between", ["; ", ";", ",", "\t", ";;"])
@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "-A1", "+A1"])
def test_no_formula_stands_where_another_country_parts_its_cells(between, formula):
    """A French Excel parts a CSV at its semicolons, whatever we put between cells."""
    text = f"Tout le monde{between}{formula}"
    written = csv_file([["x", text]]).decode()
    parts = re.split('[;,\t"]', written)
    assert [one for one in parts if one.strip()[:1] in set("=+-@") - {""}] == []
    assert unescaped(escaped(text)) == text


@given(st.text("'=+-@;, \tx1", max_size=12))
def test_whatever_leaves_comes_back_as_it_was(text):
    assert unescaped(escaped(text)) == text


def test_what_is_several_things_with_semicolons_leaves_as_it_is():
    for text in ("health; legal", "00 11; +22 00 00", "lundi 8h-12h, -1"):
        assert escaped(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_leaves_as_a_formula_and_none_is_changed(text):
    assert escaped(text).startswith("'")
    assert unescaped(escaped(text)) == text
    [row] = grid_of(csv_file([[text, "x"]]), "x").rows
    assert row[0].startswith("'")


@pytest.mark.parametrize("text", ["-4.55", "+00 00 00 00 00", "Porte bleue", "'ton"])
def test_a_number_a_telephone_and_a_word_leave_as_they_are(text):
    assert escaped(text) == text


def test_the_one_table_carries_tags_and_comes_back_as_it_left():
    raw = tagged_file([flat(place, SPREAD) for place in PLACES], words)
    _titles, tags, *_rows = grid_of(raw, "x").rows
    assert {"#org+name", "#adm1+name", "#geo+lat", "#contact+phone"} <= set(tags)
    assert all(tag.startswith("#") for tag in tags)
    found = taken(raw)
    assert not found.stops
    assert {one.code for one in found.faults} == {"column.unknown"}
    assert [one.name for one in found.sites] == ["Porte bleue", "Porte verte"]
    assert found.organisations[0].given == OWN
    assert found.sites[0].given["hours"] == "08:00-12:00 14:00-24:00|08:00-12:00|||||"


def test_columns_follow_from_the_forms():
    names = [column.name for column in flat_columns()]
    assert len(names) == len(set(names))
    assert {"hours_monday", "hours_sunday", "outreach_friday", "tier"} <= set(names)
    people = {"agency", "focal_point", "deputy", "staff"}
    assert not people & {column.name for kind in COLUMNS.values() for column in kind}
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == [
        "A", "Z", "AA", "ZZ", "AAA"
    ]  # fmt: skip


def test_what_an_organisation_gives_is_what_its_places_give():
    assert list(offers_of(iter(PLACES)).values()) == [["health", "psychosocial"]]


def test_a_foreign_package_is_read_as_far_as_it_goes():
    raw = zipped(
        organizations="id,name,description\nO,Sariya,Une clinique\n",
        services="id,organization_id,name,status\nS,O,Soins médicaux,active\n"
        "T,O,Danse,active\n",
        locations="id,location_type,name\nL,physical,Clinique\n",
        service_at_location="id,service_id,location_id\nX,S,L\nY,Z,L\n",
        addresses="id,location_id,state_province\nA,L,Mopti\n",
        schedules="id,location_id,freq,byday,opens_at,closes_at\n"
        'H,L,WEEKLY,"MO,FR",08:00:00,23:59:00\nM,L,MONTHLY,1MO,08:00,12:00\n',
    )
    found = taken(raw, "paquet.zip")
    assert {(one.sheet, one.row, one.code) for one in found.faults} == {
        ("services.csv", 3, "service.unknown"),
        ("schedules.csv", 3, "schedule.unread"),
        ("locations.csv", 2, "link.unknown"),
        ("organizations.csv", 2, "cell.needed"),
    }
    [site] = found.sites
    assert site.given["region"] == "mopti"
    assert site.given["hours"] == "08:00-24:00||||08:00-24:00||"
    assert site.link == "O"


def test_json_of_another_is_read_and_its_faults_stand_at_the_service():
    service = {
        "id": "S", "name": "Soins médicaux", "status": "active",
        "organization": {"id": "O", "name": "Sariya", "description": "x"},
        "service_at_locations": [
            {"id": "X", "location": {"id": "L", "location_type": "physical",
                                     "name": "Clinique", "latitude": 48.85,
                                     "longitude": 2.35}}
        ],
    }  # fmt: skip
    found = taken(json.dumps({"contents": [service]}).encode(), "services.json")
    told = {(one.sheet, one.row, one.column, one.code) for one in found.faults}
    assert ("locations", 1, "latitude", "point.outside") in told
    assert found.sites[0].given["services"] == ["health"]


def test_every_fault_of_a_file_has_words():
    assert all(text.endswith((".", "?")) for text in FAULTS.values())


def test_two_editions_are_compared_place_by_place():
    blue = {"id": "1", "name": "Porte bleue", "region": "mopti", "services": "health"}
    before = [blue, {"id": "2", "name": "Porte verte", "region": "mopti"}]
    after = [
        blue | {"services": "health; legal", "verified": "2026-11-02"},
        {"id": "3", "name": "Porte rouge", "region": "gao", "services": "police"},
    ]
    found = compared(before, after)
    assert [one["name"] for one in found.new] == ["Porte rouge"]
    assert [one["name"] for one in found.gone] == ["Porte verte"]
    [changed] = found.changed
    assert changed.answers == (("services", "health", "health; legal"),)
    assert found.regions == [("gao", 0, 1), ("mopti", 2, 1)]
    assert found.families == [("health", 1, 1), ("legal", 0, 1), ("police", 0, 1)]
    again = compared(after, after)
    assert (again.new, again.gone, again.changed, again.same) == ([], [], [], 2)
    assert not is_year(1999)
