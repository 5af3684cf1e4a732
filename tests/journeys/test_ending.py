"""Follow-up, the end of help reviewed by a supervisor, and coming back."""

import pytest
from playwright.sync_api import Page, expect

from demeso.directory.rules.listing import SERVICES
from tests.journeys import steps
from tests.journeys.house import House, arrived
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
CARE = dict(SERVICES)["health"]
CHECKED = ("plan_reviewed", "needs_met", "agreed", "told_return")


def follow_up(page: Page) -> None:
    """Ask about her safety first, then agree that help may end."""
    steps.follow(page, "Suivi")
    expect(page.get_by_text("Ne pas contacter")).to_be_visible()
    answers = {"in_danger": "no", "risk_level": "low", "way": "here", "closing": "yes"}
    steps.fill_in(page, {steps.ticked(*one): "" for one in answers.items()})


def propose(page: Page) -> None:
    """Go through the points with her and propose to end help."""
    steps.heading(page, "Ce qui permet de fermer")
    checked = {steps.ticked(name, "yes"): "" for name in CHECKED}
    last = "Proposer de terminer l’aide"
    steps.fill_in(page, {steps.ticked("reasons", "asked"): "", **checked}, last=last)
    expect(page.get_by_text("Une superviseuse la relit")).to_be_visible()


def agree(page: Page, code: str) -> None:
    """Read what is proposed, by code, and agree."""
    steps.way(page, "Équipe")
    steps.follow(page, "Fermetures à relire")
    steps.follow(page, code)
    steps.heading(page, "Relire la fermeture")
    steps.press(page, "D’accord : l’aide se termine")
    steps.heading(page, "Fermetures à relire")
    expect(page.locator("#screen")).not_to_contain_text(code)


def test_help_ends_with_a_second_pair_of_eyes_and_she_may_come_back(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.record_needs(page, CARE)
    steps.record_identity(page, "Nana Essai")
    steps.decline_need(page, CARE)
    follow_up(page)
    propose(page)
    steps.sent(page)
    agree(village.kadi.page, code)
    steps.sent(village.kadi.page)
    steps.refresh(page)
    steps.open_case(page, code)
    expect(
        page.get_by_text("L’aide est terminée. La personne peut revenir")
    ).to_be_visible()
    expect(page.locator("#screen")).not_to_contain_text("Nana Essai")
    steps.follow(page, "Rouvrir : la personne est revenue")
    steps.follow(page, "Redemander son accord")
    steps.give_consent(page, statistics="Non")
    steps.heading(page, "Se présenter")
    expect(page.locator("#identity-called")).to_have_value("")
    steps.sent(page)
    plain = code.replace("-", "")
    assert arrived(
        village_house,
        "SELECT count(*) FROM casework_case c JOIN survivors_survivor s "
        f"ON s.id = c.survivor_id WHERE s.code = '{plain}' AND c.closed_at IS NULL",
        (1,),
    )
