"""Every page: narrow and wide, in the light and in the dark, French and English."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from client.cast import HOUSE, YELEN, Player
from client.townspeople import Town, invite, require_quiet, second_roles
from client.walk import Case, open_case, record_needs, record_safety
from client.worker import Worker
from tests.journeys.demo import Demo
from tests.journeys.house import House
from tests.journeys.steps import PHRASE, unused_code

pytestmark = pytest.mark.browser
AXE = settings.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run({resultTypes: ["violations"]}).then(found =>
  found.violations.map(({id, nodes}) =>
    `${id}: ${nodes.map(node => node.target.join(" ")).join(", ")}`))"""
WIDE = "() => document.scrollingElement.scrollWidth - window.innerWidth"
# In which scheme a page is read at which width; the other language has the others, so
# that each page is checked in each language and scheme, and looked at twice.
LOOKS = {
    "fr": ((1280, "light"), (320, "dark")),
    "en": ((1280, "dark"), (320, "light")),
}
LANGUAGES = pytest.mark.parametrize("language", LOOKS)
NEUTRAL = {"Carnet", "Notebook", "Calendrier", "Calendar"}
NOTHING = re.compile("Rien ici|Nothing here")
LEAVE = "/quitter"  # where the quick exit leads: nothing is left to leave
PUBLIC = ("/", "/look/", "/nowhere", "/app/", "/numero")
TOWN = {
    "kadi": ("", "suivi", "a-revoir", "saisies-perdues", "qui-peut-aider", "rappel"),
    "bintou": ("acces",),
    "assetou": ("personnes", "agences"),
}
FIGURES = ("chiffres", "manques", "annuaire", "annuaire/nouvelle", "a-relire")
PLACES = ("", "/lieux", "/lieux/nouveau")  # after an organisation's address
# Rooms of a case, after its code.
ROOMS = (
    "", "/suite", "/accord", "/orienter", "/orienter/health", "/besoins", "/surete",
    "/contact", "/note", "/suivi", "/clore", "/ligne/psychosocial",
)  # fmt: skip
ELSEWHERE = {
    "djeneba": ("#/", "#/recu", "#/equipe"),
    "kadi": ("#/", "#/equipe", "#/relire", "#/types", "#/accords"),
    "assetou": ("#/equipe", "#/equipe/inviter", "#/equipe/role", "#/equipe/agence",
                "#/equipe/organisation"),
}  # fmt: skip


