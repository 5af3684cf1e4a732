"""Read rows as entries of the directory, and name everything that is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demeso.directory.forms.listing import ORGANISATION, SITE
from demeso.directory.hours import DAYS
from demeso.directory.rules.entry import BESIDE, answers_of, site_faults
from demeso.directory.rules.listing import DEFAULT_TIER, plain
from demeso.interchange.rules.answers import Land, read
from demeso.interchange.rules.cells import Fault, Row, at_fault
from demeso.interchange.rules.columns import (
    COLUMNS,
    KEY,
    LINK,
    MEMBERS,
    OWN,
    PLACE,
    WEEKLY,
    Column,
)
from demeso.kernel.checking import faults as form_faults
from demeso.kernel.forms import TODAY

FORMS = {OWN: ORGANISATION, PLACE: SITE}
NOTES = ("point.rounded",)  # told, and taken in all the same
BOTH = {"cercle": ("region",), "latitude": ("longitude",), "age_from": ("age_to",)}
OF_FORM = {"long": "cell.long", "needed": "cell.needed", "future": "cell.future",
           "choice": "cell.choice", "twice": "cell.twice"}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One entry of a file as an act would say it.

    `told` are the questions it has columns for, `spoilt` those whose cell is wrong.
    """

    row: Row
    key: str
    given: Mapping[str, Any]
    told: frozenset[str] = frozenset()
    spoilt: frozenset[str] = frozenset()
    link: str = ""
    networks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what the entry is called."""
        return str(self.given.get("name", ""))


@dataclass
class Answered:
    """What the cells of one row answer, and which of them are wrong."""

    given: dict[str, Any] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """What a file says: entries, and what is wrong or was changed in reading."""

    organisations: Sequence[Entry] = ()
    sites: Sequence[Entry] = ()
    faults: Sequence[Fault] = field(default_factory=tuple)

    @property
    def stops(self) -> bool:
        """Tell whether nothing may be taken in."""
        return any(fault.stops for fault in self.faults)


def reading(
    rows: Iterable[Row], faults: Iterable[Fault], land: Land, today: str
) -> Reading:
    """Return what the rows of a file say, with every fault that they have."""
    found: list[Fault] = list(faults)
    entries: dict[str, list[Entry]] = {OWN: [], PLACE: []}
    for row in rows:
        entries[row.kind].append(_entry(row, land, found, today))
    organisations = list(_once(entries[OWN], found))
    found += _twice(entries[PLACE])
    found += _contradictions(entries[PLACE], organisations, land)
    if not any(entries.values()):
        found.append(Fault("", 0, "", "file.empty"))
    return Reading(organisations, entries[PLACE], sorted(set(found)))


def _entry(row: Row, land: Land, found: list[Fault], today: str) -> Entry:
    said = _answered(row, land)
    networks = tuple(said.given.pop(MEMBERS, ()))
    link = row.cell(LINK).text if row.kind == PLACE else ""
    if row.kind == PLACE:
        said.given.setdefault("tier", DEFAULT_TIER)  # public is chosen, never given
        said.faults += _of_place(row, said, land)
    wrong = form_faults(FORMS[row.kind], said.given, {TODAY: today})
    said.faults += [
        row.fault(OF_FORM.get(code, "cell.kind"), _column(row, name))
        for name, code in wrong.items()
        if name not in said.spoilt
    ]
    found += said.faults
    told, spoilt = frozenset(said.told), frozenset(said.spoilt | set(wrong))
    given = {name: value for name, value in said.given.items() if name not in wrong}
    return Entry(row, row.cell(KEY).text, given, told, spoilt, link, networks)


def _answered(row: Row, land: Land) -> Answered:
    """Return what a row says by question; what cannot be read is named instead."""
    said, weeks = Answered(), dict[str, list[str]]()
    for column in COLUMNS[row.kind]:
        if column.question is None or column.name not in row.cells:
            continue
        name, value = column.question.name, _value(row, column, land, said)
        if column.day >= 0:
            weeks.setdefault(name, [""] * len(DAYS))[column.day] = str(value)
        elif value not in ("", []):
            said.given[name] = value
    said.given |= {name: "|".join(days) for name, days in weeks.items() if any(days)}
    if "languages" in said.given:
        said.given["languages"] = " ".join(said.given["languages"])
    return said


def _value(row: Row, column: Column, land: Land, said: Answered) -> object:
    """Return what a cell answers; nothing when it is wrong, which is named."""
    cell = row.cells[column.name]
    name = column.question.name if column.question else column.name
    value, code = read(cell, column, land)
    said.told.add(name)
    if not code:
        return value
    stops = code not in NOTES
    said.faults.append(at_fault(cell, code, stops=stops))
    if not stops:
        return value
    said.spoilt.add(name)
    return ""


def _column(row: Row, name: str) -> str:
    """Return the column of a row in which the answer to a question stands."""
    first = (column for column in row.cells if column.startswith(f"{name}_"))
    return next(first, name) if name in WEEKLY else name


def _of_place(row: Row, said: Answered, land: Land) -> Iterator[Fault]:
    """Yield what is wrong with where a place is, and with whose it is."""
    if not row.cell(LINK).text:
        yield row.fault("cell.needed", LINK)
    both = {name: said.given.get(name) for name in ("latitude", "longitude")}
    missing = [name for name, value in both.items() if value is None]
    if len(missing) == 1 and missing[0] not in said.spoilt:
        said.spoilt.add(missing[0])
        yield row.fault("point.half", missing[0])
    elif not missing and not land.holds(*(float(str(one)) for one in both.values())):
        said.spoilt.add("latitude")
        yield row.fault("point.outside", "latitude")


def _once(entries: Iterable[Entry], found: list[Fault]) -> Iterator[Entry]:
    """Yield each organisation once: beside each of its places it says the same."""
    first: dict[str, Entry] = {}
    for entry in entries:
        for mark in _marks(entry):
            known = first.setdefault(mark, entry)
            if known is not entry:
                same = known.given == entry.given and known.networks == entry.networks
                if not same:
                    found.append(entry.row.fault("organisation.differs", KEY))
                break
        else:
            yield entry


def _marks(entry: Entry) -> list[str]:
    """Return by what an organisation is known again: its identifier, its name."""
    region = entry.given.get("region", "")
    named = f"name:{plain(entry.name)}:{region}"
    return [f"key:{plain(entry.key)}", named] if entry.key else [named]


def _twice(entries: Iterable[Entry]) -> Iterator[Fault]:
    keys: set[str] = set()
    names: set[tuple[str, str, str]] = set()
    for entry in entries:
        key, cercle = plain(entry.key), str(entry.given.get("cercle", ""))
        name = (plain(entry.link), plain(entry.name), cercle)
        if key and key in keys:
            yield entry.row.fault("key.twice", KEY)
        elif name in names:
            yield entry.row.fault("name.twice", "name")
        keys.add(key)
        names.add(name)


def _contradictions(
    sites: Iterable[Entry], organisations: Iterable[Entry], land: Land
) -> Iterator[Fault]:
    """Yield what contradicts itself in a place, unless its cell was named already."""
    offers = {
        mark: entry.given.get("services", [])
        for entry in organisations
        for mark in (plain(entry.key), plain(entry.name))
        if mark
    }
    for entry in sites:
        theirs = offers.get(plain(entry.link), entry.given.get("services", []))
        for code in site_faults(answers_of(entry.given), theirs, land.known):
            question = BESIDE.get(code, "")
            if not entry.spoilt & {question, *BOTH.get(question, ())}:
                yield entry.row.fault(code, _column(entry.row, question))
