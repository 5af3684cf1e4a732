"""Write the directory as files: an HSDS package, HSDS JSON, CSV with HXL tags."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from django.utils.module_loading import import_string

from demeso.interchange.rules.cells import escaped
from demeso.interchange.rules.columns import (
    KEY,
    LINK,
    OWN,
    PLACE,
    flat_columns,
    tag_of,
)
from demeso.interchange.rules.packing import nested, packed
from demeso.interchange.rules.profile import FIELDS, NUMBERS, Record, Tables
from demeso.interchange.rules.spreading import SAID_ONLY, Spread, flat
from demeso.interchange.rules.tables import Words, titles_of
from demeso.interchange.rules.template import Book, filled, template, texts
from demeso.interchange.words import listed, names, said, words

# Only who writes a workbook loads what writes one.
WORKBOOK = "demeso.interchange.excel.workbook"
NAME = "annuaire"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same directory is the same file


def file_of(
    form: str, own: Sequence[Spread], places: Sequence[Spread], language: str
) -> bytes:
    """Return the directory as a file of one of the four forms."""
    writers: dict[str, Callable[[], bytes]] = {
        "zip": lambda: package_file(packed(own, places, words), name=NAME),
        "json": lambda: services_file(packed(own, places, words)),
        "csv": lambda: tagged_file(flat_rows(own, places), words),
        "xlsx": lambda: workbook_file(own, places, language),
    }
    return writers[form]()


def workbook_file(
    own: Sequence[Spread], places: Sequence[Spread], language: str
) -> bytes:
    """Return the workbook in which others write, with what is known already."""
    say = said(language, texts())
    book = template(say, listed())
    filled(book, OWN, own, say, names())
    filled(book, PLACE, places, say, names())
    return cast(Callable[[Book], bytes], import_string(WORKBOOK))(book)


def flat_rows(own: Iterable[Spread], places: Iterable[Spread]) -> list[Spread]:
    """Return one row for each place, with its organisation beside it."""
    named = {one[KEY]: one for one in own}
    return [flat(place, named[place[LINK]]) for place in places]


def package_file(tables: Tables, *, name: str) -> bytes:
    """Return a tabular data package: one CSV for each table, and what they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "datapackage.json", _json(_described(name)))
        for table, fields in FIELDS.items():
            rows = [[row.get(field, "") for field in fields] for row in tables[table]]
            _put(archive, f"{table}.csv", csv_file([list(fields), *rows]))
    return made.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _described(name: str) -> dict[str, Any]:
    resources = [
        {
            "name": table, "path": f"{table}.csv", "profile": "tabular-data-resource",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "schema": {
                "fields": [{"name": field, "type": _type(field)} for field in fields],
                "primaryKey": "id",
            },
        }
        for table, fields in FIELDS.items()
    ]  # fmt: skip
    return {"name": name, "profile": "tabular-data-package", "resources": resources}


def _type(field: str) -> str:
    return "number" if field in NUMBERS else "string"


def services_file(tables: Tables) -> bytes:
    """Return the services as HSDS JSON."""
    return _json({"version": "3.0", "services": nested(tables)})


def _json(said: Mapping[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def tagged_file(rows: Iterable[Spread], words: Words) -> bytes:
    """Return one table for all: titles, HXL tags below them, a place in each row."""
    columns = flat_columns()
    names = [*(column.name for column in columns), *SAID_ONLY]
    titles = [next(titles_of(column, words)) for column in columns]
    beside = [
        f"{title} – {column.name}" if column.name.startswith("organisation_") else title
        for title, column in zip(titles, columns, strict=True)
    ]
    body = [[row.get(name, "") for name in names] for row in rows]
    return csv_file([[*beside, *SAID_ONLY], [tag_of(name) for name in names], *body])


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8, which no spreadsheet takes for formulas."""
    made = io.StringIO()
    written = csv.writer(made, lineterminator="\r\n")
    written.writerows([escaped(text) for text in row] for row in rows)
    return made.getvalue().encode()


def records(rows: Iterable[Spread]) -> list[Record]:
    """Return rows as they are frozen in an edition: nothing that is empty."""
    return [{name: said for name, said in row.items() if said} for row in rows]
