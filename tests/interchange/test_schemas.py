"""What we export passes the published HSDS schemas, where they lie beside us.

`DEMESO_HSDS` names the folder in which `schema/` stands (docs/formats/directory.md).
Our own table of needed fields is asked always: tests/interchange/rules/test_packing.py.
"""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from demeso.interchange.rules.packing import nested, packed
from demeso.interchange.rules.profile import NUMBERS
from tests.interchange.land import words
from tests.interchange.spreads import PLACES, SPREAD

pytestmark = pytest.mark.rules

FOLDER = os.environ.get("DEMESO_HSDS", "")
WHOLE = "service_with_definitions.json"
# Our tables → the schema of one of their rows.
ROWS = {
    "organizations": "organization", "services": "service", "locations": "location",
    "service_at_location": "service_at_location", "phones": "phone",
    "schedules": "schedule", "languages": "language", "attributes": "attribute",
    "accessibility": "accessibility", "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}  # fmt: skip
HERE = sorted(ROWS) if FOLDER else []


def published(name):
    return json.loads((Path(FOLDER) / "schema" / name).read_text("utf-8"))


def faults(name, said):
    """Return what a published schema says against a value."""
    found = (Path(FOLDER) / "schema").glob("*.json")
    kept = [(path.name, DRAFT202012.create_resource(published(path.name)))
            for path in found]  # fmt: skip
    checker = FormatChecker(["uuid"])
    judge = Draft202012Validator(
        published(name), registry=Registry().with_resources(kept),
        format_checker=checker,
    )  # fmt: skip
    return [error.message for error in judge.iter_errors(said)]


def typed(row):
    return {
        name: float(value) if name in NUMBERS else value
        for name, value in row.items()
        if value
    }


def exported():
    return packed([SPREAD], PLACES, words)


def test_every_table_that_we_write_has_a_published_schema():
    assert set(ROWS) == set(exported())


@pytest.mark.parametrize("table", HERE)
def test_every_row_of_a_table_passes_the_published_schema(table):
    name = f"{ROWS[table]}.json"
    needed = published(name).get("tabular_required", [])
    for row in exported()[table]:
        assert faults(name, typed(row)) == []
        assert [field for field in needed if not row.get(field)] == []
        assert set(row) <= set(published(name)["properties"])


@pytest.mark.parametrize("name", ["service.json", WHOLE] if FOLDER else [])
def test_nested_services_pass_the_published_schema(name):
    for service in nested(exported()):
        assert faults(name, service) == []
    assert faults(name, {"id": "x", "name": "y", "status": "open"})
