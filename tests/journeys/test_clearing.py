"""A browser empties the notebook of a full phone: its worker and her team are told."""

import json
import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from client.townspeople import Town
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit, sit_at_desk
from tests.journeys.test_offline_day import ready_to_leave

pytestmark = pytest.mark.browser
GONE = "Le navigateur a effacé ce que ce téléphone gardait"
BESIDE = (
    "() => Object.entries(localStorage).filter(([name]) => name.startsWith('carnet-'))"
)


def beside(page: Page) -> dict[str, Any]:
    """Return what stands beside the notebook, by what its name ends with."""
    return {
        name.partition("-")[2][36:]: json.loads(text)
        for name, text in page.evaluate(BESIDE)
    }


def cleared_offline(page: Page, house: House) -> dict[str, Any]:
    """Write without a network, then let Chromium clear it; return the mark."""
    ready_to_leave(page)
    page.context.set_offline(True)
    steps.new_case(page)
    expect(page.locator("#state")).to_contain_text("à envoyer")
    page.wait_for_timeout(400)  # the mark follows what is counted
    mark: dict[str, Any] = beside(page)[""]
    wire = page.context.new_cdp_session(page)
    asked = {"origin": house.origin, "storageTypes": "indexeddb"}
    wire.send("Storage.clearDataForOrigin", asked)
    page.context.set_offline(False)
    page.goto(f"{house.origin}/app/")
    return mark


def shoot(page: Page, name: str) -> None:
    """Keep a picture, where one is asked for."""
    folder = os.environ.get("DEMESO_SHOTS", "")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def talked_over(desk: Page, house: House, mark: dict[str, Any]) -> None:
    """See it counted where a supervisor looks; talk it over, and take that back."""
    desk.goto(f"{house.origin}/desk/a-revoir")
    expect(desk.locator("#cleared + p")).to_contain_text("saisies perdues")
    desk.get_by_role("link", name="Voir ce que les navigateurs ont effacé").click()
    card = desk.locator("article").filter(has_text=f"…{mark['device'][-4:]}")
    expect(card).to_contain_text("Fadimata")
    expect(card).to_contain_text(f"{mark['waiting']} saisies perdues")
    require_narrow(desk, "losses")
    shoot(desk, "losses")
    waiting = desk.locator("article.due")
    before = waiting.count()
    card.get_by_role("button", name="Nous en avons parlé").click()
    expect(waiting).to_have_count(before - 1)
    desk.get_by_role("button", name="Remettre à voir").first.click()
    expect(waiting).to_have_count(before)


def test_what_a_browser_cleared_is_told_to_its_worker_and_to_her_team(
    chromium: Browser, house: House, town: Town
) -> None:
    person = sit(chromium, house, town.people["fadimata"])
    page = person.page
    mark = cleared_offline(page, house)
    assert mark["waiting"] > 1
    steps.unlock(person)
    expect(page.get_by_text(GONE)).to_be_visible()
    steps.sent(page)
    steps.refresh(page)
    count = f"Le serveur a compté : {mark['waiting']} saisies manquent"
    expect(page.get_by_text(count)).to_be_visible()
    require_narrow(page, "gone")
    shoot(page, "gone")
    (told,) = beside(page)["-1"]
    assert {name: told[name] for name in mark} == mark
    assert told["by"] != mark["device"]
    desk = sit_at_desk(chromium, house, town.people["hawa"])
    talked_over(desk, house, mark)
    steps.press(page, "J’ai lu")
    expect(page.get_by_text(GONE)).to_have_count(0)
    steps.refresh(page)
    expect(page.get_by_text(GONE)).to_have_count(0)
    assert list(beside(page)) == [""]
    desk.context.close()
    page.context.close()
