"""Forms for people who read little: heard, from right to left, found again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from client.townspeople import Town, settle
from client.walk import Case, open_case, record_needs
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.sitting import sit
from tests.journeys.steps import Person
from tests.worker.test_recordings import TWO, speak, tone

pytestmark = pytest.mark.browser
SPOKEN = ("consent@1/services", "safety@1/in_danger", "incident@1/q_penetration")
ROOMS = (
    "", "/suite", "/accord", "/orienter", "/orienter/health", "/besoins", "/surete",
    "/contact", "/note", "/suivi", "/clore", "/ligne/health", "/numero", "/garde",
)  # fmt: skip
# Words of another script in the place of ours, as long as ours; for tests only.
MIRROR = """() => {
  document.documentElement.dir = "rtl";
  const WORDS = "مرحبا بكم في هذا الدفتر الصغير نكتب هنا كلمات للتجربة فقط".split(" ");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let at = 0;
  while (texts.nextNode()) {
    const node = texts.currentNode;
    node.textContent = node.textContent.replace(/\\p{L}[\\p{L}’-]+/gu, (one) => {
      let word = WORDS[at++ % WORDS.length];
      while (word.length < Math.min(one.length, 12)) word += "ـ";
      return word;
    });
  }
}"""
WIDE = """() => {
  const most = document.scrollingElement.clientWidth;
  const all = [...document.querySelectorAll("#screen *, header *, #dock *")];
  return all.filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    const isIn = one.closest("[hidden], .unseen, .sprite, table, template") !== null;
    return !isIn && width > 0 && (left < -1 || right > most + 1);
  }).map((one) => `${one.tagName}.${one.className}`).slice(0, 5);
}"""
# What is tapped: links inside a sentence are part of the line they stand in.
SMALL = """() => [...document.querySelectorAll(
  "#screen button, #screen label.choice, #screen summary, #screen select, #dock a, " +
  "#screen a.go, #screen a.chip, #screen a.door, " +
  "#screen input:not([type=checkbox], [type=radio], [type=hidden])"
)].filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return width > 0 && height > 0 && height < 47.5;
}).map((one) => [
  one.tagName, one.className, Math.round(one.getBoundingClientRect().height),
  one.textContent.trim().slice(0, 24),
].join(" "))"""
LISTEN = """() => {
  window.heard = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function () {
    window.heard.push(this.buffer.duration);
    return start.call(this);
  };
}"""


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return a house where some questions can be heard; tones stand in for voices."""
    folder = tmp_path_factory.mktemp("audio")
    for place in SPOKEN:
        speak(folder / "bm" / f"{place}.wav", tone(0.3), *TWO)
    started = House(
        tmp_path_factory.mktemp("speaking"), "", DEMESO_RECORDINGS=str(folder)
    )
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def people(speaking: House) -> Iterator[Town]:
    """Return everybody of that house."""
    settled = settle(speaking.origin, speaking.found())
    yield settled
    settled.close()


@pytest.fixture(scope="module")
def case(people: Town) -> Case:
    """Return a case in which something is asked for."""
    worker = people.people["aissata"]
    opened = open_case(worker)
    record_needs(worker, opened, ["health", "legal"])
    worker.exchange()
    return opened


@pytest.fixture
def aissata(chromium: Browser, speaking: House, people: Town, case: Case) -> Person:
    """Return Aïssata at a small phone, when everything of the day is there."""
    person = sit(chromium, speaking, people.people["aissata"])
    expect(person.page.locator("#screen #offer-return")).to_be_visible(timeout=60_000)
    return person


def to(page: Page, place: str) -> None:
    """Go to a room of the notebook."""
    page.goto(f"{page.url.partition('#')[0]}{place}")
    page.wait_for_timeout(350)
    expect(page.locator("#screen h1").first).to_be_visible()


def test_a_question_is_heard_again_without_network(aissata: Person, case: Case) -> None:
    page = aissata.page
    page.evaluate(LISTEN)
    place = f"#/dossier/{show_code(case.code)}/surete"
    to(page, place)
    button = page.get_by_role("button", name="Écouter : bamanankan (bambara)")
    button.click()
    page.wait_for_function("() => window.heard.length === 1")
    expect(button).to_be_visible()  # it was stopped, or came to its end
    page.context.set_offline(True)
    button.click()
    page.wait_for_function("() => window.heard.length === 2")
    assert page.evaluate("Math.round(window.heard[1] * 10)") == 3
    names = page.evaluate("caches.keys().then((names) => names.join())")
    assert "consent" not in names
    kept = page.evaluate(
        "caches.open('voix').then((one) => one.keys())"
        ".then((all) => all.map(({ url }) => url).join())"
    )
    assert "/app/voix/" in kept
    assert not any(word in kept for word in ("consent", "safety", "danger", "bm"))


