"""An unattended screen: it goes blank, keeps what was typed, and a code comes back."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from client.townspeople import Town
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.drafts import drafted
from tests.journeys.house import House
from tests.journeys.leaving import back, leave
from tests.journeys.steps import Person
from tests.journeys.test_pages import enter

pytestmark = pytest.mark.browser
PIN, OTHER = "480573", "907416"
CLOSED, BY_PHRASE = "Carnet fermé", "Ouvrir le carnet"
PLAN = "Elle part chez sa tante au lever du jour"
NAME = "La tablette bleue de Konna"
NEUTRAL = "Carnet"
WRITTEN = "#safety-plan"
WHY = "Pour la réunion de lundi"
# Whatever this browser keeps, as text: what is sealed shows as numbers.
KEPT = """async () => {
  const found = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
  const plain = (_key, one) => one instanceof Uint8Array ? [...one].join() : one;
  for (const { name } of await indexedDB.databases()) {
    const book = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of book.objectStoreNames) {
      const all = book.transaction(store).objectStore(store).getAll();
      found.push(await new Promise((done) => {
        all.onsuccess = () => done(all.result);
      }));
    }
    book.close();
  }
  return JSON.stringify(found, plain);
}"""
# Whatever is pressed from now on, by its words.
PRESSES = """() => {
  window.pressed = [];
  const note = ({ target }) => window.pressed.push(target.textContent.trim());
  document.addEventListener("click", note, true);
}"""
# Every title that the tab ever had.
TITLES = """() => {
  window.titles = [document.title];
  const all = { childList: true, subtree: true, characterData: true };
  new MutationObserver(() => window.titles.push(document.title))
    .observe(document.documentElement, all);
}"""


def pass_time(page: Page, minutes: float) -> None:
    """Let time go by without a sign from anybody."""
    page.clock.fast_forward(int(minutes * 60_000) + 6_000)


def hide(page: Page, *, hidden: bool) -> None:
    """Put the tab behind another, or back."""
    page.evaluate(
        """(hidden) => {
          const said = { configurable: true, value: hidden };
          Object.defineProperty(document, "hidden", said);
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def choose(page: Page, pin: str) -> None:
    """Choose a short code under “Moi”."""
    steps.way(page, "Moi")
    steps.follow(page, "Mes façons d’entrer")
    steps.heading(page, "Mes façons d’entrer")
    page.get_by_label("Six chiffres à vous").fill(pin)
    steps.press(page, "Choisir ce code")


def come_back(page: Page, pin: str) -> None:
    """Type a short code on the lock screen, by the keyboard alone."""
    page.keyboard.press("Tab")
    expect(page.get_by_label("Votre code court")).to_be_focused()
    page.keyboard.type(pin)
    page.keyboard.press("Enter")


def write(page: Page) -> str:
    """Begin a plan for her safety and leave it half written; return the code."""
    code = steps.new_case(page)
    steps.sent(page)
    steps.follow(page, "Sécurité")
    steps.choose(page, "in_danger", "Non")
    with drafted(page):
        page.locator(WRITTEN).fill(PLAN)
        page.clock.run_for(1_000)
    return code


@pytest.fixture(scope="module")
def person(chromium: Browser, town: Town, house: House) -> Iterator[Person]:
    """Return Aïssata at a browser of her own, whose clock can be moved."""
    page = steps.sit_down(chromium)
    page.clock.install()
    page.goto(f"{house.origin}/app/")
    page.evaluate(TITLES)
    known = town.people["aissata"].session.person
    somebody = Person(page, known.username, known.passphrase, known.secret)
    steps.unlock(somebody)
    steps.sent(page)
    yield somebody
    page.context.close()


def test_a_code_that_anybody_tries_first_is_refused_politely(person: Person) -> None:
    page = person.page
    choose(page, "123456")
    fault = page.get_by_role("alert").filter(has_text="se devine vite")
    expect(fault).to_be_visible()
    choose(page, PIN)
    expect(page.get_by_text("Un code court est choisi")).to_be_visible()
    assert PIN not in page.evaluate(KEPT)
    assert PIN not in page.content()


def test_scenario_21_an_unattended_screen_goes_blank_and_keeps_what_was_typed(
    person: Person,
) -> None:
    page = person.page
    code = write(page)
    for _time in range(3):  # who writes is there, however long she thinks
        pass_time(page, 4)
        page.keyboard.press("Shift")
    expect(page.locator(WRITTEN)).to_have_value(PLAN)
    pass_time(page, 5)
    steps.heading(page, CLOSED)
    for place in (page.content(), page.url, page.evaluate(KEPT)):
        assert PLAN not in place
    assert code not in page.content()
    assert code not in page.url
    expect(page.locator("#dock")).to_be_hidden()
    expect(page.locator("h1")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Rien n’est perdu")
    come_back(page, OTHER)
    expect(page.get_by_role("alert")).to_contain_text("Essais restants : 4")
    expect(page.get_by_label("Votre code court")).to_be_focused()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.locator(WRITTEN)).to_have_value(PLAN)
    expect(page.locator("#place")).to_have_text(code)
    assert set(page.evaluate("window.titles")) == {NEUTRAL}


def test_two_hidden_minutes_close_it_and_what_was_typed_comes_back(
    person: Person,
) -> None:
    page = person.page
    expect(page.locator(WRITTEN)).to_have_value(PLAN)
    hide(page, hidden=True)
    pass_time(page, 2)
    hide(page, hidden=False)
    steps.heading(page, CLOSED)
    come_back(page, PIN)
    expect(page.locator(WRITTEN)).to_have_value(PLAN)


def test_words_that_belong_to_no_draft_come_back_too(person: Person) -> None:
    page = person.page
    steps.way(page, "Moi")
    steps.follow(page, "Mes façons d’entrer")
    box = page.get_by_label("Nom de cette clé")
    with drafted(page):
        box.fill(NAME)
        page.clock.run_for(1_000)
    pass_time(page, 5)
    steps.heading(page, CLOSED)
    assert NAME not in page.content()
    assert NAME not in page.evaluate(KEPT)
    come_back(page, PIN)
    expect(box).to_have_value(NAME)
    steps.way(page, "Moi")  # left, they are not kept any longer
    steps.follow(page, "Mes façons d’entrer")
    expect(box).to_have_value("")


def test_after_an_hour_only_the_passphrase_opens_and_leads_back(
    person: Person,
) -> None:
    page = person.page
    pass_time(page, 5)
    steps.heading(page, CLOSED)
    pass_time(page, 60)
    steps.heading(page, BY_PHRASE)
    steps.unlock(person)
    steps.heading(page, "Mes façons d’entrer")


def test_five_wrong_codes_ask_for_the_passphrase_and_nothing_is_lost(
    person: Person,
) -> None:
    page = person.page
    choose(page, PIN)
    expect(page.get_by_text("Un code court est choisi")).to_be_visible()
    pass_time(page, 5)
    steps.heading(page, CLOSED)
    box = page.get_by_label("Votre code court")
    for left in (4, 3, 2, 1):
        box.fill(OTHER)
        steps.press(page, "Rouvrir")
        expect(page.get_by_role("alert")).to_contain_text(f"Essais restants : {left}")
    box.fill(OTHER)
    steps.press(page, "Rouvrir")
    steps.heading(page, BY_PHRASE)
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    steps.unlock(person)


def test_leaving_quickly_forgets_the_code_too(person: Person, house: House) -> None:
    page = person.page
    choose(page, PIN)
    expect(page.get_by_text("Un code court est choisi")).to_be_visible()
    leave(page)
    page.goto(f"{house.origin}/app/")
    steps.heading(page, BY_PHRASE)
    kept = json.loads(page.evaluate(KEPT))
    assert PIN not in str(kept)


def stay(page: Page) -> None:
    """Press the notice's button, which has the focus, and nothing beneath it."""
    button = page.locator(".closing").get_by_role("button", name="Rester")
    expect(button).to_be_focused()
    page.evaluate(PRESSES)
    button.click()
    expect(button).to_be_hidden()
    assert page.evaluate("window.pressed") == ["Rester"]


def test_the_desk_says_a_minute_before_that_it_closes_and_keeps_who_writes(
    chromium: Browser, house: House, town: Town
) -> None:
    context = chromium.new_context(locale="fr-FR")
    enter(context, town.people["kadi"], house.origin)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{house.origin}/desk/annuaire")
    closing = page.locator(".closing")
    writing = page.locator("#words")
    for _time in range(3):  # whoever types is there, however long it takes
        writing.press_sequentially("Tè")
        pass_time(page, 3)
    expect(closing).to_be_hidden()
    pass_time(page, 1)
    expect(closing).to_contain_text("Cette page se ferme dans une minute")
    assert int(closing.locator("b").inner_text().split()[0]) <= 60
    stay(page)
    expect(writing).to_be_focused()
    expect(writing).to_have_value("TèTèTè")
    pass_time(page, 4)
    expect(closing).to_be_visible()
    pass_time(page, 1)
    page.wait_for_url("**/quitter")
    assert "TèTè" not in page.evaluate(KEPT)
    context.close()


def test_scenario_21_the_desk_closes_when_nobody_is_at_any_of_its_tabs(
    chromium: Browser, house: House, town: Town
) -> None:
    context = chromium.new_context(locale="fr-FR")
    enter(context, town.people["kadi"], house.origin)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.clock.install()
        page.goto(f"{house.origin}/desk/suivi")
        assert page.title() == NEUTRAL
    for _time in range(2):
        for page in (first, second):
            pass_time(page, 4)
        second.keyboard.press("Shift")  # a sign in one tab is one in all
        first.wait_for_timeout(300)
    expect(first.get_by_role("heading", level=1)).to_be_visible()
    pass_time(first, 5)
    first.wait_for_url("**/quitter")
    assert first.title() == "Calendrier"
    back(first)
    assert "Suivi" not in first.locator("body").inner_text()
    answer = context.request.get(f"{house.origin}/desk/suivi")
    assert answer.status == 401
    context.close()


WAITS = "Ce que vous écriviez vous attend"


def at_desk(page: Page, worker: Worker, house: House, path: str = "") -> None:
    """Open the desk in this browser, at one of its pages."""
    enter(page.context, worker, house.origin)
    page.goto(f"{house.origin}/desk/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def half_write(page: Page, words: str) -> None:
    """Write some words, and let five minutes pass without a sign."""
    page.locator("#why").fill(words)
    page.locator("#phrase").fill(PLAN)
    pass_time(page, 5)
    page.wait_for_url("**/quitter")
    assert words not in page.evaluate(KEPT)
    assert "resting" in page.evaluate("Object.keys(localStorage)")


def test_scenario_21_what_was_half_written_at_the_desk_waits_sealed_for_its_writer(
    chromium: Browser, house: House, town: Town
) -> None:
    page = chromium.new_context(locale="fr-FR").new_page()
    page.clock.install()
    writer, other = town.people["kadi"], town.people["fadimata"]
    at_desk(page, writer, house, "emporter/tracker")
    half_write(page, WHY)
    at_desk(page, other, house)
    page.wait_for_timeout(500)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    at_desk(page, writer, house)
    page.get_by_text(WAITS).click()
    expect(page.locator("#why")).to_have_value(WHY)
    expect(page.get_by_text("Ce que vous écriviez est revenu")).to_be_visible()
    expect(page.locator("#phrase")).to_have_value("")
    half_write(page, f"{WHY} ce soir")
    at_desk(page, writer, house)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.get_by_role("button", name="Quitter vite").click()
    page.wait_for_url("**/quitter")
    assert "resting" not in page.evaluate("Object.keys(localStorage)")
    page.context.close()
