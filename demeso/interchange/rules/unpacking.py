"""Read HSDS, ours or another's, as rows of the directory; each cell keeps its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from demeso.directory.hours import DAYS as WEEK
from demeso.directory.rules.listing import SERVICES, plain
from demeso.interchange.rules.cells import Cell, Fault, Grid, Row, at_fault
from demeso.interchange.rules.columns import COLUMNS, KEY, LINK, OWN, PLACE
from demeso.interchange.rules.profile import DAYS, FIELDS
from demeso.interchange.rules.repeating import Line, Lines, once, repeated
from demeso.interchange.rules.spreading import BETWEEN, SAID_ONLY
from demeso.interchange.rules.tables import Words

# Another's name of a table → ours.
NAMES = {
    "service_at_locations": "service_at_location",
    "accessibilities": "accessibility",
}
INSIDE = {
    "organization": ("organizations", "organization_id"),
    "location": ("locations", "location_id"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term_id"),
}
NOTHING: Line = {}
MIDNIGHT = ("00:00", "23:59")


@dataclass
class Package:
    """The lines of a package by their table, and what was wrong in reading them."""

    lines: Lines
    faults: list[Fault] = field(default_factory=list)

    def by(self, table: str, name: str) -> dict[str, list[Line]]:
        """Return the lines of a table by one of their fields."""
        found: dict[str, list[Line]] = {}
        for line in self.lines.get(table, ()):
            found.setdefault(_text(line, name), []).append(line)
        return found


def lines_of(grids: Iterable[Grid]) -> Lines:
    """Return the tables of a package from its CSV files."""
    found: Lines = {}
    for grid in grids:
        name = grid.name.rpartition("/")[2].removesuffix(".csv")
        heads = [str(head).strip() for head in grid.rows[0]] if grid.rows else []
        found.setdefault(NAMES.get(name, name), []).extend(
            {
                head: Cell(value, grid.name, number, head)
                for head, value in zip(heads, row, strict=False)
            }
            for number, row in enumerate(grid.rows[1:], 2)
        )
    return found


def lines_of_json(said: Iterable[Mapping[str, Any]]) -> Lines:
    """Return the tables of a package from nested services or organisations."""
    found: Lines = {}
    for number, one in enumerate(said, 1):
        table = "organizations" if "services" in one else "services"
        _take(table, one, number, {}, found)
    return {table: list(once(lines)) for table, lines in found.items()}


def _take(
    table: str, said: Mapping[str, Any], number: int, links: Mapping[str, str],
    found: Lines,
) -> None:  # fmt: skip
    """Take one object apart: what stands inside it goes to tables of its own."""
    own = {name: value for name, value in said.items() if not _is_inside(value)}
    line = {**links, **own}
    mine = {_link(table): str(said.get("id", ""))}
    for name, value in said.items():
        if name in INSIDE and isinstance(value, Mapping):
            inner, link = INSIDE[name]
            line.setdefault(link, str(value.get("id", "")))
            _take(inner, value, number, {}, found)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, Mapping):
                    further = {"link_id": str(said.get("id", ""))}
                    beside = further if name == "attributes" else mine
                    _take(NAMES.get(name, name), one, number, beside, found)
    cells = {name: Cell(value, table, number, name) for name, value in line.items()}
    found.setdefault(table, []).append(cells)


def _is_inside(value: object) -> bool:
    return isinstance(value, Mapping | list)


def _link(table: str) -> str:
    singular = {"service_at_location": "service_at_location_id"}
    return singular.get(table, f"{table.removesuffix('s')}_id")


def rows_of_package(lines: Lines, words: Words) -> tuple[list[Row], list[Fault]]:
    """Return the organisations and places of a package as rows."""
    package = Package(lines, list(repeated(lines)))
    families = _families(package, words)
    told = _told(package)
    rows = [
        *_organisations(package, families, told),
        *_places(package, families, told),
    ]
    return rows, package.faults


def _families(package: Package, words: Words) -> dict[str, str]:
    """Return service → family: as it says itself, or by its name."""
    known = {plain(text): code for code, label in SERVICES for text in words(label)}
    known |= {code: code for code, _label in SERVICES}
    codes = {
        _text(line, "id"): line for line in package.lines.get("taxonomy_terms", ())
    }
    said: dict[str, list[str]] = {}
    for line in package.lines.get("attributes", ()):
        term = codes.get(_text(line, "taxonomy_term_id"), NOTHING)
        names = [_text(line, "value"), _text(term, "code"), _text(term, "name")]
        said.setdefault(_text(line, "link_id"), []).extend(names)
    found: dict[str, str] = {}
    for line in package.lines.get("services", ()):
        told = [*said.get(_text(line, "id"), ()), _text(line, "name")]
        family = next((known[plain(one)] for one in told if plain(one) in known), "")
        if family:
            found[_text(line, "id")] = family
        else:
            cell = line.get("name") or next(iter(line.values()))
            package.faults.append(at_fault(cell, "service.unknown", stops=False))
    return found


def _told(package: Package) -> dict[str, dict[str, Cell]]:
    """Return what attributes say: organisation or place → column → cell."""
    columns = {column.name for kind in (OWN, PLACE) for column in COLUMNS[kind]}
    codes = {
        _text(line, "id"): _text(line, "code") or _text(line, "name")
        for line in package.lines.get("taxonomy_terms", ())
    }
    found: dict[str, dict[str, Cell]] = {}
    for line in package.lines.get("attributes", ()):
        name = codes.get(_text(line, "taxonomy_term_id"), "")
        cell = line.get("value")
        if cell and name in columns and name not in SAID_ONLY:
            found.setdefault(_text(line, "link_id"), {})[name] = cell
    return found


def _organisations(
    package: Package, families: Mapping[str, str], told: Mapping[str, dict[str, Cell]]
) -> Iterator[Row]:
    services = package.by("services", "organization_id")
    for line in package.lines.get("organizations", ()):
        own = line.get("id") or _blank(line)
        given = [_text(one, "id") for one in services.get(own.text, ())]
        codes = dict.fromkeys(families[one] for one in given if one in families)
        cells = {
            **told.get(own.text, {}),
            KEY: own,
            "name": line.get("name") or _blank(line),
            "services": _like(own, BETWEEN.join(codes)),
        }
        if _text(line, "alternate_name"):
            cells["acronym"] = line["alternate_name"]
        yield Row(OWN, own.sheet, own.row, cells)


def _places(
    package: Package, families: Mapping[str, str], told: Mapping[str, dict[str, Cell]]
) -> Iterator[Row]:
    services = {_text(line, "id"): line for line in package.lines.get("services", ())}
    links = package.by("service_at_location", "location_id")
    beside = {name: package.by(name, "location_id") for name in
              ("phones", "languages", "schedules", "addresses")}  # fmt: skip
    for line in package.lines.get("locations", ()):
        here = line.get("id") or _blank(line)
        given = [_text(one, "service_id") for one in links.get(here.text, ())]
        known = [services[one] for one in given if one in services]
        if len(known) < len(given):
            package.faults.append(at_fault(here, "link.unknown"))
        near = {name: found.get(here.text, []) for name, found in beside.items()}
        cells = {**_of_others(known, near, here), **told.get(here.text, {})}
        codes = dict.fromkeys(families[one] for one in given if one in families)
        owner = line.get("organization_id")
        first = known[0].get("organization_id") if known else None
        cells |= {KEY: here, LINK: _first(owner, first, here)}
        cells["services"] = _like(here, BETWEEN.join(codes))
        cells |= {name: line[name] for name in ("name", "latitude", "longitude")
                  if name in line}  # fmt: skip
        cells |= _week(near["schedules"], package)
        yield Row(PLACE, here.sheet, here.row, cells)


def _of_others(
    services: list[Line], near: Mapping[str, list[Line]], here: Cell
) -> dict[str, Cell]:
    """Return what plain HSDS says of a place, where our profile does not."""
    found: dict[str, Cell] = {}
    active = any(_text(one, "status") == "active" for one in services)
    found["receiving"] = _like(here, "yes" if active else "no")
    for address in near["addresses"][:1]:
        found |= {"region": address.get("state_province", here)}
    for phone in near["phones"][:1]:
        found["phone"] = phone.get("number", here)
    spoken = [_text(one, "code") or _text(one, "name") for one in near["languages"]]
    found["languages"] = _like(here, BETWEEN.join(spoken))
    for service in services[:1]:
        for name, theirs in (
            ("eligibility", "eligibility_description"),
            ("age_from", "minimum_age"),
            ("age_to", "maximum_age"),
        ):
            if _text(service, theirs):
                found[name] = service[theirs]
    return found


def _week(schedules: list[Line], package: Package) -> dict[str, Cell]:
    """Return the hours of each day, as the spans of a week say them."""
    days: dict[str, list[str]] = {}
    at: dict[str, Cell] = {}
    for line in schedules:
        codes = [code.strip() for code in _text(line, "byday").split(",")]
        cell = line.get("byday") or _blank(line)
        span = f"{_hour(line, 'opens_at')}-{_hour(line, 'closes_at')}"
        weekly = _text(line, "freq") in ("", "WEEKLY")
        if not (weekly and set(codes) <= set(DAYS) and len(span) > 1):
            package.faults.append(at_fault(cell, "schedule.unread", stops=False))
            continue
        for code in codes:
            day = f"hours_{WEEK[DAYS.index(code)]}"
            days.setdefault(day, []).append(span)
            at.setdefault(day, cell)
    return {day: _like(at[day], " ".join(sorted(spans))) for day, spans in days.items()}


def _hour(line: Line, name: str) -> str:
    text = _text(line, name)[:5]
    return "24:00" if name == "closes_at" and text in MIDNIGHT else text


def _first(*cells: Cell | None) -> Cell:
    """Return the first of several cells that says something; the last says where."""
    said = [cell for cell in cells[:-1] if cell is not None and cell.text]
    return said[0] if said else _like(cells[-1], "")


def _like(cell: Cell | None, text: str) -> Cell:
    """Return a cell that stands where another does."""
    where = cell or Cell("", "", 0, "")
    return Cell(text, where.sheet, where.row, where.column)


def _blank(line: Line) -> Cell:
    return _like(next(iter(line.values()), None), "")


def _text(line: Line, name: str) -> str:
    cell = line.get(name)
    return cell.text if cell else ""


def unknown_tables(lines: Lines) -> list[str]:
    """Return the tables of a package that are not read."""
    return sorted(set(lines) - set(FIELDS) - {"addresses"})
