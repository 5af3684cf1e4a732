"""Every address and API operation is in the access table, and nothing else.

The table is `tests/access/table.py`:

    ROWS: dict[str, dict[str, int]] = {
        "desk:show-needs": {"nobody": 302, "caseworker": 404, "supervisor": 200},
    }

route name → role → expected status. A route's name is its namespaces and its
name joined by colons; a route without a name is its pattern behind a slash.
Where one address of the JSON doors takes several methods, the later ones have
a row of their own: "api-1:app-keyring-page" for GET, "… PUT" with it for PUT.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

HOLE = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(
    patterns: list[Any], spaces: tuple[str, ...] = (), above: str = "/"
) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every route below some patterns."""
    for pattern in patterns:
        address = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from routes(pattern.url_patterns, spaces + space, address)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name)) if pattern.name else address
            yield name, HOLE.sub(r"{\1}", address)


def operations(found: list[tuple[str, str]], schema: Mapping[str, Any]) -> set[str]:
    """Return the names of all routes, and of each further method of one."""
    names = {name for name, _address in found}
    named = {address: name for name, address in found}
    for address, methods in schema["paths"].items():
        for method in list(methods)[1:]:
            names.add(f"{named[address]} {method.upper()}")
    return names


def differences(there: set[str], rows: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return what the table lacks, what it dreams of, and empty rows."""
    lacking = [f"not in the table: {name}" for name in sorted(there - set(rows))]
    gone = [f"no such address: {name}" for name in sorted(set(rows) - there)]
    roles = {role for row in rows.values() for role in row}
    thin = [
        f"{name} says nothing about {role}"
        for name, row in rows.items()
        for role in sorted(roles - set(row))
    ]
    return lacking + gone + thin


def test_every_address_is_in_the_access_table():
    rows = import_string("tests.access.table.ROWS")
    found = list(routes(get_resolver().url_patterns))
    schema = import_string("config.api.api").get_openapi_schema()
    assert differences(operations(found, schema), rows) == []


def test_each_method_of_an_address_is_an_operation():
    found = [("api:x", "/app/x/{page}"), ("desk:home", "/desk/")]
    schema = {"paths": {"/app/x/{page}": {"get": {}, "put": {}}}}
    assert operations(found, schema) == {"api:x", "api:x PUT", "desk:home"}
    assert HOLE.sub(r"{\1}", "/app/x/<int:page>") == "/app/x/{page}"


def test_missing_stale_and_thin_rows_are_found():
    rows = {"desk:a": {"nobody": 302}, "desk:b": {"nobody": 302, "worker": 404}}
    assert len(differences({"desk:b", "desk:c"}, rows)) == 3
    assert differences({"desk:b"}, {"desk:b": {"nobody": 302}}) == []
