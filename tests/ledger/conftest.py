"""Tests of the ledger know the kinds of tests/ledger/sample.py."""

import pytest

from tests.ledger import sample


@pytest.fixture(autouse=True)
def sample_kinds(settings):
    for name, value in sample.SETTINGS.items():
        setattr(settings, name, value)
    sample.SEEN.clear()
