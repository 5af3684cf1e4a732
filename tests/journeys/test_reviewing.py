"""A child's yes is read again by a supervisor while help goes on."""

import pytest
from playwright.sync_api import Page, expect

from demeso.consent.rules.looking import LOOK_REASONS
from demeso.directory.rules.listing import SERVICES
from tests.journeys import steps
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
CARE = dict(SERVICES)["health"]
HEAR = dict(LOOK_REASONS)["hear_child"]
TEAM = {
    "age_group": "6 à 11 ans",
    "given_by": "L’équipe, pour l’enfant : aucun autre adulte n’est sûr",
    "no_caregiver": "Le dire mettrait l’enfant en danger",
    "assent": "Oui",
}
SIXTEEN = {"age_group": "15 à 17 ans", "family_told": "Non"}


def say_yes(page: Page, child: dict[str, str]) -> None:
    """Fill in who says yes for whom, beside the plain yes."""
    steps.choose(page, "services", "Oui")
    for question, answer in child.items():
        steps.choose(page, question, answer)
    steps.give_consent(page, statistics="Non")


def new_case(page: Page, child: dict[str, str]) -> str:
    """Begin with a child; return the code."""
    steps.way(page, "Nouveau")
    steps.heading(page, "Peut-on parler ici sans danger ?")
    steps.follow(page, "Oui")
    say_yes(page, child)
    steps.heading(page, "Par quoi commencer ?")
    code = page.locator("#place").inner_text()
    steps.record_needs(page, CARE)
    steps.sent(page)
    return code


def queue(page: Page) -> None:
    """Go to what waits for a supervisor's look."""
    steps.way(page, "Équipe")
    steps.follow(page, "Accords à relire")
    steps.heading(page, "Accords à relire")


def send_back(page: Page, code: str) -> None:
    """Read what was decided, by code, and ask for something first."""
    queue(page)
    steps.follow(page, code)
    steps.heading(page, "Relire un accord")
    expect(page.get_by_text(TEAM["no_caregiver"])).to_be_visible()
    page.get_by_text("Quelque chose d’abord").click()
    steps.choose(page, "look_reason", HEAR)
    steps.press(page, "Renvoyer à votre collègue")
    expect(page.get_by_text("Rien n’attend d’être relu.")).to_be_visible()


def agree(page: Page, code: str) -> None:
    """Say that it is in the child's best interest."""
    queue(page)
    steps.follow(page, code)
    steps.press(page, "D’accord : c’est dans l’intérêt de l’enfant")
    expect(page.get_by_text("Rien n’attend d’être relu.")).to_be_visible()


def look_again(page: Page, code: str) -> None:
    """Fetch what is new, and open the case."""
    steps.refresh(page)
    steps.open_case(page, code)


def test_a_childs_yes_is_read_again_and_help_goes_on(village: Village) -> None:
    page, kadi = village.aissata.page, village.kadi.page
    code = new_case(page, TEAM)
    steps.open_case(page, code)
    expect(page.get_by_text("Une superviseuse relit cet accord")).to_be_visible()
    expect(page.get_by_text("L’aide n’attend pas")).to_be_visible()
    expect(page.locator(".next").get_by_role("link", name="Orienter")).to_be_visible()

    send_back(kadi, code)
    look_again(page, code)
    expect(page.locator(".note.due")).to_contain_text(HEAR)
    steps.follow(page, "Redemander l’accord")
    say_yes(page, TEAM)
    expect(page.get_by_text("Une superviseuse relit cet accord")).to_be_visible()
    steps.sent(page)
    agree(kadi, code)
    look_again(page, code)
    expect(page.locator(".thread")).to_contain_text("c’est dans l’intérêt de l’enfant")
    expect(page.get_by_text("Une superviseuse relit cet accord")).to_have_count(0)


def test_a_notice_is_read_without_a_code(village: Village) -> None:
    page, kadi = village.aissata.page, village.kadi.page
    code = new_case(page, SIXTEEN)
    queue(kadi)
    expect(kadi.get_by_text("15 à 17 ans : décide sans adulte")).to_be_visible()
    expect(kadi.get_by_text("en parler avec Aïssata.")).to_be_visible()
    expect(kadi.locator("#screen")).not_to_contain_text(code)
    steps.press(kadi, "C’est lu")
    expect(kadi.get_by_text("15 à 17 ans : décide sans adulte")).to_have_count(0)
    look_again(page, code)
    expect(page.locator(".thread")).to_contain_text("ni son code, ni son nom")
    steps.follow(page, "Qui peut voir quoi")
    expect(page.get_by_text("a décidé sans adulte, et quel jour")).to_be_visible()
