"""What a phone that was never here needs for its first form is fetched in time.

The road to the server's files is cut as soon as the page that asks for the passphrase
is whole: opening the notebook and the first question need no more of them.
"""

import json

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
FORM = "consent@1"


@pytest.fixture
def phone(chromium: Browser) -> Page:
    """Return a phone that was never here."""
    return steps.sit_down(chromium)


@pytest.fixture
def person(phone: Page, village: Village) -> steps.Person:
    """Let somebody who works here take that phone."""
    known = village.aissata
    return steps.Person(phone, known.username, known.phrase, known.secret)


def cut(page: Page, pattern: str) -> list[str]:
    """Let nothing more come from such an address; return the list of what was asked."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(pattern, refuse)
    return asked


def test_from_the_passphrase_to_the_first_question_no_code_is_fetched(
    person: steps.Person, village_house: House
) -> None:
    page = person.page
    page.goto(f"{village_house.origin}/app/")
    steps.heading(page, "Ouvrir le carnet")
    page.wait_for_load_state("networkidle")
    cut(page, "**/static/**")
    steps.unlock(person)
    steps.way(page, "Nouveau")
    steps.follow(page, "Oui")
    page.locator(f'[data-form="{FORM}"]').wait_for()


def test_no_form_comes_to_a_phone_on_which_nobody_signed_in(
    person: steps.Person, village_house: House
) -> None:
    page = person.page
    asked = cut(page, "**/app/forms/**")
    page.goto(f"{village_house.origin}/app/")
    steps.heading(page, "Ouvrir le carnet")
    page.get_by_label("Nom d’accès").fill(person.username)
    page.get_by_label("Phrase secrète").fill("ce n’est pas elle")
    page.get_by_label("Code à 6 chiffres").fill("000000")
    steps.press(page, "Ouvrir")
    page.get_by_text("Ce nom et cette phrase ne vont pas ensemble.").wait_for()
    assert asked == []


def test_code_that_was_cut_off_comes_when_she_tries_again(
    person: steps.Person, village_house: House
) -> None:
    page = person.page
    told = json.loads((settings.DIST / "ahead.json").read_text(encoding="utf-8"))
    patterns = [f"**/static/{name}" for name in (*told["day"], "stretch.js")]
    asked = [cut(page, pattern) for pattern in patterns]
    page.goto(f"{village_house.origin}/app/")
    steps.heading(page, "Ouvrir le carnet")
    page.get_by_label("Nom d’accès").fill(person.username)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    steps.press(page, "Ouvrir")
    page.get_by_text("Pas de réseau.", exact=False).wait_for()
    assert all(asked)
    for pattern in patterns:
        page.unroute(pattern)
    steps.unlock(person)
    page.locator("#dock").wait_for()
