"""A partner organisation keeps one of the two keys: asked, signed, used, ended."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person
from tests.journeys.test_recovery import PAGE, come_back, keys_page
from tests.journeys.village import DEME, YELEN, Village, gather

pytestmark = pytest.mark.browser
PARTNERS = "Organisations partenaires"
ADMINISTRATION = "Administration"
NAME = "Essai Partagé"
STAFF = {
    "Hawoly": (DEME, ADMINISTRATION), "Djelika": (DEME, "Gestionnaire de cas"),
    "Sokona": (YELEN, ADMINISTRATION), "Tenin": (YELEN, "Superviseur"),
}  # fmt: skip


@pytest.fixture(scope="module")
def staff(
    villagers: Village, village_house: House, chromium: Browser
) -> dict[str, Person]:
    """Each organisation's administrator, a caseworker, and the partner's supervisor."""
    origin = village_house.origin
    admin = gather(villagers, origin).assetou.page
    tokens = {
        called: steps.invite(admin, called, agency, [role])
        for called, (agency, role) in STAFF.items()
    }
    steps.sent(admin)
    villagers.second()
    return {
        called: steps.join(steps.sit_down(chromium), origin, token, called.lower())
        for called, token in tokens.items()
    }


def partners_page(page: Page) -> None:
    keys_page(page)
    steps.follow(page, PARTNERS)
    steps.heading(page, PARTNERS)


def fits(page: Page) -> None:
    """See that the page is no wider than a small phone."""
    page.set_viewport_size({"width": 320, "height": 720})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.evaluate("window.innerWidth")
    page.set_viewport_size(steps.PHONE)


def propose(page: Page) -> None:
    """Ask for the partner's word, and see that it is awaited."""
    steps.press(page, "Signer et demander")
    fault = page.locator('[role="alert"]', has_text="Choisissez une organisation")
    expect(fault).to_be_visible()
    page.get_by_label("Organisation partenaire").select_option(label=YELEN)
    page.get_by_label("La clé du coffre").check()
    steps.press(page, "Signer et demander")
    expect(page.get_by_text(f"{YELEN} n’a pas encore signé")).to_be_visible()
    expect(page.get_by_role("button", name="Signer pour notre")).to_have_count(0)
    fits(page)


def accept(page: Page) -> None:
    """Find it under the team, and sign for the partner."""
    steps.refresh(page)
    steps.way(page, "Équipe")
    steps.follow(page, "1 demande attend votre signature")
    card = page.locator(".card", has_text=f"garde la clé du coffre de {DEME}")
    card.get_by_role("link", name="Lire et décider").click()
    steps.heading(page, PARTNERS)
    steps.press(page, "Signer pour notre organisation")
    expect(page.get_by_text("Signé des deux côtés")).to_be_visible()


def hand(page: Page, called: str) -> None:
    """Hand the vault's key to somebody of the partner's."""
    keys_page(page)
    steps.follow(page, "Remettre la clé du coffre")
    steps.heading(page, "Remettre la clé du coffre")
    page.get_by_label("À qui").select_option(label=f"{called} · {YELEN}")
    steps.press(page, "Remettre la clé")
    steps.heading(page, PAGE)
    expect(page.get_by_text(f"Remise aussi à {called}")).to_be_visible()


def second(page: Page, called: str) -> None:
    """Sign second, as somebody who keeps the other key."""
    keys_page(page)
    card = page.locator(".card", has_text=f"Remise aussi à {called}")
    card.get_by_role("link", name="Lire et décider").click()
    steps.heading(page, f"Remettre aussi la clé à {called} ?")
    steps.press(page, "Signer")
    expect(page.get_by_text("Rien n’attend votre signature")).to_be_visible()


def keeping_for(page: Page) -> None:
    """Open the keys of the house that one keeps for."""
    keys_page(page)
    steps.follow(page, DEME)
    steps.heading(page, PAGE)
    expect(page.get_by_text(f"De {DEME}, pour qui vous gardez.")).to_be_visible()
    fits(page)


def give_oversight(page: Page) -> None:
    """Give the other half, at home."""
    keys_page(page)
    steps.press(page, "Redonner la moitié du contrôle")
    expect(page.get_by_text("tout est redonné").last).to_be_visible()


def take_back(page: Page, code: str) -> None:
    """Join both halves, and read her name again."""
    keys_page(page)
    steps.press(page, "Reprendre mes dossiers")
    button = page.get_by_role("button", name="Reprendre mes dossiers")
    expect(button).to_have_count(0)
    steps.refresh(page)
    steps.open_case(page, code)
    page.locator("summary", has_text="Comment la personne veut qu’on l’appelle").click()


def test_two_organisations_agree_page_by_page(staff):
    page = staff["Hawoly"].page
    partners_page(page)
    if page.get_by_text("Aucun accord pour le moment").is_visible():
        propose(page)
    if page.get_by_text("Signé des deux côtés").count() == 0:
        accept(staff["Sokona"].page)


def test_a_partners_holder_is_named_by_two_and_finds_the_house_that_she_keeps_for(
    village, staff
):
    keys_page(village.kadi.page)
    if village.kadi.page.get_by_text("Remise aussi à Tenin").count() == 0:
        hand(village.kadi.page, "Tenin")
    second(village.bintou.page, "Tenin")
    keeping_for(staff["Tenin"].page)
    expect(staff["Tenin"].page.get_by_text(f"Tenin ({YELEN})")).to_be_visible()


def test_a_partners_holder_gives_her_half_to_who_lost_her_keys(
    village, village_house, chromium, staff
):
    mine, lost = staff["Tenin"].page, staff["Djelika"]
    code = steps.new_case(lost.page)
    steps.record_identity(lost.page, NAME)
    steps.sent(lost.page)
    colleagues = (village.kadi, staff["Hawoly"])
    again = come_back(village_house, steps.sit_down(chromium), colleagues, "Djelika")
    keeping_for(mine)
    expect(mine.get_by_role("button", name="C’est bien la personne")).to_have_count(0)
    steps.press(mine, "Redonner la moitié du coffre")
    expect(mine.get_by_text("tout est redonné")).to_be_visible()
    give_oversight(village.bintou.page)
    take_back(again.page, code)
    expect(again.page.locator('[data-slot="identity"]')).to_contain_text(NAME)


def test_the_partner_ends_it_alone_and_keeps_nothing_more(village, staff):
    page = staff["Sokona"].page
    partners_page(page)
    steps.follow(page, "Mettre fin")
    steps.heading(page, f"{YELEN} garde la clé du coffre de {DEME}")
    steps.choose(page, "agreement_end", "Les personnes ont changé")
    steps.press(page, "Mettre fin à l’accord")
    expect(page.get_by_text("Aucun accord pour le moment")).to_be_visible()
    keys_page(staff["Tenin"].page)
    expect(staff["Tenin"].page.get_by_text("Vous gardez aussi pour")).to_have_count(0)
    keys_page(village.kadi.page)
    expect(village.kadi.page.get_by_text(f"({YELEN})")).to_have_count(0)


def test_whoever_keeps_no_part_reads_what_to_do_when_she_loses_her_own(village):
    page = village.aissata.page
    keys_page(page)
    expect(page.get_by_text("Vous n’en gardez rien")).to_be_visible()
    expect(page.get_by_text("Si vous perdez votre phrase")).to_be_visible()
    fits(page)
