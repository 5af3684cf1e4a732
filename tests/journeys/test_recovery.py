"""Sheets, a drill, and somebody who lost her keys: three people at their browsers."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person
from tests.journeys.village import DEME, Village, gather

PAGE = "Clés et récupération"


def keys_page(page: Page) -> None:
    """Go to the page of keys, anew."""
    steps.refresh(page)
    steps.way(page, "Moi")
    steps.follow(page, PAGE)
    steps.heading(page, PAGE)


@pytest.fixture(scope="module")
def sira(villagers: Village, village_house: House, chromium: Browser) -> Person:
    """Sira, who administers Association Dɛmɛ."""
    admin = gather(villagers, village_house.origin).assetou.page
    token = steps.invite(admin, "Sira", DEME, ["Administration"])
    steps.sent(admin)
    villagers.second()
    page = steps.sit_down(chromium)
    return steps.join(page, village_house.origin, token, "sira")


@pytest.fixture(scope="module")
def modibo(villagers: Village, village_house: House, chromium: Browser) -> Person:
    """Modibo, who accompanies somebody."""
    admin = gather(villagers, village_house.origin).assetou.page
    token = steps.invite(admin, "Modibo", DEME, ["Gestionnaire de cas"])
    steps.sent(admin)
    villagers.second()
    page = steps.sit_down(chromium)
    return steps.join(page, village_house.origin, token, "modibo")


def print_sheets(page: Page, *keepers: str) -> list[list[str]]:
    """Make three sheets and return what stands on each."""
    keys_page(page)
    steps.follow(page, "Faire trois nouvelles feuilles")
    steps.heading(page, "Trois feuilles, trois personnes")
    for number, called in enumerate(keepers, start=1):
        options = page.get_by_label(f"Feuille {number}").locator("option")
        label = options.filter(has_text=called).first.text_content() or ""
        page.get_by_label(f"Feuille {number}").select_option(label=label)
    steps.press(page, "Faire naître la clé de récupération")
    found = []
    for number in range(1, 4):
        steps.heading(page, f"Feuille {number} sur 3")
        expect(page.locator("svg.qr")).to_be_visible()
        words = page.locator(".sheet-list li").all_inner_texts()
        found.append([word.strip() for word in words])
        steps.press(page, "Elle est imprimée ou recopiée : la suivante")
    steps.heading(page, PAGE)
    return found


def type_sheet(page: Page, words: list[str]) -> None:
    """Type a sheet: each word by its first letters or whole, then a space."""
    first = page.locator(".sheet-words input").first
    first.press_sequentially(f"{words[0]} ")
    page.locator(".sheet-words input").nth(1).fill(" ".join(words[1:]))
    steps.press(page, "Continuer")


def second_recovery_key(page: Page) -> None:
    """Sign, as a supervisor of the agency, that the key is hers."""
    keys_page(page)
    card = page.locator(".card", has_text="Clé de récupération")
    expect(card).to_contain_text("Faite par Sira")
    card.get_by_role("link", name="Lire et décider").click()
    steps.heading(page, "Clé de récupération : est-ce bien celle de")
    expect(page.locator(".words")).not_to_be_empty()
    steps.press(page, "Signer")
    steps.heading(page, "Deux personnes pour chaque rôle")
    expect(page.get_by_text("Rien n’attend votre signature")).to_be_visible()


def test_two_of_three_sheets_pass_the_drill(village, sira, modibo):
    steps.refresh(modibo.page)
    sheets = print_sheets(sira.page, "Sira", "Modibo", "Bintou")
    assert [len(words) for words in sheets] == [24, 24, 24]
    second_recovery_key(village.kadi.page)
    keys_page(modibo.page)
    steps.press(modibo.page, "J’ai ma feuille")
    expect(modibo.page.get_by_text("Feuille 2 : Modibo, en main")).to_be_visible()
    keys_page(village.kadi.page)
    steps.press(village.kadi.page, "Sceller la clé du coffre pour les feuilles")
    step = village.kadi.page.locator(".key-step", has_text="coffre est scellée")
    expect(step).to_contain_text("fait")
    drill(modibo.page, sheets[1], sheets[2])


def drill(page: Page, one: list[str], other: list[str]) -> None:
    keys_page(page)
    steps.follow(page, "Faire l’exercice")
    steps.heading(page, "Exercice de récupération")
    swapped = [one[1], one[0], *one[2:]]
    type_sheet(page, swapped)
    fault = page.locator('[data-slot="fault"]')
    expect(fault).to_contain_text("Un des mots n’est pas celui de la feuille")
    for place, word in enumerate(one[:2]):
        page.locator(".sheet-words input").nth(place).fill(word)
    steps.press(page, "Continuer")
    expect(page.get_by_text("Deuxième personne")).to_be_visible()
    type_sheet(page, one)
    expect(fault).to_contain_text("C’est deux fois la feuille 2")
    type_sheet(page, other)
    steps.heading(page, PAGE)
    expect(page.get_by_text("Dernier exercice réussi")).to_be_visible()


def test_a_training_agency_says_so_on_every_page(village, sira):
    banner = sira.page.locator("#training")
    expect(banner).to_have_text("FORMATION, données fictives")


def test_who_lost_her_keys_reads_her_cases_again(village, village_house, sira, modibo):
    code = steps.new_case(modibo.page)
    steps.record_identity(modibo.page, "Essai Retrouvé")
    steps.sent(modibo.page)
    again = come_back_here(village, village_house, sira, modibo.page)
    for holder, button in (
        (village.kadi, "Redonner la moitié du coffre"),
        (village.bintou, "Redonner la moitié du contrôle"),
    ):
        keys_page(holder.page)
        steps.press(holder.page, button)
        expect(holder.page.get_by_text("tout est redonné")).to_be_visible()
    keys_page(again.page)
    steps.press(again.page, "Reprendre mes dossiers")
    card = again.page.get_by_role("button", name="Reprendre mes dossiers")
    expect(card).to_have_count(0)
    steps.refresh(again.page)
    steps.open_case(again.page, code)
    again.page.locator(
        "summary", has_text="Comment la personne veut qu’on l’appelle"
    ).click()
    told = again.page.locator('[data-slot="identity"]')
    expect(told).to_contain_text("Essai Retrouvé")


def come_back_here(
    village: Village, village_house: House, sira: Person, page: Page
) -> Person:
    """Get new keys on the phone that held the lost ones, and something not sent."""
    page.context.set_offline(True)
    steps.new_case(page)
    expect(page.locator("#state")).to_contain_text("à envoyer")
    page.wait_for_timeout(400)  # the mark follows what is counted
    page.goto("about:blank")
    page.context.set_offline(False)
    again = come_back(village_house, page, (village.kadi, sira), "Modibo")
    told = "Le navigateur a effacé ce que ce téléphone gardait"
    steps.way(page, "Aujourd’hui")
    expect(page.get_by_text(told)).to_be_visible()
    steps.sent(page)
    return again


def confirm(page: Page, words: str) -> None:
    """Compare the words in person, and say that it is her."""
    keys_page(page)
    expect(page.locator(".words", has_text=words)).to_be_visible()
    steps.press(page, "C’est bien la personne, et ce sont ses mots")
    steps.heading(page, PAGE)


def come_back(
    village_house: House, page: Page, colleagues: tuple[Person, Person], who: str
) -> Person:
    """Get new keys, confirmed by two colleagues, of whom the second makes the link."""
    sira = colleagues[1]
    keys_page(sira.page)
    steps.follow(sira.page, "Une personne a perdu ses clés")
    sira.page.get_by_label("Qui").select_option(label=who)
    steps.press(sira.page, "Faire le lien")
    steps.heading(sira.page, "Le lien, une seule fois")
    link = sira.page.locator("#link-text").text_content() or ""
    phrase = "lune cactus riz bambou orage"
    page.goto(f"{village_house.origin}/app/#{link.partition('#')[2]}")
    steps.heading(page, "De nouvelles clés")
    page.get_by_label("Phrase secrète").fill(phrase)
    page.get_by_label("La même, encore une fois").fill(phrase)
    steps.press(page, "Continuer")
    steps.heading(page, "Deux personnes, devant vous")
    words = page.locator("#print").inner_text()
    for one in colleagues:
        confirm(one.page, words)
    steps.heading(page, "Un code, en plus")
    expect(page.locator("svg.qr")).to_be_visible()
    person = Person(page, who.lower(), phrase)
    person.secret = (page.locator("#secret").text_content() or "").replace(" ", "")
    page.get_by_label("Code à 6 chiffres").fill(person.code())
    steps.press(page, "Confirmer")
    expect(page.locator("#dock")).to_be_visible()
    return person
