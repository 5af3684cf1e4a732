"""The shape of HSDS 3 as far as we write and read it, and our profile of it.

https://docs.openreferral.org: a service of an organisation, at a location. What HSDS
has no field for stands in its attributes: a term of our taxonomy for each column.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence

Record = dict[str, str]
Tables = dict[str, list[Record]]

VERSION = "3.0"
TAXONOMY = "carnet"
OURS = uuid.UUID("6f0a7d1e-54d1-5a3c-9c0e-3d5b3f6c2a11")

FIELDS: Mapping[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "alternate_name", "description"),
    "services": ("id", "organization_id", "name", "description", "status"),
    "locations": (
        "id", "location_type", "organization_id", "name", "latitude", "longitude",
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "phones": ("id", "location_id", "number", "type"),
    "schedules": (
        "id", "location_id", "freq", "wkst", "byday", "opens_at", "closes_at",
        "timezone",
    ),
    "languages": ("id", "location_id", "code", "name"),
    "accessibility": ("id", "location_id", "description"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_entity", "value"),
    "taxonomies": ("id", "name", "description", "version"),
    "taxonomy_terms": ("id", "code", "name", "description", "taxonomy_id", "taxonomy"),
}  # fmt: skip
# What a package must say, whatever the published schemas become.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "description"),
    "services": ("id", "organization_id", "name", "status"),
    "locations": ("id", "location_type"),
    "service_at_location": ("id", "service_id", "location_id"),
    "phones": ("id", "number"),
    "schedules": ("id",),
    "languages": ("id",),
    "accessibility": ("id",),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_entity"),
    "taxonomies": ("id", "name", "description"),
    "taxonomy_terms": ("id", "name", "description"),
}
# field → the table in which its id stands
LINKS = {
    "organization_id": "organizations",
    "service_id": "services",
    "location_id": "locations",
    "taxonomy_term_id": "taxonomy_terms",
    "taxonomy_id": "taxonomies",
}
NUMBERS = ("latitude", "longitude", "timezone")
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def made_id(*parts: str) -> str:
    """Return the id of what we do not keep a row for: always the same."""
    return str(uuid.uuid5(OURS, ":".join(parts)))


def lacking(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[str]:
    """Yield what a package lacks: a needed field, a row behind a link, an own id."""
    ids = {name: [row.get("id", "") for row in rows] for name, rows in tables.items()}
    for name, rows in tables.items():
        if len(set(ids[name])) != len(ids[name]):
            yield f"{name}: an id twice"
        for number, row in enumerate(rows, 2):
            yield from (
                f"{name} {number}: {field}"
                for field in REQUIRED.get(name, ())
                if not row.get(field)
            )
            yield from (
                f"{name} {number}: {field} leads nowhere"
                for field, table in LINKS.items()
                if row.get(field) and row[field] not in ids.get(table, ())
            )
