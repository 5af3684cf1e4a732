"""Tests of the exchange push the kinds of tests/ledger/sample.py."""

import hypothesis
import pytest
from django.core.cache import cache

from tests.field.device import handset
from tests.ledger import sample

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


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
