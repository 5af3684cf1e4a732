"""One house, one town for all journeys; each journey brings its own survivor."""

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest

from client.townspeople import Town, settle
from client.worker import Worker
from tests.journeys.desk import Desk, open_desk
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
def town(house: House) -> Iterator[Town]:
    """Return the town: six agencies, everybody joined by a device of her own."""
    settled = settle(house.origin, house.found())
    yield settled
    settled.close()


@pytest.fixture
def desk_of(house: House) -> Iterator[Callable[[Worker], Desk]]:
    """Return what opens somebody's desk; every desk is closed after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda worker: stack.enter_context(open_desk(worker, house.origin))
