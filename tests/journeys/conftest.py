"""One house, one town for all journeys; each journey brings its own survivor."""

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from client.townspeople import Town, settle
from client.worker import Worker
from tests.journeys.demo import Demo, loaded
from tests.journeys.desk import Desk, open_desk
from tests.journeys.house import House, new_database
from tests.journeys.steps import CHROMIUM
from tests.journeys.village import Village, build, gather


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a journey in the browser that failed be gone through once more.

    A busy machine may be later than any patience; the summary names who needed it.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Return a house in demo mode, with everybody in it."""
    with loaded(tmp_path_factory.mktemp("demo")) as house:
        yield house


@pytest.fixture
def desk_of(house: House) -> Iterator[Callable[[Worker], Desk]]:
    """Return what opens somebody's desk; every desk is closed after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda worker: stack.enter_context(open_desk(worker, house.origin))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return one Chromium for all browser journeys."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def village_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return a running house where nobody has been invited yet."""
    address = os.environ.get("DATABASE_URL", "")
    started = House(
        tmp_path_factory.mktemp("village"), new_database(address) if address else ""
    )
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def villagers(chromium: Browser, village_house: House) -> Iterator[Village]:
    """Return two agencies whose workers joined in the browser."""
    built = build(chromium, village_house)
    yield built
    built.moussa.session.wire.close()


@pytest.fixture
def village(villagers: Village, village_house: House) -> Village:
    """Return them at work: whose notebook closed meanwhile opens it again."""
    return gather(villagers, village_house.origin)
