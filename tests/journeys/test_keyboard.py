"""The walk by the keyboard alone: from her yes to a referral that is sent."""

import pytest
from playwright.sync_api import Locator, Page, expect

from demeso.directory.rules.listing import SERVICES
from tests.journeys import steps
from tests.journeys.village import YELEN, Village

pytestmark = pytest.mark.browser
CARE = dict(SERVICES)["health"]
FARTHEST = 300  # more than any page of this walk has
IS_HERE = "one => one === document.activeElement"
QUESTION = "document.activeElement.closest('[data-question]')?.dataset.question ?? ''"


def reach(page: Page, target: Locator) -> None:
    """Go on by Tab until something has the focus, and its focus can be seen."""
    expect(target).to_be_visible()
    for _step in range(FARTHEST):
        if target.evaluate(IS_HERE):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab does not lead there")


def press(page: Page, target: Locator) -> None:
    """Follow a link or press a button."""
    reach(page, target)
    page.keyboard.press("Enter")


def tick(page: Page, question: str, code: str) -> None:
    """Choose one answer by the arrows, or tick it by the space bar."""
    for _step in range(FARTHEST):
        if page.evaluate(QUESTION) == question:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wanted = page.locator(f'[data-question="{question}"] input[value="{code}"]')
    for _step in range(10):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"the keys do not reach {question} {code}")


def hear_yes(page: Page) -> None:
    """Ask whether it is safe, then hear her yes."""
    press(page, page.locator("#dock").get_by_role("link", name="Nouveau"))
    steps.heading(page, "Peut-on parler ici sans danger ?")
    press(page, page.locator("#screen").get_by_role("link", name="Oui").first)
    expect(page.locator('[data-question="services"]')).to_be_visible()
    tick(page, "services", "yes")
    reach(page, page.locator("#consent-language"))
    page.keyboard.press("ArrowDown")
    tick(page, "consent_form", "oral_witness")
    tick(page, "statistics", "no")
    press(page, page.get_by_role("button", name="Enregistrer"))
    steps.heading(page, "Par quoi commencer ?")


def test_the_walk_goes_through_by_the_keyboard_alone(village: Village) -> None:
    page = village.aissata.page
    steps.way(page, "Moi")
    steps.heading(page, "Moi")
    hear_yes(page)
    press(page, page.locator("#screen").get_by_role("link", name="Orienter").first)
    steps.heading(page, "Qui peut aider maintenant ?")
    care = page.locator(".picks").get_by_label(CARE, exact=True)
    reach(page, care)
    page.keyboard.press("Space")
    tick(page, "band", "under_3_days")
    card = page.locator("article").filter(has_text=YELEN)
    press(page, card.get_by_role("link", name="Choisir").first)
    steps.heading(page, "Exactement ce qui part")
    reach(page, page.locator('input[value="need"]'))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="C’est oui : envoyer"))
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    steps.sent(page)


def test_the_arrows_pass_from_one_answer_to_the_next_before_a_question_folds(
    village: Village,
) -> None:
    page = village.aissata.page
    steps.way(page, "Moi")
    steps.heading(page, "Moi")
    hear_yes(page)
    press(page, page.locator("#screen").get_by_role("link", name="Orienter").first)
    picks = page.locator(".picks input")
    reach(page, picks.first)
    for at in (1, 2, 3):  # none of them is the last word
        page.keyboard.press("ArrowDown")
        expect(picks.nth(at)).to_be_checked()
        expect(picks.nth(at)).to_be_focused()
        expect(page.locator("details.picked")).to_have_attribute("open", "")
    page.keyboard.press("ArrowUp")
    chosen = page.locator(".picks label").nth(2).inner_text().strip()
    page.keyboard.press("Tab")
    expect(page.locator("details.picked[open]")).to_have_count(0)
    line = page.locator(".picked > summary")
    expect(line).to_contain_text(chosen)
    reach(page, line)
    page.keyboard.press("Enter")
    reach(page, picks.nth(2))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("details.picked[open]")).to_have_count(0)
    expect(line).to_be_focused()
