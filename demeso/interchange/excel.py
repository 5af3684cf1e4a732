"""Read and write Excel workbooks. Formulas are neither read nor written, only texts."""

import io

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from demeso.interchange.rules.cells import Grid
from demeso.interchange.rules.template import TITLES, Book

BOLD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
QUIET = {"font_color": "#666666", "font_size": 8}
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
WIDTH = 22
LAST = 2_000  # rows that offer a list to choose from


def grids_of(raw: bytes) -> list[Grid]:
    """Return the sheets of a workbook; raise ValueError for one that is broken."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return [
            Grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except CalamineError as error:
        raise ValueError("workbook") from error


def workbook(book: Book) -> bytes:
    """Return a workbook: every cell a text, the titles held in place."""
    made = io.BytesIO()
    file = xlsxwriter.Workbook(made, PLAIN)
    styles = [file.add_format(BOLD), file.add_format(QUIET)]
    for name, rows in book.sheets.items():
        page = file.add_worksheet(name)
        titles = TITLES if any(sheet == name for sheet, _place in book.choices) else 0
        page.freeze_panes(titles, 0)
        page.set_column(0, len(rows[0]) - 1, WIDTH)
        for number, row in enumerate(rows):
            style = styles[number] if number < titles else None
            for place, text in enumerate(row):
                page.write_string(number, place, text, style)
    for (name, place), source in book.choices.items():
        offer = {"validate": "list", "source": source, "error_type": "warning"}
        page = file.get_worksheet_by_name(name)
        page.data_validation(TITLES, place, LAST, place, offer)
    file.close()
    return made.getvalue()
