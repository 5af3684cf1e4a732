"""A workbook is measured before anybody opens it."""

import pytest

from demeso.interchange.rules.bounding import extent_of, is_boundless, parts_of

pytestmark = pytest.mark.rules


def sheet(rows: str, prefix: str = "") -> bytes:
    name = f"{prefix}sheetData"
    return f'<w xmlns:x="x"><{name}>{rows}</{name}></w>'.encode()


@pytest.mark.parametrize(
    ("rows", "extent"),
    [
        ('<row r="1"><c r="A1"/><c r="C1"/></row>', (1, 3)),
        ("<row><c/><c/></row><row><c/></row>", (2, 2)),
        ('<row r="7"><c/><c r="D2"/><c/></row><row/><row><c/></row>', (9, 5)),
        ('<row r="9"/>', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_sheet_goes_as_far_as_its_farthest_cell(rows, extent):
    found = extent_of(sheet(rows))
    assert (found.rows, found.columns) == extent


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="XFD1048576"/></row>',
        '<row><c r = "XFD1048576"/></row>',
        "<row><c\nr='xfd1048576'/></row>",
        '<row><c s=">" r="XFD1048576"/></row>',
        '<row><c r="&#88;FD1048576"/></row>',
        '<row r="1048576">' + "<c/>" * 16_384 + "</row>",
        '<x:row r="1048576">' + "<x:c/>" * 16_384 + "</x:row>",
    ],
)
def test_a_cell_far_out_is_seen_however_it_is_written(rows):
    for place in ("xl/worksheets/sheet1.xml", "xl/media/image1.png"):
        assert is_boundless({place: sheet(rows)})
    assert is_boundless({"xl/a.xml": sheet(rows, prefix="x:")})


def test_many_sheets_count_together():
    far = sheet('<row><c r="A60000"/><c r="Z1"/></row>')
    assert not is_boundless({"xl/a.xml": far})
    assert is_boundless({f"xl/{number}.xml": far for number in range(4)})


def test_a_long_text_that_every_cell_names_is_seen():
    texts = b"<sst><si><t>" + b"a" * 200_000 + b"</t></si></sst>"
    cells = '<row r="1"><c t="s"><v>0</v></c></row>' * 6_000
    assert is_boundless({"xl/sharedStrings.xml": texts, "xl/a.xml": sheet(cells)})
    assert not is_boundless({"xl/sharedStrings.xml": texts})
    short = texts.replace(b"a" * 199_000, b"")
    assert not is_boundless({"xl/sharedStrings.xml": short, "xl/a.xml": sheet(cells)})


@pytest.mark.parametrize(
    "text",
    [
        b"<sheetData><c",
        sheet('<row><c r="-5"/></row>'),
        sheet('<row r="' + "9" * 5_000 + '"/>'),
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet("<row><c/></row>"),
    ],
)
def test_what_no_program_writes_is_broken(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- whichever: nothing is opened
        is_boundless({"xl/worksheets/sheet1.xml": text})


def test_only_what_a_workbook_of_that_kind_is_read_from_is_kept():
    names = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "_rels/.rels",
             "[Content_Types].xml", "mimetype")  # fmt: skip
    kept = parts_of(dict.fromkeys(names, b""))
    assert list(kept) == ["xl/workbook.xml", "_rels/.rels", "[Content_Types].xml"]
