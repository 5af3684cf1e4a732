"""Two answered without seeing each other, one was kept: the other author is told."""

import pytest
from playwright.sync_api import Browser, Page, expect

from client.townspeople import Town
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit

pytestmark = pytest.mark.browser
LOST = "Votre réponse n’a pas été gardée"


def settle(page: Page, answer: str) -> None:
    """Choose one of two answers on the danger."""
    dispute = page.locator("details.dispute").filter(has_text="Le danger")
    dispute.locator("summary").click()
    kept = dispute.locator("li").filter(has_text=answer)
    kept.get_by_role("button", name="Garder cette réponse").click()
    expect(page.locator("details.dispute")).to_have_count(0)
    steps.sent(page)


def at_two(browser: Browser, house: House, worker: Worker) -> tuple[Page, Page]:
    """Let somebody sit at two devices."""
    first = sit(browser, house, worker).page
    steps.sent(first)
    second = sit(browser, house, worker).page
    steps.sent(second)
    return first, second


def answered_apart(first: Page, second: Page) -> str:
    """Answer one question on both devices, one of them without network."""
    code = steps.new_case(first)
    steps.sent(first)
    steps.refresh(second)
    for device in (first, second):
        steps.open_case(device, code)
    first.context.set_offline(True)
    steps.record_safety(first, "Non", "Élevé")
    steps.record_safety(second, "Oui", "Élevé")
    steps.sent(second)
    first.context.set_offline(False)
    steps.refresh(first)
    steps.refresh(second)
    return code


def read_about(page: Page, code: str) -> None:
    """Find what was not kept from the day's page, and read both answers."""
    expect(page.locator("#screen .lost")).to_contain_text(code)
    page.locator("#screen .lost a").first.click()
    told = page.locator("details.overruled")
    expect(told).to_contain_text(LOST)
    told.locator("summary").click()
    expect(told).to_contain_text("choisi par vous sur un autre appareil")
    expect(told.locator("li").first).to_contain_text("Oui")
    expect(told.locator("li").last).to_contain_text("Non")
    require_narrow(page, "overruled")


def test_whose_answer_was_not_kept_is_told_and_asks_again_with_one_tap(
    chromium: Browser, house: House, town: Town
) -> None:
    first, second = at_two(chromium, house, town.people["aissata"])
    code = answered_apart(first, second)
    steps.open_case(second, code)
    settle(second, "Oui")
    expect(second.locator("details.overruled")).to_have_count(0)
    steps.refresh(first)
    read_about(first, code)
    steps.press(first, "Rouvrir la question")
    steps.sent(first)
    steps.open_case(first, code)
    dispute = first.locator("details.dispute").filter(has_text="Le danger")
    expect(dispute).to_contain_text("2 réponses")
    expect(first.locator("#screen")).to_contain_text("En danger maintenant")
    expect(first.locator("details.overruled")).to_have_count(0)
