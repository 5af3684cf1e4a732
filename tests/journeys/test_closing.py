"""An end that cannot be yet: it is said why, and nothing that was answered is lost."""

import pytest
from playwright.sync_api import Page, expect

from demeso.directory.rules.listing import SERVICES
from tests.journeys import steps
from tests.journeys.drafts import drafted
from tests.journeys.test_ending import CHECKED, agree
from tests.journeys.village import YELEN, Village

pytestmark = pytest.mark.browser
CARE, NEED = dict(SERVICES)["health"], "Le besoin, et s’il est urgent"
LAST = "Proposer de terminer l’aide"
ANSWERS = {
    steps.ticked("reasons", "needs_met"): "",
    **{steps.ticked(name, "yes"): "" for name in CHECKED},
    "#closure-note": "Un mot fictif, scellé.",
}
WAITS = "Une superviseuse la relit"


def begin(page: Page) -> None:
    """Open the page on which the end is prepared."""
    steps.follow(page, "Préparer la fermeture")
    steps.heading(page, "Ce qui permet de fermer")


def propose(page: Page) -> None:
    """Answer every point, and propose."""
    steps.fill_in(page, ANSWERS, last=LAST)
    expect(page.get_by_text(WAITS)).to_be_visible()


def found_again(page: Page) -> None:
    """Go through all points without answering: what was said is there."""
    for place, words in ANSWERS.items():
        where = page.locator(place)
        if not where.is_visible():
            steps.press(page, "Continuer")
        expect(where).to_have_value(words) if words else expect(where).to_be_checked()


def helped(page: Page) -> str:
    """Begin with someone whose one need is settled."""
    code = steps.new_case(page)
    steps.record_needs(page, CARE)
    steps.decline_need(page, CARE)
    return code


def read_proposal(page: Page, code: str) -> None:
    """Open, as a supervisor, what waits for a second pair of eyes."""
    steps.way(page, "Équipe")
    steps.follow(page, "Fermetures à relire")
    steps.follow(page, code)
    steps.heading(page, "Relire la fermeture")


def test_an_open_referral_holds_the_end_until_it_was_looked_at_with_her(
    village: Village,
) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.orient(page, CARE, YELEN, NEED)
    begin(page)
    left = page.get_by_role("group", name="Encore ouvert")
    expect(left).to_contain_text(YELEN)
    page.locator(steps.ticked("reasons", "asked")).check()
    steps.press(page, "Continuer")
    expect(page.get_by_role("alert")).to_contain_text("encore ouverte")
    steps.heading(page, "Ce qui permet de fermer")
    expect(page.locator(steps.ticked("reasons", "asked"))).to_be_checked()
    left.get_by_role("checkbox").check()
    checked = {steps.ticked(name, "yes"): "" for name in CHECKED}
    steps.fill_in(page, checked, last=LAST)
    expect(page.get_by_text(WAITS)).to_be_visible()
    steps.sent(page)
    read_proposal(village.kadi.page, code)
    left_open = village.kadi.page.get_by_text(
        "laissées ouvertes, relues avec la personne : 1"
    )
    expect(left_open).to_be_visible()


def judge(page: Page, level: str) -> None:
    """Write down the risk as both see it now."""
    steps.choose(page, "risk_level", level)
    steps.press(page, "Enregistrer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def answer_all(page: Page) -> None:
    """Answer every point and stop there, without proposing anything."""
    page.locator(steps.ticked("reasons", "needs_met")).check()
    steps.press(page, "Continuer")
    for name in CHECKED:
        page.locator(steps.ticked(name, "yes")).check()
    steps.press(page, "Continuer")
    with drafted(page):
        page.locator("#closure-note").fill(ANSWERS["#closure-note"])
    steps.follow(page, "S’arrêter là")


def test_a_high_risk_holds_the_end_and_what_was_answered_waits(
    village: Village,
) -> None:
    page = village.aissata.page
    helped(page)
    begin(page)
    answer_all(page)
    steps.follow(page, "Revoir la sécurité")
    judge(page, "Élevé")
    steps.follow(page, "Préparer la fermeture")
    steps.heading(page, "Pas encore")
    expect(page.locator("#screen")).to_contain_text("Le risque est élevé")
    steps.follow(page, "Le risque est élevé")
    judge(page, "Bas")
    steps.follow(page, "Préparer la fermeture")
    expect(page.locator("#closure-note")).to_have_value(ANSWERS["#closure-note"])
    steps.press(page, LAST)
    expect(page.get_by_text(WAITS)).to_be_visible()
    steps.sent(page)


def give_back(page: Page, code: str) -> None:
    """Ask, as a supervisor, for something first."""
    read_proposal(page, code)
    page.get_by_text("Quelque chose reste à faire").click()
    steps.choose(page, "return_reason", "Un besoin attend encore")
    steps.press(page, "Renvoyer à votre collègue")
    steps.heading(page, "Fermetures à relire")
    expect(page.locator("#screen")).not_to_contain_text(code)
    steps.sent(page)


def test_what_a_supervisor_gives_back_is_put_right_and_not_begun_anew(
    village: Village,
) -> None:
    page, kadi = village.aissata.page, village.kadi.page
    code = helped(page)
    begin(page)
    propose(page)
    steps.sent(page)
    give_back(kadi, code)
    steps.refresh(page)
    steps.open_case(page, code)
    note = page.locator(".note.due").filter(has_text="Fermeture renvoyée")
    expect(note).to_contain_text("Un besoin attend encore")
    expect(page.locator(".thread")).to_contain_text("Un besoin attend encore")
    note.get_by_role("link", name="Reprendre ce qui était proposé").click()
    steps.heading(page, "Ce qui permet de fermer")
    found_again(page)
    page.locator("#closure-note").fill("Un autre mot fictif.")
    steps.press(page, LAST)
    expect(page.get_by_text(WAITS)).to_be_visible()
    steps.sent(page)
    agree(kadi, code)
    steps.sent(kadi)
    steps.refresh(page)
    steps.open_case(page, code)
    expect(
        page.get_by_text("L’aide est terminée. La personne peut revenir")
    ).to_be_visible()


def test_a_danger_that_comes_after_the_proposal_is_told_to_whoever_agrees(
    village: Village,
) -> None:
    page, kadi = village.aissata.page, village.kadi.page
    code = helped(page)
    begin(page)
    propose(page)
    steps.sent(page)
    read_proposal(kadi, code)
    steps.follow(page, "Revoir la sécurité")
    judge(page, "Élevé")
    steps.sent(page)
    steps.press(kadi, "D’accord : l’aide se termine")
    expect(kadi.get_by_role("alert")).to_contain_text("voyez d’abord la sécurité")
    steps.heading(kadi, "Relire la fermeture")
    steps.refresh(page)
    steps.open_case(page, code)
    expect(page.get_by_text(WAITS)).to_be_visible()
