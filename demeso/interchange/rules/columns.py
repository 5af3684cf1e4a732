"""Name the columns of the directory's tables: they follow from its forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demeso.directory.forms.listing import ORGANISATION, SITE
from demeso.directory.hours import DAYS
from demeso.directory.wording import WEEK
from demeso.kernel.forms import Kind, Question
from demeso.kernel.text import _

OWN, PLACE = "organisation", "site"  # the two kinds of rows
KEY, LINK = "id", "organisation"
WEEKLY = ("hours", "outreach")  # seven columns each, Monday first
MEMBERS = "networks"
FLAT = "organisation_"  # before an organisation's columns beside a place's
SHEETS = {OWN: _("Organisations"), PLACE: _("Lieux")}
KEY_TEXT = _("Identifiant")
LINK_TEXT = _("Organisation (identifiant ou nom)")
# HXL 1.1: https://hxlstandard.org/standard/1-1final/dictionary/
TAGS = {
    "id": "#loc+id", "name": "#loc+name", "region": "#adm1+name",
    "cercle": "#adm2+name", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "services": "#service+list", "phone": "#contact+phone", "receiving": "#status",
    "languages": "#service+language+list", "cost": "#service+cost",
    "eligibility": "#service+eligibility", "organisation": "#org+id",
    "organisation_id": "#org+id",
    "organisation_name": "#org+name", "organisation_acronym": "#org+acronym",
    "organisation_kind": "#org+type", "organisation_region": "#org+adm1",
    "organisation_cercle": "#org+adm2", "organisation_services": "#org+service+list",
    "verified": "#date+verified",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: its name, its title, the question it answers and on which day."""

    name: str
    title: str
    question: Question | None = None
    day: int = -1

    @property
    def needed(self) -> bool:
        """Tell whether a table must have it; who sees a place is said by default."""
        asked = self.question is not None and self.question.needed
        return self.name == LINK or (asked and self.name != "tier")


def _own() -> Iterator[Column]:
    yield Column(KEY, KEY_TEXT)
    for question in ORGANISATION.group("organisation"):
        yield Column(question.name, question.text, question)


def _places() -> Iterator[Column]:
    yield Column(KEY, KEY_TEXT)
    yield Column(LINK, LINK_TEXT)
    for question in SITE.group("site"):
        if question.name in WEEKLY:
            for day, code in enumerate(DAYS):
                yield Column(f"{question.name}_{code}", question.text, question, day)
        else:
            yield Column(question.name, question.text, question)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    OWN: tuple(_own()),
    PLACE: tuple(_places()),
}


def flat_columns() -> tuple[Column, ...]:
    """Return the columns of one table for all: a place's, then its organisation's."""
    beside = (
        Column(f"{FLAT}{one.name}", one.title, one.question)
        for one in COLUMNS[OWN]
        if one.name != KEY
    )
    return (*COLUMNS[PLACE], *beside)


def tag_of(name: str) -> str:
    """Return the HXL tag of a column of the one table."""
    return TAGS.get(name, f"#meta+{name}")


def titles(column: Column) -> tuple[str, str]:
    """Return a column's title, and the day that follows it; both to be translated."""
    return column.title, dict(WEEK).get(str(column.day), "")


def is_many(column: Column) -> bool:
    """Tell whether a cell may say several things, with semicolons between them."""
    many = column.question is not None and column.question.kind is Kind.CHOICES
    return many or column.name in ("languages", MEMBERS)
