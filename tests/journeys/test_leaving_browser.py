"""A passphrase changes; a caseworker leaves, and a colleague goes on with each case."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person
from tests.journeys.village import DEME, Village, gather

pytestmark = pytest.mark.browser
NEXT = "fleuve natte tambour colline pirogue"
PAGE = "Quelqu’un s’en va"
PLAN = "Elle part chez sa tante au lever du jour"


def come(
    village: Village, house: House, chromium: Browser, called: str, username: str
) -> Person:
    """Let another caseworker of the agency join."""
    admin = gather(village, house.origin).assetou.page
    token = steps.invite(admin, called, DEME, ["Gestionnaire de cas"])
    steps.sent(admin)
    village.second()
    return steps.join(steps.sit_down(chromium), house.origin, token, username)


@pytest.fixture(scope="module")
def fanta(villagers: Village, village_house: House, chromium: Browser) -> Person:
    """Fanta, who is going to leave."""
    return come(villagers, village_house, chromium, "Fanta", "fanta")


@pytest.fixture(scope="module")
def hawa(villagers: Village, village_house: House, chromium: Browser) -> Person:
    """Hawa, who stays."""
    return come(villagers, village_house, chromium, "Hawa", "hawa")


def close(person: Person) -> None:
    """Close the notebook."""
    steps.way(person.page, "Moi")
    steps.press(person.page, "Fermer le carnet")


def test_the_new_phrase_opens_every_device_and_the_old_one_none(
    village, hawa, chromium, village_house
):
    other = Person(steps.sit_down(chromium), "hawa", hawa.phrase, hawa.secret)
    other.page.goto(f"{village_house.origin}/app/")
    steps.unlock(other)
    close(other)
    page, old = hawa.page, hawa.phrase
    steps.way(page, "Moi")
    steps.press(page, "Changer ma phrase secrète")
    steps.heading(page, "Changer ma phrase secrète")
    page.get_by_label("Phrase secrète", exact=True).fill(NEXT)
    page.get_by_label("La même, encore une fois").fill(NEXT)
    page.get_by_label("Phrase d’aujourd’hui").fill("une autre phrase")
    steps.press(page, "Changer")
    expect(page.get_by_text("Ce n’est pas votre phrase secrète")).to_be_visible()
    page.get_by_label("Phrase d’aujourd’hui").fill(old)
    steps.press(page, "Changer")
    steps.heading(page, "Moi")
    expect(page.get_by_text("Votre phrase est changée")).to_be_visible()
    other.page.reload()
    refused(other)
    for person in (hawa, other):
        person.phrase = NEXT
    steps.unlock(other)
    close(hawa)
    steps.unlock(hawa)
    other.page.context.close()


def refused(person: Person) -> None:
    """Try the old phrase where it was good a moment ago."""
    page = person.page
    steps.heading(page, "Ouvrir le carnet")
    page.get_by_label("Phrase secrète").fill(person.phrase)
    page.get_by_label("Code à 6 chiffres").fill(person.code())
    steps.press(page, "Ouvrir")
    expect(page.get_by_text("Votre phrase a changé")).to_be_visible()


def a_case(person: Person, called: str) -> str:
    """Take a yes and a name; return the code."""
    code = steps.new_case(person.page)
    steps.sent(person.page)
    steps.open_case(person.page, code)
    steps.record_identity(person.page, called)
    steps.sent(person.page)
    return code


def departures(page: Page) -> None:
    """Go to the page of departures, anew."""
    steps.refresh(page)
    steps.way(page, "Équipe")
    steps.follow(page, PAGE)
    steps.heading(page, PAGE)


def test_who_leaves_hands_on_and_two_people_give_the_rest(village, fanta, hawa):
    kadi, bintou = village.kadi.page, village.bintou.page
    codes = [a_case(fanta, called) for called in ("Djénéba", "Kadiatou")]
    departures(kadi)
    prepare_twice(kadi)
    hand_on(fanta.page, codes[0])
    departures(kadi)
    expect(kadi.get_by_text("1 dossier à remettre")).to_be_visible()
    write_offline(fanta.page, codes[1])
    say_gone(kadi)
    kadi.get_by_label(codes[1]).check()
    kadi.get_by_label("À qui").select_option(label="Hawa")
    steps.press(kadi, "Remettre")
    expect(kadi.get_by_text("Tous ses dossiers sont remis")).to_be_visible()
    for page, half in ((kadi, "du coffre"), (bintou, "du contrôle")):
        departures(page)
        steps.press(page, f"Redonner la moitié {half}")
        expect(page.get_by_text("1 moitié redonnée.")).to_be_visible()
    goes_on(hawa, codes)
    send_late(fanta.page, village)
    departures(kadi)
    expect(kadi.get_by_text("1 écrit arrivé après son départ")).to_be_visible()
    reads_late(hawa.page, codes[1])


def prepare_twice(kadi: Page) -> None:
    """Prepare a departure, take it back, and prepare it again."""
    kadi.get_by_label("Qui s’en va").select_option(label="Fanta")
    steps.press(kadi, "Préparer le départ")
    expect(kadi.get_by_text("2 dossiers à remettre")).to_be_visible()
    steps.press(kadi, "Annuler ce départ : la personne reste")
    expect(kadi.get_by_text("Départ annulé : Fanta reste.")).to_be_visible()
    kadi.get_by_label("Qui s’en va").select_option(label="Fanta")
    steps.press(kadi, "Préparer le départ")
    expect(kadi.get_by_text("2 dossiers à remettre")).to_be_visible()


def say_gone(kadi: Page) -> None:
    """End her access: asked twice, and once one goes back."""
    steps.press(kadi, "La personne est partie")
    steps.press(kadi, "Non, revenir")
    steps.press(kadi, "La personne est partie")
    expect(kadi.get_by_text("Fermer l’accès de Fanta ?")).to_be_focused()
    expect(kadi.get_by_text("Cela ne se reprend pas")).to_be_visible()
    steps.press(kadi, "Oui, fermer son accès")
    expect(kadi.get_by_text("son accès est fermé")).to_be_visible()


def write_offline(page: Page, code: str) -> None:
    """Note a danger and a plan without network."""
    page.context.set_offline(True)
    steps.open_case(page, code)
    steps.record_safety(page, "Non", "Bas", PLAN)


def send_late(page: Page, village: Village) -> None:
    """Come back to the network when one has left."""
    page.context.set_offline(False)
    with page.expect_response("**/field/v1/exchange", timeout=60_000):
        page.evaluate("dispatchEvent(new Event('online'))")
    village.second()


def reads_late(page: Page, code: str) -> None:
    """See what came too late, opened; nothing of it is in the case."""
    steps.open_case(page, code)
    steps.follow(page, "Arrivé après un départ")
    steps.heading(page, "Arrivé après un départ")
    expect(page.get_by_text(PLAN)).to_be_visible()
    expect(page.get_by_text("Écrit par Fanta, avant son départ")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def hand_on(page: Page, code: str) -> None:
    """Give one case to a colleague, from one's own notebook."""
    steps.way(page, "Moi")
    steps.press(page, "Remettre mes dossiers")
    steps.heading(page, "Remettre mes dossiers")
    page.get_by_label(code).check()
    page.get_by_label("À qui").select_option(label="Hawa")
    steps.press(page, "Remettre")
    expect(page.get_by_text("1 dossier remis.")).to_be_visible()
    steps.way(page, "Aujourd’hui")
    expect(page.locator("#screen a.line").filter(has_text=code)).to_have_count(0)


def goes_on(hawa: Person, codes: list[str]) -> None:
    """See both cases, whose they were, and read who it is."""
    page = hawa.page
    for _twice in range(2):  # halves come, then the keys are joined
        steps.refresh(page)
    expect(page.get_by_text("Repris de Fanta").first).to_be_visible()
    for code, called in zip(codes, ("Djénéba", "Kadiatou"), strict=True):
        steps.open_case(page, code)
        steps.follow(page, "Identité et contact")
        expect(page.locator("#identity-called")).to_have_value(called)
    steps.way(page, "Aujourd’hui")
