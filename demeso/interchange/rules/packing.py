"""Write the directory as HSDS: one service for each family of an organisation."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from demeso.directory.hours import DAYS as WEEK
from demeso.directory.rules.listing import SERVICES
from demeso.interchange.rules.columns import COLUMNS, KEY, LINK, OWN, PLACE
from demeso.interchange.rules.profile import (
    DAYS,
    FIELDS,
    TAXONOMY,
    VERSION,
    Record,
    Tables,
    made_id,
)
from demeso.interchange.rules.spreading import BETWEEN, SAID_ONLY, Spread
from demeso.interchange.rules.tables import Words, titles_of

# What HSDS has a place for; all else is an attribute.
NATIVE = (KEY, LINK, "name", "phone", "latitude", "longitude", "languages", "services",
          "acronym", *(f"hours_{day}" for day in WEEK))  # fmt: skip
FAMILY = "services"  # the term under which a service says its family
NUMBERED = ("latitude", "longitude", "timezone", "minimum_age", "maximum_age")


def packed(
    organisations: Iterable[Spread], places: Iterable[Spread], words: Words
) -> Tables:
    """Return the tables of a package; `words` gives the French text first."""
    tables: Tables = {name: [] for name in FIELDS}
    labels = {code: next(iter(words(label))) for code, label in SERVICES}
    offers: dict[str, dict[str, str]] = {}
    for place in places:
        _add_place(tables, place)
        families = offers.setdefault(place[LINK], {})
        for family in _listed(place["services"]):
            open_before = families.get(family) == "active"
            active = open_before or place["receiving"] == "yes"
            families[family] = "active" if active else "temporarily closed"
    for one in organisations:
        _add_organisation(tables, one, offers.get(one[KEY], {}), labels)
    _add_terms(tables, words)
    return tables


def _add_organisation(
    tables: Tables, one: Spread, families: Mapping[str, str], labels: Mapping[str, str]
) -> None:
    own = one[KEY]
    given = dict.fromkeys((*_listed(one["services"]), *families))
    described = BETWEEN.join(labels[family] for family in given)
    tables["organizations"].append(
        {
            "id": own, "name": one["name"], "alternate_name": one["acronym"],
            "description": described or one["name"],
        }
    )  # fmt: skip
    for family in given:
        service = made_id("service", own, family)
        tables["services"].append(
            {
                "id": service, "organization_id": own, "name": labels[family],
                "description": labels[family],
                "status": families.get(family, "inactive"),
            }
        )  # fmt: skip
        tables["attributes"].append(_attribute("service", service, FAMILY, family))
    tables["attributes"] += _attributes("organization", one, OWN)


def _add_place(tables: Tables, place: Spread) -> None:
    at, own = place[KEY], place[LINK]
    tables["locations"].append(
        {
            "id": at, "location_type": "physical", "organization_id": own,
            "name": place["name"], "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
    )  # fmt: skip
    tables["service_at_location"] += [
        {
            "id": made_id("at", at, family),
            "service_id": made_id("service", own, family),
            "location_id": at,
        }
        for family in _listed(place["services"])
    ]
    if place["phone"]:
        phone = {"id": made_id("phone", at), "location_id": at, "type": "voice"}
        tables["phones"].append(phone | {"number": place["phone"]})
    tables["languages"] += [
        {"id": made_id("language", at, code), "location_id": at, "code": code}
        for code in _listed(place["languages"])
    ]
    tables["schedules"] += _schedules(place)
    if place["access"]:
        told = {"id": made_id("access", at), "description": place["access"]}
        tables["accessibility"].append(told | {"location_id": at})
    tables["attributes"] += _attributes("location", place, PLACE)


def _schedules(place: Spread) -> Iterator[Record]:
    """Yield the spans of a week; the days that share one stand together."""
    spans = sorted(
        (span, day)
        for day, code in enumerate(WEEK)
        for span in place[f"hours_{code}"].split()
    )
    for span, days in groupby(spans, key=lambda found: found[0]):
        opens, _mark, closes = span.partition("-")
        yield {
            "id": made_id("hours", place[KEY], span), "location_id": place[KEY],
            "freq": "WEEKLY", "wkst": "MO", "opens_at": opens, "closes_at": closes,
            "byday": ",".join(DAYS[day] for _span, day in days), "timezone": "0",
        }  # fmt: skip


def _attributes(entity: str, spread: Spread, kind: str) -> Iterator[Record]:
    names = [column.name for column in COLUMNS[kind]]
    for name in (*names, *SAID_ONLY):
        if name not in NATIVE and spread.get(name):
            yield _attribute(entity, spread[KEY], name, spread[name])


def _attribute(entity: str, link: str, name: str, value: str) -> Record:
    return {
        "id": made_id("attribute", link, name), "link_id": link, "value": value,
        "taxonomy_term_id": _term(entity, name), "link_entity": entity,
    }  # fmt: skip


def _term(entity: str, name: str) -> str:
    return made_id("term", entity, name)


def _add_terms(tables: Tables, words: Words) -> None:
    """Add the terms that attributes name, each with the question it answers."""
    titles = {
        (entity, column.name): " ".join(titles_of(column, words))
        for entity, kind in (("organization", OWN), ("location", PLACE))
        for column in COLUMNS[kind]
    }
    used = dict.fromkeys(
        (row["link_entity"], row["taxonomy_term_id"]) for row in tables["attributes"]
    )
    names = {_term(*mark): mark for mark in (*titles, ("service", FAMILY))}
    names |= {_term("location", name): ("location", name) for name in SAID_ONLY}
    taxonomy = made_id("taxonomy", TAXONOMY)
    tables["taxonomies"].append(
        {"id": taxonomy, "name": TAXONOMY, "description": TAXONOMY, "version": VERSION}
    )
    tables["taxonomy_terms"] += [
        {
            "id": term, "code": names[term][1], "name": names[term][1],
            "description": titles.get(names[term], names[term][1]),
            "taxonomy_id": taxonomy, "taxonomy": TAXONOMY,
        }
        for _entity, term in used
    ]  # fmt: skip


def nested(tables: Tables) -> list[dict[str, Any]]:
    """Return a package as JSON writes it: services, each whole with its locations."""
    terms = {row["id"]: row for row in tables["taxonomy_terms"]}
    about: dict[str, list[dict[str, Any]]] = {}
    for row in tables["attributes"]:
        term = _filled(terms[row["taxonomy_term_id"]])
        about.setdefault(row["link_id"], []).append(
            _filled(row) | {"taxonomy_term": term}
        )
    whole = {row["id"]: _whole(row, about) for row in tables["organizations"]}
    places = {row["id"]: _whole(row, about) for row in tables["locations"]}
    for name in ("phones", "schedules", "languages", "accessibility"):
        for row in tables[name]:
            places[row["location_id"]].setdefault(name, []).append(_filled(row))
    at: dict[str, list[dict[str, Any]]] = {}
    for row in tables["service_at_location"]:
        link = _filled(row) | {"location": places[row["location_id"]]}
        at.setdefault(row["service_id"], []).append(link)
    return [
        _whole(row, about)
        | {
            "organization": whole[row["organization_id"]],
            "service_at_locations": at.get(row["id"], []),
        }
        for row in tables["services"]
    ]


def by_organisation(services: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return nested services under the organisation that gives them."""
    found: dict[str, dict[str, Any]] = {}
    for service in services:
        own = service["organization"]
        whole = found.setdefault(own["id"], {**own, "services": []})
        rest = {name: said for name, said in service.items() if name != "organization"}
        whole["services"].append(rest)
    return list(found.values())


def _whole(row: Record, about: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    said = about.get(row["id"], [])
    return _filled(row) | ({"attributes": said} if said else {})


def _filled(row: Record) -> dict[str, Any]:
    """Return a row as JSON writes it: numbers as numbers, nothing that is empty."""
    return {
        name: float(value) if name in NUMBERED else value
        for name, value in row.items()
        if value != ""
    }


def _listed(text: str) -> list[str]:
    return [part for part in text.split(BETWEEN) if part]
