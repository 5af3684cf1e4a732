"""Help, notebook and desk at three origins: no cookie is shared, the walk goes on."""

import http.client
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps
from tests.journeys.house import House

pytestmark = pytest.mark.browser
DOORS = ("help", "app", "desk")
# Addresses of each door, and what they answer at their own origin.
PLACES = {
    "help": {"/": 200, "/en/": 200, "/look/": 200},
    "app": {"/app/": 200, "/app/garde.js": 200, "/app/version": 200, "/app/v1/me": 401},
    "desk": {"/desk/": 401, "/desk/suivi": 401},
}


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return a house whose doors stand under three names of this machine."""
    house = House(tmp_path_factory.mktemp("apart"))
    for door in DOORS:
        name = f"DEMESO_{door.upper()}_ORIGIN"
        house.environment[name] = f"http://{door}.localhost:{house.port}"
    house.start()
    yield house
    house.stop()


def status(house: House, door: str, path: str) -> int:
    """Ask the server as one of its names."""
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=20)
    line.request("GET", path, headers={"Host": f"{door}.localhost:{house.port}"})
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


def test_each_name_serves_its_own_door_and_no_other(apart: House) -> None:
    for door in DOORS:
        for owner, places in PLACES.items():
            for path, own in places.items():
                assert status(apart, door, path) == (own if owner == door else 404)
        assert status(apart, door, "/quitter") == 200
    assert status(apart, "elsewhere", "/") == 400


def found_together(
    chromium: Browser, page: Page, origin: str, links: dict[str, str]
) -> None:
    """Let both founders join, and sign for each other."""
    beside = steps.sit_down(chromium)
    steps.join(beside, origin, links["Moussa"], "moussa")
    steps.join(page, origin, links["Assétou"], "assetou")
    for founder, called in ((beside, "Assétou"), (page, "Moussa")):
        steps.found_with(founder, called)
    beside.context.close()


def test_the_walk_from_help_to_notebook_to_desk(
    chromium: Browser, apart: House
) -> None:
    page = steps.sit_down(chromium)
    context = page.context
    page.goto(f"http://help.localhost:{apart.port}/")
    page.get_by_role("link", name="ouvrir le carnet").click()
    steps.heading(page, "Ouvrir le carnet")
    origin = f"http://app.localhost:{apart.port}"
    assert page.url == f"{origin}/app/"
    found_together(chromium, page, origin, apart.found())
    assert context.cookies() == []
    steps.way(page, "Moi")
    with context.expect_page() as opened:
        steps.press(page, "Ouvrir le bureau")
    desk = opened.value
    desk.wait_for_url(f"http://desk.localhost:{apart.port}/desk/")
    expect(desk.locator("main h1")).to_be_visible()
    desk.get_by_role("link", name="Personnes").first.click()
    (cookie,) = context.cookies()
    assert cookie["domain"] == "desk.localhost"
    assert cookie["sameSite"] == "Strict"
    desk.locator(".leave").click()
    desk.wait_for_url(f"http://desk.localhost:{apart.port}/quitter")
    assert context.cookies() == []
    steps.way(page, "Aujourd’hui")  # the notebook is not touched by it
    context.close()
