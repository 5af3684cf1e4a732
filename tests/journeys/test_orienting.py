"""From her yes to an urgent referral sent: few taps, little time, nothing lost."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.house import House, arrived, rows
from tests.journeys.village import YELEN, Village

pytestmark = pytest.mark.browser
CARE, NEED = "Soins médicaux", "Le besoin, et s’il est urgent"
SECONDS, TAPS = 90, 8
NARROW = {"width": 320, "height": 640}
COUNT = """() => {
  window.taps = 0;
  addEventListener("pointerdown", () => { window.taps += 1; }, { capture: true });
}"""


def ask_urgently(page: Page) -> None:
    """Go through the one screen: care, less than three days ago."""
    steps.follow(page, "Orienter maintenant")
    steps.heading(page, "Qui peut aider maintenant ?")
    page.locator(".picks").get_by_text(CARE, exact=True).click()
    steps.choose(page, "band", "Moins de 3 jours")


def choose_site(page: Page, name: str) -> None:
    """Choose who will receive."""
    card = page.locator("article").filter(has_text=name)
    card.get_by_role("link", name="Choisir").first.click()
    steps.heading(page, "Exactement ce qui part")


def test_scenario_05_an_urgent_referral_leaves_within_eight_taps_and_ninety_seconds(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # two numbers
    steps.new_case(page)
    page.evaluate(COUNT)
    begun = time.monotonic()
    ask_urgently(page)
    panel = page.get_by_role("region", name="Ce qui est encore utile")
    expect(panel).to_contain_text("au plus 72 h")
    expect(panel).not_to_contain_text("trop tard")
    choose_site(page, YELEN)
    assert page.locator("input:checked").count() == 0  # every yes is hers
    page.get_by_text(NEED, exact=True).click()
    expect(page.locator(".allow.yes")).to_contain_text("Oui")
    page.get_by_text("Ce qui met la personne en danger", exact=True).click()
    steps.press(page, "C’est oui : envoyer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    assert page.evaluate("window.taps") <= TAPS
    assert time.monotonic() - begun <= SECONDS
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    steps.sent(page)
    kept = "SELECT urgent, categories, status FROM referrals_referral"
    assert arrived(village_house, kept, (True, "need", "sent"))


def test_scenario_33_when_one_cannot_the_next_is_one_tap_away(
    village: Village,
) -> None:
    page, provider = village.aissata.page, village.oumou.page
    steps.register_organisation(
        village.assetou.page, "Hôpital de Sévaré", [CARE], "", ("", "")
    )
    steps.sent(village.assetou.page)
    steps.refresh(page)
    code = steps.new_case(page)
    ask_urgently(page)
    choose_site(page, YELEN)
    page.get_by_text(NEED, exact=True).click()
    steps.press(page, "C’est oui : envoyer")
    steps.sent(page)
    steps.refresh(provider)
    steps.open_arrival(provider, CARE)
    provider.get_by_text("Je ne peux pas").click()
    provider.get_by_text("Pas de femme").click()
    steps.press(provider, "Décliner")
    steps.sent(provider)
    steps.refresh(page)
    card = page.locator(".due-card").filter(has_text=code)
    expect(card).to_contain_text(f"{YELEN} ne peut pas")
    card.get_by_role("link", name="Proposer : Hôpital de Sévaré").click()
    steps.heading(page, "Exactement ce qu’il faut dire")
    assert page.locator("input:checked").count() == 0  # her yes is asked again


def test_ten_wrong_passphrases_make_a_pause_and_lose_nothing(
    village: Village,
) -> None:
    kadi = village.kadi
    page = kadi.page
    page.reload()
    steps.heading(page, "Ouvrir le carnet")
    page.get_by_label("Phrase secrète").fill("ce n’est pas celle-ci")
    for _time in range(10):
        steps.press(page, "Ouvrir")
        button = page.get_by_role("button", name="Ouvrir", disabled=False)
        expect(button).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("pause, 10 minutes")
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    page.reload()
    steps.unlock(kadi)
    steps.way(page, "Aujourd’hui")
    steps.heading(page, "Aujourd’hui")


def test_a_pregnancy_that_is_said_sends_to_the_clinician_here_and_later(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    steps.new_case(page)
    ask_urgently(page)
    panel = page.get_by_role("region", name="Ce qui est encore utile")
    expect(panel).not_to_contain_text("voir le clinicien")
    page.get_by_text("Heure ou grossesse dite ?").click()
    assert page.locator('[data-question="pregnant"] input:checked').count() == 0
    steps.choose(page, "pregnant", "Oui, ou peut-être")
    expect(panel).to_contain_text("voir le clinicien")
    choose_site(page, YELEN)
    page.get_by_text(NEED, exact=True).click()
    steps.press(page, "C’est oui : envoyer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    expect(panel).to_contain_text("voir le clinicien")
    steps.sent(page)
    told = rows(village_house, "SELECT body FROM ledger_payload")
    assert "urgent_until" in str(told)
    assert "pregnant" not in str(told)
