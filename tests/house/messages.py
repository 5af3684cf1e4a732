"""Collect French messages from Python and templates; keep the English catalogue.

French is the source; its own catalogue holds what is said otherwise than it is written.
Plurals: without it 0 would be counted as in English (“0 heures”). And the spaces at
which no line may break: sources keep plain ones, readable, and pages show these.

Babel only, no gettext programs (docs/adr/0010). `make messages` runs this.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from demeso.kernel.text import bound
from tests.house.source import ROOT, files, name

ENGLISH = ROOT / "demeso" / "locale" / "en" / "LC_MESSAGES" / "django.po"
FRENCH = ROOT / "demeso" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
FOLDERS = ("demeso", "config", "countries")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
HEADER = "# English of Demeso. Collected by `make messages`; French is the source."
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed day keeps the file quiet

Found = tuple[int, str | tuple[str, ...], list[str], str | None]


def messages_in(path: str, text: str) -> Iterator[Found]:
    """Yield the messages of one Python file or template."""
    script = templatize(text, origin=path) if path.endswith((".html", ".txt")) else text
    yield from extract("python", io.BytesIO(script.encode()), KEYWORDS, ["Note:"])


def collected() -> Catalog:
    """Return every French message of the tree, without English."""
    catalog = empty()
    for path in files(".py", ".html", ".txt"):
        place = name(path)
        if place.split("/")[0] not in FOLDERS or "/migrations/" in place:
            continue
        for _line, message, notes, context in messages_in(
            place, path.read_text("utf-8")
        ):
            catalog.add(
                message, locations=[(place, 0)], auto_comments=notes, context=context
            )
    return catalog


def spoken(found: Catalog) -> Catalog:
    """Return what French says otherwise than its source: signs, and 0 as one."""
    said = empty("fr")
    said.header_comment = "# Plurals and spaces of Demeso’s French, by `make messages`."
    for message in found:
        string = bound_all(message.id)
        if isinstance(message.id, tuple) or string != message.id:
            said.add(message.id, string, context=message.context)
    return said


def bound_all(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return a message, or both its plurals, with the spaces that French asks."""
    return tuple(map(bound, text)) if isinstance(text, tuple) else bound(text)


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as it is kept."""
    file = io.BytesIO()
    write_po(file, catalog, width=88, sort_output=True, include_lineno=False,
             ignore_obsolete=True)  # fmt: skip
    return file.getvalue()


def empty(locale: str = "en") -> Catalog:
    """Return a catalogue with a quiet header."""
    return Catalog(
        locale=locale, project="demeso", version="1", header_comment=HEADER,
        fuzzy=False, creation_date=MADE, revision_date=MADE, last_translator="Demeso",
        language_team="English", msgid_bugs_address="see CONTRIBUTING.md",
    )  # fmt: skip


def read(path: Path = ENGLISH) -> Catalog:
    """Return the catalogue as it is kept."""
    if not path.exists():
        return empty()
    with path.open("rb") as file:
        return read_po(file, locale="en")


def refreshed(kept: Catalog, found: Catalog) -> Catalog:
    """Return what was found, with the English that is kept for it."""
    for message in found:
        before = kept.get(message.id, message.context) if message.id else None
        if before:
            message.string = before.string
    return found


def untranslated(kept: Catalog, found: Catalog) -> list[str]:
    """Return the messages that have no English, or a doubtful one."""
    missing = []
    for message in found:
        english = kept.get(message.id, message.context) if message.id else None
        if not message.id or (english and _whole(english.string) and not english.fuzzy):
            continue
        missing.append(str(message.id))
    return missing


def _whole(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def main() -> int:
    """Write the catalogue anew; say what still has no English."""
    found = collected()
    kept = read()
    missing = untranslated(kept, found)
    for path, catalog in ((FRENCH, spoken(found)), (ENGLISH, refreshed(kept, found))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))
    print(f"{len(list(found)) - 1} messages, {len(missing)} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
