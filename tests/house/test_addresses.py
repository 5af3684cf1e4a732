"""Every address and API operation is in the access table, and nothing else.

The table is `tests/access/table.py`:

    ROWS: dict[str, dict[str, int]] = {
        "desk:show-needs": {"nobody": 302, "caseworker": 404, "supervisor": 200},
    }

route name → role → expected status. A route's name is its namespaces and its
name joined by colons; a route without a name is its pattern behind a slash.
Each operation of the JSON doors has a name of its own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string


def routes(
    patterns: list[Any], spaces: tuple[str, ...] = (), above: str = ""
) -> Iterator[str]:
    """Yield the name of every route below some patterns."""
    for pattern in patterns:
        address = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from routes(pattern.url_patterns, spaces + space, address)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name)) if pattern.name else f"/{address}"


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
    assert differences(set(routes(get_resolver().url_patterns)), rows) == []


def test_missing_stale_and_thin_rows_are_found():
    rows = {"desk:a": {"nobody": 302}, "desk:b": {"nobody": 302, "worker": 404}}
    assert len(differences({"desk:b", "desk:c"}, rows)) == 3
    assert differences({"desk:b"}, {"desk:b": {"nobody": 302}}) == []
