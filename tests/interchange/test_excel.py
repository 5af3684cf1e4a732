"""A workbook goes out empty, comes back filled in, and holds no formula."""

import io
import zipfile
import zlib
from datetime import date

import pytest
import xlsxwriter

from config.commands.directory import directory
from demeso.interchange.excel import grids_of, workbook
from demeso.interchange.files import rows_in
from demeso.interchange.rules.columns import COLUMNS, OWN, PLACE
from demeso.interchange.rules.failing import failed_in
from demeso.interchange.rules.reading import reading
from demeso.interchange.rules.template import TITLES, Book, template, texts
from demeso.interchange.words import land, listed, said, words
from tests.interchange.land import ORGANISATIONS, TODAY, place
from tests.interchange.land import TITLES as NAMED

FIRST = ["A", "Association Kènèya", "Mopti", "", "Soins médicaux"]


def empty(language="fr"):
    return template(said(language, texts()), listed())


def taken(raw):
    rows, faults = rows_in(raw, "annuaire.xlsx", words)
    return reading(rows, faults, land(), TODAY)


def filled(*sheets):
    """Return a workbook as a spreadsheet program writes it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    for number, rows in enumerate(sheets):
        page = book.add_worksheet(f"Feuille {number}")
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    style = book.add_format({"num_format": "dd/mm/yyyy"})
                    page.write_datetime(line, column, value, style)
                else:
                    page.write(line, column, value)
    book.close()
    return made.getvalue()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_empty_workbook_names_every_column_and_is_no_entry(language):
    raw = workbook(empty(language))
    own, places, *_rest = grids_of(raw)
    assert own.rows[1] == [column.name for column in COLUMNS[OWN]]
    assert places.rows[1] == [column.name for column in COLUMNS[PLACE]]
    found = taken(raw)
    assert [one.code for one in found.faults] == ["file.empty"]


def test_a_workbook_that_was_filled_in_is_read_as_it_was_meant():
    book = empty()
    own, places = list(book.sheets)[:2]
    names = [column.name for column in COLUMNS[OWN]]
    line = dict(zip(["id", "name", "region", "cercle", "services"], FIRST, strict=True))
    book.sheets[own].append([line.get(name, "") for name in names])
    said_there = {"id": "1", "organisation": "A", "name": "=Porte", "region": "Mopti",
                  "services": "Soins médicaux", "receiving": "Oui", "hours_friday":
                  "24/24", "languages": "bambara", "outreach_monday": "marché",
                  "mobile": "oui"}  # fmt: skip
    columns = [column.name for column in COLUMNS[PLACE]]
    book.sheets[places].append([said_there.get(name, "") for name in columns])
    found = taken(workbook(book))
    assert found.faults == []
    [site] = found.sites
    assert site.row.number == TITLES + 1
    assert site.given["name"] == "=Porte"
    assert site.given["hours"] == "||||00:00-24:00||"
    assert site.given["outreach"] == "marché||||||"


def test_no_cell_of_a_workbook_is_a_formula():
    raw = workbook(Book({"Lieux": [["=1+1", "@SUM(A1)", "+A1"]]}))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert grids_of(raw)[0].rows == [["=1+1", "@SUM(A1)", "+A1"]]


def test_numbers_and_days_of_a_spreadsheet_are_read_and_faults_named_by_cell():
    titles = [*ORGANISATIONS[0], "psea", "psea_on"]
    own = [7, "Association Kènèya", "Mopti", "Soins médicaux", "full", date(2026, 3, 1)]
    row = place(organisation=7, latitude=13.906, longitude=-4.55, region="Moptie")
    found = taken(filled([titles, own], [NAMED, row]))
    assert found.organisations[0].given["psea_on"] == "2026-03-01"
    told = {(one.sheet, one.row, one.column, one.code) for one in found.faults}
    assert ("Feuille 1", 2, "D region", "site.place") in told
    assert found.sites[0].link == "7"


def test_a_cell_that_counts_and_says_nothing_is_named_and_is_no_blank():
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    for name, rows in (("Organisations", ORGANISATIONS), ("Lieux", [NAMED, place()])):
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    page.write_formula("E2", "=Z1", None, "#REF!")
    page.write_formula("J2", "=1/0", None, "#DIV/0!")
    page.write_formula("C2", '="Porte "&"bleue"', None, "Porte bleue")  # it says so
    page.write_formula("Z2", "=1/0", None, "#DIV/0!")  # nobody reads it
    book.close()
    found = taken(made.getvalue())
    assert [(one.row, one.column, one.code) for one in found.faults if one.stops] == [
        (2, "E cercle", "cell.formula"),
        (2, "J hours_monday", "cell.formula"),
    ]


@pytest.mark.parametrize(
    ("cell", "fails"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', True),
        ('<c r="B2"><f>A1</f><v></v></c>', True),  # nobody has counted it yet
        ('<x:c r="B2"><x:f>A1</x:f></x:c>', True),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', False),
        ('<c r="B2"><f>A1</f><v>7</v></c>', False),
        ('<c r="B2" t="s"><v>0</v></c><c r="C2"/>', False),
    ],
)
def test_an_error_and_a_formula_that_nobody_counted_say_nothing(cell, fails):
    link = '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/>'
    parts = {
        "xl/workbook.xml": b'<workbook><sheet name="Lieux" r:id="r1"/></workbook>',
        "xl/_rels/workbook.xml.rels": f"{link}</Relationships>".encode(),
        "xl/worksheets/a.xml": f"<sheetData>{cell}</sheetData>".encode(),
    }
    assert failed_in(parts) == ({("Lieux", "B2")} if fails else set())


def test_a_torn_workbook_says_so():
    raw = filled([["a"]])
    assert "file.broken" in [one.code for one in taken(raw[: len(raw) // 2]).faults]
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("xl/workbook.xml", "<torn")
    assert "file.broken" in [one.code for one in taken(broken.getvalue()).faults]


def test_the_command_writes_the_empty_workbook(tmp_path):
    path = tmp_path / "annuaire.xlsx"
    assert directory(["template", str(path), "--language", "en"]) == 0
    assert len(grids_of(path.read_bytes())) == 4


def test_a_part_that_is_longer_than_it_says_is_opened_no_further():
    raw = bytearray(filled([["a"]]))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    short = parts["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = short.replace(b"</sheetData>", far)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        cut = parts["xl/worksheets/sheet1.xml"].index(b'<row r="1048576')
        info.file_size = cut
        info.CRC = zlib.crc32(parts["xl/worksheets/sheet1.xml"][:cut])
    found = taken(made.getvalue())
    assert {"file.broken", "table.heading"} & {one.code for one in found.faults}
