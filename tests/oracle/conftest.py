"""The real server in the small world: what the rooms above would say of a record."""

import pytest

from demeso.casework.queries import cases
from demeso.casework.queries.listing import Listed
from demeso.field import listing, queries, rules
from demeso.kernel.clock import now
from demeso.survivors import queries as survivors
from tests.oracle.rotating import SETTINGS


def lines(survivors, *, actor):
    """Say of each record that it may be listed, in place of the room of cases."""
    del actor
    return [Listed(record, "", now(), (), None) for record in survivors]


@pytest.fixture
def sight(monkeypatch, settings):
    for name, value in SETTINGS.items():
        setattr(settings, name, value)
    sight = {}
    led = lambda actor: sight.get(actor.worker, frozenset())  # noqa: E731
    leads = lambda row, actor: row.pk in led(actor)  # noqa: E731
    monkeypatch.setattr(cases, "_leads", leads)
    monkeypatch.setattr(survivors, "_leads", leads)
    monkeypatch.setattr(queries, "survivor_roots", led)
    monkeypatch.setattr(listing, "listable", lambda actor, **_when: led(actor))
    monkeypatch.setattr(listing, "listed", lines)
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 1_000_000)
    monkeypatch.setattr(rules, "EARLIEST_CAPTURE", "0")
    return sight
