"""An administrator proposes a name and a picture: a worker's phone shows them, once."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from client.townspeople import Town
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit, sit_at_desk

pytestmark = pytest.mark.browser
# Chromium makes no such offer to a window without a profile: here it is made for it.
OFFER = """(outcome) => {
  const prompt = async () => {
    document.body.dataset.prompted = "yes";
    return {outcome};
  };
  const offer = new Event("beforeinstallprompt", {cancelable: true});
  dispatchEvent(Object.assign(offer, {prompt}));
}"""
FETCHED = """async () => (await fetch(
  document.querySelector('link[rel="manifest"]').href)).text()"""
DRAWN = "() => document.querySelector('#home-front img').naturalWidth > 0"


def chosen(desk: Page, house: House, agency: str) -> None:
    """Choose for an organisation, where its people are; see what is proposed now."""
    desk.goto(f"{house.origin}/desk/agences")
    card = desk.locator("li.card").filter(has_text=agency)
    card.get_by_role("link", name="Nom et dessin sur l’écran d’accueil").click()
    desk.get_by_label("Agenda").check()
    desk.get_by_label("Une tasse").check()
    require_narrow(desk, "choice")
    desk.get_by_role("button", name="Proposer à cette organisation").click()
    expect(desk.locator("p.front")).to_contain_text("Agenda")


def manifest(page: Page) -> dict[str, Any]:
    """Return what this page says it would be called on a home screen."""
    found: dict[str, Any] = json.loads(page.evaluate(FETCHED))
    return {"name": found["name"], "icon": found["icons"][0]["src"]}


def offered(page: Page, outcome: str = "accepted") -> Locator:
    """Let the browser offer to install; return what the day's page shows of it."""
    page.wait_for_function("() => document.querySelector('link[rel=\"manifest\"]')")
    page.evaluate(OFFER, outcome)
    return page.locator("#home-front")


def takes_another(page: Page, card: Locator) -> None:
    """Take another name, for one's safety; then go back."""
    card.get_by_text("En prendre un autre").click()
    card.get_by_label("Nom sur l’écran d’accueil").select_option("memo")
    expect(card).to_contain_text("Celui que vous avez choisi")
    assert manifest(page)["name"] == "Mémo"
    steps.press(page, "Reprendre celui de votre organisation")
    expect(card).to_contain_text("Celui de votre organisation")


def puts_it_off(page: Page, card: Locator, house: House) -> None:
    """Put the offer off: it comes on no day's page again, and stays under “Moi”."""
    card.get_by_role("button", name="Pas maintenant").click()
    expect(card).to_have_count(0)
    page.goto(f"{house.origin}/app/#/moi")
    expect(card).to_contain_text("Celui de votre organisation")
    steps.press(page, "Mettre sur l’écran d’accueil")
    expect(card).to_have_count(0)
    assert page.locator("body").get_attribute("data-prompted") == "yes"
    steps.way(page, "Aujourd’hui")
    steps.heading(page, "Aujourd’hui")
    expect(offered(page)).to_have_count(0)


def test_a_phone_shows_what_its_organisation_proposes_and_may_take_another(
    chromium: Browser, house: House, town: Town
) -> None:
    worker = town.people["fadimata"]
    hers = {id_: name for name, id_ in town.agencies.items()}
    desk = sit_at_desk(chromium, house, town.people["assetou"])
    chosen(desk, house, hers[worker.session.agency])
    desk.context.close()
    page = sit(chromium, house, worker).page
    card = offered(page)
    expect(card).to_contain_text("Celui de votre organisation")
    expect(card.locator("b").first).to_have_text("Agenda")
    page.wait_for_function(DRAWN)
    require_narrow(page, "offer")
    assert manifest(page) == {"name": "Agenda", "icon": "/app/ecran/tasse.svg"}
    takes_another(page, card)
    puts_it_off(page, card, house)
    page.context.close()


def test_without_a_choice_of_the_organisation_it_is_the_usual_one(
    chromium: Browser, house: House, town: Town
) -> None:
    page = sit(chromium, house, town.people["assetou"]).page
    expect(offered(page)).to_contain_text("Le nom et l’image de tous les jours")
    assert manifest(page) == {"name": "Carnet", "icon": "/app/ecran/cahier.svg"}
    page.context.close()
