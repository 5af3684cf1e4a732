"""Her worker turns the screen to her; later she comes alone, without script."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.porter import porter_of
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
PIN, SMALL = "582047", {"width": 320, "height": 640}
REACH = {"#reach": "au puits, le matin", "#hours": "mardi", "#word": "tissu"}


@contextmanager
def alone(browser: Browser) -> Iterator[Page]:
    """Open a small browser without script, as any phone may be."""
    context = browser.new_context(
        viewport=SMALL, locale="fr-FR", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def bear_key(village: Village) -> None:
    """Make the key for what is left for the agency; it counts once two have signed."""
    page = village.kadi.page
    steps.way(page, "Équipe")
    steps.follow(page, "À rappeler")
    steps.heading(page, "À rappeler")
    steps.press(page, "Faire naître la clé de dépôt")
    expect(page.get_by_text("une deuxième personne doit encore")).to_be_visible()
    steps.sent(page)
    village.second()
    steps.refresh(page)
    steps.way(page, "Équipe")
    steps.follow(page, "À rappeler")
    expect(page.get_by_text("Qui peut ouvrir ces demandes")).to_be_visible()


def give(page: Page, code: str) -> str:
    """Give a number; return it as it stood on the screen once."""
    steps.open_case(page, code)
    steps.follow(page, "Un numéro à soi")
    steps.heading(page, "Un numéro à soi")
    steps.press(page, "Tournez l’écran vers la personne")
    expect(page.locator('[role="alert"]:not(:empty)').first).to_be_visible()
    steps.choose(page, "access_wanted", "Oui")
    steps.press(page, "Tournez l’écran vers la personne")
    steps.heading(page, "Votre code secret")
    for first, again, said in (
        ("123456", "123456", "ni une suite"),
        (PIN, "935160", "pas pareilles"),
    ):
        choose_pin(page, first, again)
        expect(page.get_by_role("alert").get_by_text(said)).to_be_visible()
    choose_pin(page, PIN, PIN)
    steps.heading(page, "Votre numéro")
    number = (page.locator(".own-number").text_content() or "").replace(" ", "")
    shown = page.locator(".pictures.drawn b").all_text_contents()
    assert "".join(shown) == number
    page.evaluate("document.dispatchEvent(new CustomEvent('arrived'))")
    page.wait_for_timeout(300)  # news of others draws pages anew, but not this one
    steps.press(page, "C’est retenu")
    steps.heading(page, "Un numéro à soi")
    expect(page.get_by_text("La personne a un numéro depuis")).to_be_visible()
    assert number not in page.content()
    return number


def choose_pin(page: Page, first: str, again: str) -> None:
    """Type six digits twice."""
    page.get_by_label("Six chiffres").fill(first)
    page.get_by_label("Encore une fois").fill(again)
    steps.press(page, "C’est mon code secret")


def come(page: Page, origin: str, number: str) -> None:
    """Come in with number and PIN."""
    page.goto(f"{origin}/numero")
    page.locator("#number").fill(number)
    page.locator("#pin").fill(PIN)
    steps.press(page, "Ouvrir")
    steps.heading(page, "Ce qui est prévu")


def ask_for_call(page: Page) -> None:
    """Ask for a call; the page says that it is noted."""
    steps.press(page, "Rappelez-moi")
    for field, words in REACH.items():
        page.locator(field).fill(words)
    steps.press(page, "Demander qu’on me rappelle")
    steps.heading(page, "C’est noté")
    steps.press(page, "Revenir")
    expect(page.get_by_text("On va vous rappeler.")).to_be_visible()


def stop(page: Page) -> None:
    """Stop all help, in two steps; leave, and find nothing by going back."""
    steps.press(page, "Arrêter quelque chose")
    page.get_by_label("Toute l’aide").check()
    steps.press(page, "Voir ce qui s’arrête")
    steps.heading(page, "Arrêter toute l’aide ?")
    steps.press(page, "Oui, arrêter")
    steps.heading(page, "C’est arrêté")
    page.get_by_role("link", name="Quitter vite").click()
    expect(page).to_have_title("Calendrier")
    with suppress(Error):  # the browser says that there is nothing to go back to
        page.go_back()
    expect(page.get_by_text("C’est arrêté")).to_have_count(0)


def test_she_has_a_number_of_her_own_asks_for_a_call_and_stops(
    village: Village, village_house: House, chromium: Browser
) -> None:
    mine, supervisor = village.aissata.page, village.kadi.page
    code = steps.new_case(mine)
    steps.sent(mine)
    bear_key(village)
    with porter_of(village_house), alone(chromium) as hers:
        number = give(mine, code)
        come(hers, village_house.origin, number)
        ask_for_call(hers)
        read_call(supervisor, code)
        stop(hers)
        assert not hers.context.cookies()
    steps.refresh(mine)
    steps.open_case(mine, code)
    expect(mine.get_by_text("l’aide s’est arrêtée").first).to_be_visible()
    expect(mine.locator(".thread").get_by_text("demande un appel")).to_be_visible()


def read_call(page: Page, code: str) -> None:
    """Open what she left, with the key in hand; say that it is done."""
    steps.way(page, "Équipe")
    steps.follow(page, "À rappeler")
    steps.follow(page, code)
    steps.press(page, "Ouvrir sa demande")
    for words in REACH.values():
        expect(page.get_by_text(words)).to_be_visible()
    steps.choose(page, "called_back", "La personne a été jointe")
    steps.press(page, "C’est fait : effacer sa demande")
    expect(page.get_by_text("Personne n’attend d’appel.")).to_be_visible()
