"""A key of the device instead of six digits, by Chromium’s virtual authenticator."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from client.townspeople import Town
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person

pytestmark = pytest.mark.browser
ENTERING = "Mes façons d’entrer"
NAME = "Téléphone de service"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def person(chromium: Browser, town: Town, house: House) -> Iterator[Person]:
    """Return Fadimata at a browser of her own."""
    page = steps.sit_down(chromium)
    page.goto(f"{house.origin}/app/")
    known = town.people["fadimata"].session.person
    somebody = Person(page, known.username, known.passphrase, known.secret)
    steps.unlock(somebody)
    yield somebody
    page.context.close()


@pytest.fixture(scope="module")
def device(person: Person) -> tuple[CDPSession, str]:
    """Return the page's virtual authenticator."""
    wire = person.page.context.new_cdp_session(person.page)
    wire.send("WebAuthn.enable")
    added = wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return wire, added["authenticatorId"]


def keys(device: tuple[CDPSession, str]) -> list[dict[str, Any]]:
    wire, name = device
    found = wire.send("WebAuthn.getCredentials", {"authenticatorId": name})
    return list(found["credentials"])


def show(person: Person) -> None:
    steps.way(person.page, "Moi")
    steps.follow(person.page, ENTERING)
    steps.heading(person.page, ENTERING)


def begin_anew(page: Page) -> None:
    """Ask for the page anew: nothing that was in memory is left."""
    steps.way(page, "Aujourd’hui")
    page.reload()
    steps.heading(page, "Ouvrir le carnet")


def test_a_key_is_added_under_a_name(
    person: Person, device: tuple[CDPSession, str]
) -> None:
    page = person.page
    steps.sent(page)
    show(person)
    expect(page.locator("#screen li.card")).to_have_count(1)
    page.get_by_label("Nom de cette clé").fill(NAME)
    steps.press(page, "Ajouter la clé de cet appareil")
    card = page.locator("#screen li.card").filter(has_text=NAME)
    expect(card).to_contain_text("Depuis le")
    [key] = keys(device)
    assert key["rpId"] == "localhost"
    steps.press(page, "Ajouter la clé de cet appareil")
    expect(page.get_by_role("alert").filter(has_text="déjà une clé")).to_be_visible()


def test_after_the_passphrase_the_key_stands_for_the_code(
    person: Person, device: tuple[CDPSession, str], house: House
) -> None:
    page = person.page
    begin_anew(page)
    expect(page.get_by_label("Code à 6 chiffres")).to_have_count(0)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    steps.press(page, "Ouvrir")
    steps.heading(page, "Encore une preuve")
    steps.press(page, "Utiliser la clé de cet appareil")
    steps.heading(page, "Aujourd’hui")
    steps.sent(page)
    [key] = keys(device)
    assert key["signCount"] >= 2
    steps.way(page, "Moi")
    with page.context.expect_page() as opened:
        steps.press(page, "Ouvrir le bureau")
    desk = opened.value
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert desk.url.startswith(f"{house.origin}/desk/")
    desk.close()


def test_a_device_that_does_not_know_her_is_told_and_the_code_still_works(
    person: Person, device: tuple[CDPSession, str]
) -> None:
    wire, name = device
    page = person.page
    wire.send(
        "WebAuthn.setUserVerified", {"authenticatorId": name, "isUserVerified": False}
    )
    wire.send("WebAuthn.clearCredentials", {"authenticatorId": name})
    begin_anew(page)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    steps.press(page, "Ouvrir")
    steps.heading(page, "Encore une preuve")
    steps.press(page, "Utiliser la clé de cet appareil")
    expect(page.get_by_role("alert")).to_contain_text("n’a pas donné sa clé")
    page.get_by_label("Code à 6 chiffres").fill(person.code())
    steps.press(page, "Continuer")
    steps.heading(page, "Aujourd’hui")
    steps.sent(page)


def test_a_key_is_taken_away_and_the_code_is_asked_again(person: Person) -> None:
    page = person.page
    show(person)
    steps.press(page, "Retirer cette clé")
    expect(page.locator("#screen li.card")).to_have_count(1)
    expect(page.get_by_text("Application de codes", exact=True)).to_be_visible()
    begin_anew(page)
    steps.unlock(person)
    steps.heading(page, "Aujourd’hui")
