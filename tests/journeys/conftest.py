"""One house, one town for all journeys; each journey brings its own survivor."""

import os
from collections.abc import Iterator

import pytest

from client.townspeople import Town, settle
from tests.journeys.house import House, new_database


@pytest.fixture(scope="session")
def database() -> str:
    """Return the address of a fresh database, or nothing for SQLite."""
    address = os.environ.get("DATABASE_URL", "")
    return new_database(address) if address else ""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[House]:
    """Return a running house."""
    started = House(tmp_path_factory.mktemp("house"), database)
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def town(house: House) -> Town:
    """Return the town: two agencies and more, everybody joined by her own device."""
    return settle(house.origin, house.found())