def test_answers_that_matter_have_a_symbol_beside_their_word(
    aissata: Person, case: Case
) -> None:
    page = aissata.page
    to(page, f"#/dossier/{show_code(case.code)}/surete")
    answers = page.locator('[data-question="in_danger"] .choice')
    for code in ("yes", "no", "unsure"):
        choice = answers.filter(has=page.locator(f'input[value="{code}"]'))
        expect(choice.locator("svg.icon")).to_have_count(1)
        assert choice.inner_text().strip(), code


def test_every_page_holds_from_right_to_left_on_a_small_phone(
    aissata: Person, case: Case
) -> None:
    page, code = aissata.page, show_code(case.code)
    wrong, small = {}, {}
    rooms = [f"#/dossier/{code}{room}" for room in ROOMS]
    for place in ("#/", "#/nouveau", "#/nouveau/accord", "#/recu", "#/moi", *rooms):
        to(page, place)
        small[place] = page.evaluate(SMALL)
        page.evaluate(MIRROR)
        wrong[place] = page.evaluate(WIDE)
        page.evaluate("document.documentElement.dir = ''")
    assert {place: found for place, found in wrong.items() if found} == {}
    assert {place: found for place, found in small.items() if found} == {}


WRITTEN = ("/besoins", "/surete", "/contact", "/suivi", "/clore", "/note")
FIRST = "#screen .field:not([hidden]) .choice input, #screen [data-act='no']"
STATE = """() => [...document.querySelectorAll("#screen .field input")]
  .filter(({ checked }) => checked).map(({ value }) => value).join()
  || document.querySelector("#screen h1").textContent"""

DRAFTS = """async () => {
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("carnet-")) continue;
    const db = await new Promise((ready) => {
      indexedDB.open(name).onsuccess = ({ target }) => ready(target.result);
    });
    const asked = db.transaction("drafts").objectStore("drafts").count();
    count += await new Promise((ready) => {
      asked.onsuccess = () => ready(asked.result);
    });
    db.close();
  }
  return count;
}"""


def half_written(page: Page) -> None:
    """Tap one answer, and wait until it is kept on the disk."""
    kept = page.evaluate(DRAFTS)
    page.locator(FIRST).first.click()
    for _try in range(200):
        if page.evaluate(DRAFTS) > kept:
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing was kept")


def test_what_was_being_written_comes_back_after_the_tab_was_killed(
    aissata: Person, case: Case
) -> None:
    page, before = aissata.page, {}
    for room in WRITTEN:
        place = f"#/dossier/{show_code(case.code)}{room}"
        to(page, place)
        half_written(page)
        before[place] = page.evaluate(STATE)
    again = page.context.new_page()
    page.close()  # nothing is said to it: as when the system ends it
    again.goto(f"{page.url.partition('#')[0]}")
    steps.unlock(Person(again, aissata.username, aissata.phrase, aissata.secret))
    for place, written in before.items():
        to(again, place)
        assert written, place
        again.wait_for_function(f"written => ({STATE})() === written", arg=written)


def test_of_two_tabs_only_the_one_that_opened_last_writes(
    aissata: Person, case: Case
) -> None:
    """What the older tab shows would not know what the other one writes."""
    older, place = aissata.page, f"#/dossier/{show_code(case.code)}/besoins"
    newer = older.context.new_page()
    newer.goto(older.url.partition("#")[0])
    to(older, place)
    half_written(older)
    written = older.evaluate(STATE)
    steps.unlock(Person(newer, aissata.username, aissata.phrase, aissata.secret))
    steps.heading(older, "Ouvrir le carnet")
    expect(newer.locator("#dock")).to_be_visible()
    to(newer, place)
    newer.wait_for_function(f"written => ({STATE})() === written", arg=written)
    newer.close()
    steps.unlock(aissata)
    expect(older.locator("#dock")).to_be_visible()
