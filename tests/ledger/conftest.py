"""Tests of the ledger know the kinds of tests/ledger/sample.py."""

import hypothesis
import pytest

from tests.ledger import sample

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def sample_kinds(settings):
    for name, value in sample.SETTINGS.items():
        setattr(settings, name, value)
    sample.SEEN.clear()