@contextmanager
def opened(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser of one's own; only the checker is let past the policy.

    A page that is still on its way can hold up the end of it for ever.
    """
    context = browser.new_context(
        bypass_csp=True, locale="fr-FR", reduced_motion="reduce"
    )
    yield context
    for page in context.pages:
        page.goto("about:blank")
    context.close()


@pytest.fixture(scope="module")
def lived_in(town: Town) -> Town:
    """Return the town with something to follow and something to look at again."""
    worker = town.people["aissata"]
    case = open_case(worker)
    record_needs(worker, case, ["health", "legal"])
    record_safety(worker, case, danger="yes", risk="high")
    require_quiet(worker)
    record_needs(worker, Case(worker.new_id(), worker.new_id(), ""), ["health"])
    assert [problem["code"] for problem in worker.exchange()] == ["record.unknown"]
    return town


def enter(context: BrowserContext, worker: Worker, origin: str) -> None:
    """Open the desk in this browser by a form with a single-use code."""
    session = worker.session
    made = session.wire.ask("POST", "/app/v1/desk-code", {}, session.headers)
    sent = context.request.post(f"{origin}/desk/enter", form={"code": made["code"]})
    assert sent.ok


def faults(page: Page, language: str) -> list[str]:
    """Return what is wrong with the page that is open."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=AXE)
    found = []
    for width, scheme in LOOKS[language]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate(WIDE) > 0:
            found.append(f"{width} px: wider than the screen")
        if not page.url.endswith(LEAVE):
            page.evaluate("scrollTo(0, 0)")
            expect(page.locator(".leave").first).to_be_in_viewport(ratio=1)
        found += [f"{width} px, {scheme}: {fault}" for fault in page.evaluate(RUN)]
    if page.title() not in NEUTRAL:
        found.append(f"title: {page.title()}")
    return found


def addressed(place: str, language: str) -> str:
    """Return the address of a page for anyone, in a language."""
    start = "/app/en/" if place == "/app/" else f"/en{place}"
    return place if language == "fr" else start


@LANGUAGES
def test_pages_for_anyone_hold_at_every_width(
    chromium: Browser, house: House, demo: Demo, language: str
) -> None:
    wrong = {}
    with opened(chromium) as context:
        page = context.new_page()
        places = [house.origin + addressed(place, language) for place in PUBLIC]
        visit = demo.house.origin + addressed("/visite", language)
        for place in (*places, visit, house.origin + LEAVE):
            page.goto(place)
            expect(page.locator("h1").first).to_be_visible()
            wrong[place] = faults(page, language)
        page.goto(visit)
        page.locator("table-search input").fill("Wassalou")
        page.locator("table-search button").click()
        found = page.locator("[data-slot=count]")
        expect(found).to_have_text("0", timeout=30_000)
        wrong["what the server sees"] = faults(page, language)
    assert {place: said for place, said in wrong.items() if said} == {}


@LANGUAGES
def test_pages_of_an_invitation_hold_at_every_width(
    chromium: Browser, house: House, town: Town, language: str
) -> None:
    first = town.people["assetou"]
    token = invite(town, first, Player("", "Korka", HOUSE, ("dpo",)))
    second_roles(town)
    with opened(chromium) as context:
        page = context.new_page()
        page.goto(f"{house.origin}{addressed('/app/', language)}#join={token}")
        page.locator("#username").fill(f"korka.{language}")
        wrong = faults(page, language)
        for place in ("#passphrase", "#again"):
            page.locator(place).fill(PHRASE)
        page.locator('[data-act="join"]').click()
        expect(page.locator("#secret")).to_be_visible(timeout=30_000)
        wrong += faults(page, language)
    assert wrong == []


def read_desk(
    page: Page, origin: str, places: tuple[str, ...]
) -> dict[tuple[str, str], list[str]]:
    """Read pages of the desk in both languages; return what is wrong with each."""
    found = {}
    for language in LOOKS:
        for place in places:
            answer = page.goto(f"{origin}/desk/{place}")
            assert answer is not None
            assert answer.status == 200, place
            assert page.locator("html").get_attribute("lang") == language
            found[place, language] = faults(page, language)
        page.locator(".foot button[name=language]").click()
    return found


@pytest.mark.parametrize("username", TOWN)
def test_pages_of_the_desk_hold_at_every_width(
    chromium: Browser, house: House, lived_in: Town, username: str
) -> None:
    with opened(chromium) as context:
        enter(context, lived_in.people[username], house.origin)
        wrong = read_desk(context.new_page(), house.origin, TOWN[username])
    assert {place: said for place, said in wrong.items() if said} == {}


def test_pages_of_the_figures_and_the_directory_hold_at_every_width(
    chromium: Browser, demo: Demo
) -> None:
    origin = demo.house.origin
    yelen = f"annuaire/{demo.town.listed[YELEN]}"
    with opened(chromium) as context:
        enter(context, demo.town.people["fatoumata"], origin)
        page = context.new_page()
        page.goto(f"{origin}/desk/{yelen}/lieux")
        place = page.locator('a[href*="/desk/lieu/"]').first.get_attribute("href") or ""
        site = place.partition("/desk/")[2]
        places = (*FIGURES, *(yelen + one for one in PLACES), site, f"{site}/modifier")
        wrong = read_desk(page, origin, places)
    assert {place: said for place, said in wrong.items() if said} == {}


def read_notebook(
    context: BrowserContext, demo: Demo, name: str, language: str,
    rooms: Callable[[Page], tuple[str, ...]],
) -> dict[str, list[str]]:  # fmt: skip
    """Unlock somebody's notebook, read its rooms, close it; return what is wrong."""
    page, wrong = context.new_page(), {}
    notebook = demo.house.origin + addressed("/app/", language)
    page.goto(notebook)
    unlock(page, demo.town.people[name])
    for place in rooms(page):
        page.goto(notebook + place)
        page.wait_for_timeout(300)
        expect(page.locator("#screen h1").first).to_be_visible()
        expect(page.locator("#screen h1").first).not_to_have_text(NOTHING)
        wrong[place] = faults(page, language)
    page.goto(f"{notebook}#/moi")
    page.locator('[data-act="lock"]').click()
    expect(page.locator("#passphrase")).to_be_visible()
    wrong["locked"] = faults(page, language)
    page.close()
    return wrong


def of_a_case(page: Page) -> tuple[str, ...]:
    """Return the rooms of the day and of the oldest case."""
    expect(page.locator("#screen a.line").first).to_be_visible()
    case = page.locator("#screen a.line").last.get_attribute("href") or ""
    rooms = (case + room for room in ROOMS)
    return "#/", "#/recu", "#/nouveau", "#/moi", "#/entrer", *rooms


@LANGUAGES
def test_pages_of_the_notebook_hold_at_every_width(
    chromium: Browser, demo: Demo, language: str
) -> None:
    with opened(chromium) as context:
        wrong = read_notebook(context, demo, "aissata", language, of_a_case)
    assert {place: said for place, said in wrong.items() if said} == {}


@LANGUAGES
@pytest.mark.parametrize("name", ELSEWHERE)
def test_pages_of_other_work_hold_at_every_width(
    chromium: Browser, demo: Demo, name: str, language: str
) -> None:
    with opened(chromium) as context:
        rooms = ELSEWHERE[name]
        wrong = read_notebook(context, demo, name, language, lambda _page: rooms)
    assert {place: said for place, said in wrong.items() if said} == {}


def unlock(page: Page, worker: Worker) -> None:
    """Open the notebook, in either language."""
    known = worker.session.person
    code = unused_code(page, known.secret)
    fields = {"username": known.username, "passphrase": known.passphrase, "code": code}
    for field, said in fields.items():
        page.locator(f"#screen #{field}").fill(said)
    page.locator('#screen [data-act="open"]').click()
    expect(page.locator("#dock")).to_be_visible(timeout=30_000)


def test_faults_of_a_page_are_found(chromium: Browser) -> None:
    planted = (
        '<title>Victimes</title><a class="leave" href="/">x</a>'
        '<img src="data:,"><p style="width: 400px">x</p>'
    )
    with opened(chromium) as context:
        page = context.new_page()
        page.set_content(planted)
        found = faults(page, "fr")
    assert "320 px: wider than the screen" in found
    assert "1280 px: wider than the screen" not in found
    assert "320 px, dark: image-alt: img" in found
    assert "title: Victimes" in found
