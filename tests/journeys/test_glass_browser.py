"""A supervisor and somebody on call open one case; it closes, and stays written."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
CALLED, PHONE = "Djélika", "10 00 00 11"
REASON = "On attend la personne devant chez elle, il faut la joindre ce soir."
TITLE = "Accès d’urgence à deux"


def asked_for(page: Page, code: str) -> None:
    """Open a case by its code; what is not one's own is asked for."""
    steps.way(page, "Équipe")
    steps.follow(page, TITLE)
    page.get_by_label("Code du dossier").fill(code)
    steps.press(page, "Continuer")
    steps.heading(page, "Un dossier que vous n’ouvrez pas")


def ask(page: Page, code: str) -> None:
    """Say why; the reason in words goes to whoever is on call."""
    asked_for(page, code)
    steps.press(page, "Demander")
    expect(page.locator('[role="alert"]:not(:empty)').first).to_be_visible()
    steps.choose(page, "glass_why", "Il y a un danger maintenant")
    page.locator("#glass-glass_reason").fill(REASON)
    steps.press(page, "Demander")
    steps.heading(page, TITLE)
    expect(page.get_by_text("une personne de garde va répondre")).to_be_visible()


def release(page: Page, code: str) -> None:
    """Read the reason, give the second half; nothing of the case is seen."""
    steps.refresh(page)
    steps.follow(page, "1 demande d’accès d’urgence")
    steps.heading(page, TITLE)
    steps.follow(page, code)
    steps.heading(page, "Accès d’urgence demandé")
    expect(page.get_by_text(REASON)).to_be_visible()
    steps.press(page, "Donner la seconde moitié")
    steps.heading(page, TITLE)
    expect(page.get_by_text("Ouvert pour Kadi")).to_be_visible()
    assert CALLED not in page.content()


def read_and_close(page: Page, code: str) -> None:
    """Read how to reach her, then close: nothing of it stays on the screen."""
    steps.way(page, "Équipe")
    steps.follow(page, TITLE)
    steps.follow(page, code)
    steps.heading(page, "Dossier ouvert à deux")
    for words in (CALLED, PHONE):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text(re.compile(r"Se ferme dans [34] h"))).to_be_visible()
    steps.press(page, "Fermer maintenant")
    steps.heading(page, TITLE)
    expect(page.get_by_text("Rien n’est demandé ni ouvert.")).to_be_visible()
    assert CALLED not in page.content()


def test_scenario_20_two_people_open_one_case_and_her_worker_can_show_it(
    village: Village,
):
    mine = village.aissata.page
    code = steps.new_case(mine)
    steps.sent(mine)  # nothing is drawn anew under her finger
    steps.open_case(mine, code)
    steps.record_identity(mine, CALLED, PHONE)
    steps.sent(mine)
    ask(village.kadi.page, code)
    release(village.bintou.page, code)
    read_and_close(village.kadi.page, code)
    steps.refresh(mine)
    steps.open_case(mine, code)
    thread = mine.locator(".thread")
    expect(thread.get_by_text("à deux demandé : Il y a un danger")).to_be_visible()
    expect(thread.get_by_text("refermé : C’est fait")).to_be_visible()
    steps.follow(mine, "Qui peut voir quoi")
    expect(mine.get_by_text("Kadi, Bintou, à deux et en urgence")).to_be_visible()
