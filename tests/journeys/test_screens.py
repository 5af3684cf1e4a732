"""What people see, as pictures: `make screens` keeps them in docs/screens.

Every run takes them, so that none shows a page that is not there any more.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.house.source import ROOT
from tests.journeys import steps
from tests.journeys.demo import Demo
from tests.journeys.sitting import require_narrow, sit

pytestmark = pytest.mark.browser
KEPT = ROOT / "docs" / "screens"
PHONE = {"width": 320, "height": 640}
LAPTOP = {"width": 1100, "height": 720}
LARGEST = 96 * 1024
DESK = {"suivi": "tracker", "chiffres": "figures", "qui-peut-aider": "who-can-help"}


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Return where pictures go: kept only when they are asked for."""
    return KEPT if os.environ.get("DEMESO_SCREENS") else tmp_path


def take(page: Page, album: Path, name: str) -> None:
    """Take a small picture of something that is not wider than the screen."""
    page.wait_for_timeout(600)  # until the last card stands
    require_narrow(page, name)
    path = album / f"{name}.jpg"
    page.screenshot(path=path, type="jpeg", quality=55)
    assert 4096 < path.stat().st_size < LARGEST, name


def test_a_caseworkers_day_on_a_small_phone(
    chromium: Browser, demo: Demo, album: Path
) -> None:
    page = sit(chromium, demo.house, demo.town.people["aissata"], viewport=PHONE).page
    steps.sent(page)
    take(page, album, "today")
    page.locator("#screen a").first.click()
    take(page, album, "orient")
    page.emulate_media(color_scheme="dark")
    take(page, album, "orient-dark")
    page.emulate_media(color_scheme="light")
    steps.way(page, "Aujourd’hui")
    page.locator("#screen a.line").last.click()
    steps.expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    take(page, album, "case")


def test_the_visit_on_a_small_phone(chromium: Browser, demo: Demo, album: Path) -> None:
    page = steps.sit_down(chromium, viewport=PHONE)
    page.goto(f"{demo.house.origin}/visite")
    take(page, album, "visit")


@pytest.mark.parametrize(
    ("name", "pages"),
    [("kadi", ("suivi", "qui-peut-aider")), ("fatoumata", ("chiffres",))],
)
def test_the_desk_on_a_laptop(
    chromium: Browser, demo: Demo, album: Path, name: str, pages: tuple[str, ...]
) -> None:
    page = sit(chromium, demo.house, demo.town.people[name], viewport=LAPTOP).page
    steps.sent(page)
    steps.way(page, "Moi")
    with page.context.expect_page() as opened:
        steps.press(page, "Ouvrir le bureau")
    desk = opened.value
    for one in pages:
        desk.goto(f"{demo.house.origin}/desk/{one}")
        take(desk, album, DESK[one])


def test_every_picture_that_a_page_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {word.split(")")[0] for word in text.split("(docs/screens/")[1:]}
    assert len(named) == 3
    assert all((KEPT / one).is_file() for one in named)
