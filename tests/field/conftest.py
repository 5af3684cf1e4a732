"""Tests of the exchange push the kinds of tests/ledger/sample.py."""

import pytest
from django.core.cache import cache

from demeso.field import queries
from tests.field.device import handset
from tests.ledger import sample


@pytest.fixture
def sample_kinds(settings):
    for name, value in sample.SETTINGS.items():
        setattr(settings, name, value)


@pytest.fixture(autouse=True)
def quiet_cache():
    cache.clear()


@pytest.fixture
def aissata(db):
    return handset(1, "caseworker")


@pytest.fixture
def oumou(db):
    return handset(2, "caseworker")


class Sight:
    """Who may see which roots, in place of the rooms that decide it."""

    def __init__(self):
        self.led, self.handed = {}, {}

    def leads(self, handset, *roots):
        self.led[handset.worker] = frozenset(roots)

    def receives(self, handset, *roots):
        self.handed[handset.worker] = frozenset(roots)


@pytest.fixture
def sight(monkeypatch):
    sight = Sight()
    none = frozenset()
    led = lambda actor: sight.led.get(actor.worker, none)  # noqa: E731
    handed = lambda actor, at: sight.handed.get(actor.worker, none)  # noqa: E731
    monkeypatch.setattr(queries, "survivor_roots", led)
    monkeypatch.setattr(queries, "referral_roots", handed)
    return sight
