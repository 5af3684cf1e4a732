"""A phone carries few cases; the others are listed, and come back over a network."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from client.townspeople import Town, require_quiet
from client.walk import open_case, record_needs, record_safety
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.kept import kept
from tests.journeys.sitting import require_narrow, sit
from tests.journeys.steps import Person
from tests.journeys.test_offline_day import ready_to_leave

pytestmark = pytest.mark.browser
CARE = dict(SERVICES)["health"]
PLAN = "le manguier du marché"
AWAY = "Ce dossier n’est pas sur cet appareil"
# A disk with no room left: what is longer than a few words is refused.
FULL = """() => {
  const put = (window.put = IDBObjectStore.prototype.put);
  IDBObjectStore.prototype.put = function (value, key) {
    if ((value?.ct?.length ?? 0) < 500_000) return put.call(this, value, key);
    throw new DOMException("no room", "QuotaExceededError");
  };
}"""
EMPTIED = "() => { IDBObjectStore.prototype.put = window.put; }"


def carry(page: Page) -> None:
    """Go to what is carried."""
    steps.way(page, "Moi")
    page.locator("#screen").get_by_role("link", name="Ce que j’emporte").click()
    steps.heading(page, "Ce que j’emporte")


def row_of(page: Page, code: str) -> Locator:
    """Return the card of a code."""
    page.get_by_label("Chercher un code").fill(code.lower())
    return page.locator("#screen .card").filter(has_text=code)


def left_there(page: Page, code: str) -> None:
    """Leave a case on the server: its code is listed, and nothing of it is readable."""
    carry(page)
    require_narrow(page, "carry")
    row_of(page, code).get_by_role("button", name="Laisser ce dossier").click()
    expect(page.get_by_text("1 dossier seulement listé")).to_be_visible()
    expect(row_of(page, code)).to_contain_text(CARE)
    assert kept(page).said(code.replace("-", ""), code) == []


def taken_along(page: Page, code: str) -> None:
    """Take it along again."""
    carry(page)
    row_of(page, code).get_by_role("button", name="Emporter ce dossier").click()
    expect(row_of(page, code)).to_contain_text("Emporté jusqu’au")


def test_a_case_is_left_on_the_server_listed_by_code_and_taken_along_again(
    chromium: Browser, house: House, town: Town
) -> None:
    worker = town.people["fadimata"]
    case = open_case(worker)
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="no", risk="low", plan=PLAN)
    require_quiet(worker)
    code = show_code(case.code)
    page = sit(chromium, house, worker).page
    steps.sent(page)
    left_there(page, code)
    page.context.set_offline(True)
    page.evaluate(f"location.hash = '#/dossier/{code}'")
    steps.heading(page, AWAY)
    require_narrow(page, "away")
    page.context.set_offline(False)
    taken_along(page, code)
    page.context.set_offline(True)
    page.evaluate(f"location.hash = '#/dossier/{code}'")
    page.get_by_text("Ses mots").first.click()
    expect(page.get_by_text(PLAN)).to_be_visible()
    page.context.close()


def refused(page: Page) -> None:
    """See that nothing is asked of anybody."""
    steps.heading(page, "Ce téléphone est plein")
    expect(page.locator("[data-question], [data-ask]")).to_have_count(0)
    require_narrow(page, "full")


def test_a_full_phone_says_so_before_anybody_tells_anything(
    chromium: Browser, house: House, town: Town
) -> None:
    worker = town.people["fadimata"]
    case = open_case(worker)
    record_needs(worker, case, ["health"])
    require_quiet(worker)
    page = sit(chromium, house, worker).page
    ready_to_leave(page)
    page.evaluate(FULL)
    steps.way(page, "Nouveau")
    steps.follow(page, "Oui")
    refused(page)
    for room in ("besoins", "surete", "contact", "note", "suivi"):
        page.evaluate(f"location.hash = '#/dossier/{show_code(case.code)}/{room}'")
        refused(page)
    page.evaluate(EMPTIED)
    steps.follow(page, "Réessayer")
    expect(page.locator("#screen [data-question]").first).to_be_visible()
    page.context.close()


def days_later(person: Person, days: int) -> None:
    """Close the notebook, and open it some days later without any network."""
    steps.way(person.page, "Moi")
    steps.press(person.page, "Fermer le carnet")
    person.page.clock.set_system_time(now() + timedelta(days=days))
    steps.unlock(person, online=False)
    steps.way(person.page, "Aujourd’hui")


def test_what_waits_too_long_is_said(
    chromium: Browser, house: House, town: Town
) -> None:
    person = sit(chromium, house, town.people["fadimata"])
    page = person.page
    ready_to_leave(page)
    page.context.set_offline(True)
    steps.new_case(page)
    expect(page.locator("#state")).to_contain_text("à envoyer")
    days_later(person, 4)
    expect(page.get_by_text("Depuis 4 jours")).to_be_visible()
    require_narrow(page, "waited")
    page.context.close()


def test_a_network_that_comes_back_while_she_unlocks_asks_for_the_code(
    chromium: Browser, house: House, town: Town
) -> None:
    """The page was drawn without network, and so without a field for the code."""
    person = sit(chromium, house, town.people["fadimata"])
    page, code = person.page, person.page.get_by_label("Code à 6 chiffres")
    ready_to_leave(page)
    page.context.set_offline(True)
    page.reload()
    steps.heading(page, "Ouvrir le carnet")
    expect(code).to_have_count(0)
    page.context.set_offline(False)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    steps.press(page, "Ouvrir")
    code.fill(person.code())
    steps.press(page, "Ouvrir")
    steps.sent(page)
    page.context.close()
