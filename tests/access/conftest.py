"""One town for all tests of this folder; each test's changes are taken back."""

from collections.abc import Iterator

import pytest

from tests.access.people import Town, settle, undone


@pytest.fixture(scope="package")
def settled(django_db_setup: None, django_db_blocker) -> Iterator[Town]:
    """Settle the town once, inside a transaction that is never committed."""
    del django_db_setup
    with django_db_blocker.unblock(), undone():
        yield settle()


@pytest.fixture
def town(settled: Town, db: None) -> Town:
    """Return the town, as it was settled."""
    del db
    return settled
