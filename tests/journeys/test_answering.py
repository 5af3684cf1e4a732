"""The fourth way to answer: told by phone, and what the provider writes later."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.house import House, arrived
from tests.journeys.village import YELEN, Village

pytestmark = pytest.mark.browser
CARE, NEED = "Soins médicaux", "Le besoin, et s’il est urgent"
STANDS = "SELECT status, said_by, disputed FROM referrals_referral"
CONFIRMED = "SELECT confirmed_by, receipt_said_by FROM referrals_referral"


def open_told(page: Page) -> None:
    """Go from the case to what the organisation says."""
    page.get_by_role("rowheader", name=CARE).get_by_role("link").click()
    steps.heading(page, CARE)
    steps.follow(page, "Noter ce qu’ils disent")
    steps.heading(page, "Ce qu’ils disent")


def tell(page: Page, how: str, words: str) -> None:
    """Say how they said it, and what."""
    page.get_by_label(how).check()
    steps.press(page, words)
    steps.heading(page, CARE)
    steps.sent(page)


def decline_unaware(provider: Page) -> None:
    """Say no as the provider, from a page that was open before."""
    provider.get_by_text("Je ne peux pas").click()
    provider.get_by_text("Plus de place").click()
    steps.press(provider, "Décliner")
    steps.sent(provider)


def require_how(page: Page) -> None:
    """Without saying how they said it nothing is kept; the sheet can be read aloud."""
    steps.press(page, "Ils disent oui")
    expect(page.get_by_role("alert").last).to_contain_text("par téléphone, ou sur")
    page.get_by_text("La feuille : exactement").click()
    expect(page.get_by_text("Pour en parler")).to_be_visible()


def test_what_is_told_by_phone_stands_until_somebody_settles(
    village: Village, village_house: House
) -> None:
    page, provider = village.aissata.page, village.oumou.page
    code = steps.new_case(page)
    steps.orient(page, CARE, YELEN, NEED)
    steps.sent(page)
    steps.refresh(provider)
    steps.open_arrival(provider, CARE)
    open_told(page)
    require_how(page)
    tell(page, "Par téléphone", "Ils disent oui")
    assert arrived(village_house, STANDS, ("accepted", "phone", False))
    decline_unaware(provider)
    assert arrived(village_house, STANDS, ("accepted", "phone", True))
    steps.refresh(page)
    steps.open_case(page, code)
    open_told(page)
    screen = page.locator("#screen")
    expect(screen).to_contain_text("Deux réponses qui ne vont pas ensemble")
    expect(screen).to_contain_text("non, Plus de place (écrit par le service)")
    tell(page, "Sur place", "Ils disent oui")
    assert arrived(village_house, STANDS, ("accepted", "on_site", False))
    steps.follow(page, "Noter ce qu’ils disent")
    tell(page, "Sur place", "Ils disent : service donné")
    steps.press(page, "La personne confirme avoir reçu")
    steps.sent(page)
    assert arrived(village_house, CONFIRMED, ("both", "on_site"))
