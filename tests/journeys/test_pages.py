"""Every page on a small phone and a wide screen, in the light and in the dark."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from client.townspeople import Town, require_quiet
from client.walk import Case, open_case, record_needs, record_safety
from client.worker import Worker
from tests.journeys.house import House

pytestmark = pytest.mark.browser
AXE = settings.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run().then(found => found.violations.map(
  fault => `${fault.id}: ${fault.nodes.map(node => node.target.join(" ")).join(", ")}`
))"""
WIDE = "() => document.scrollingElement.scrollWidth - window.innerWidth"
WIDTHS = (1280, 320)
NEUTRAL = {"Carnet", "Notebook", "Calendrier", "Calendar"}
LEAVE = "/quitter"  # where the quick exit leads: nothing is left to leave
PUBLIC = ("/", "/en/", "/look/", "/nowhere", LEAVE)
DESK = {
    "kadi": ("", "suivi", "a-revoir"),
    "fatoumata": ("chiffres", "annuaire", "annuaire/nouvelle"),
}


@contextmanager
def opened(browser: Browser, scheme: str) -> Iterator[BrowserContext]:
    """Open a browser of one's own; only the checker is let past the policy."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
        bypass_csp=True, locale="fr-FR",
    )  # fmt: skip
    yield context
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


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page that is open."""
    page.add_script_tag(path=AXE)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate(WIDE) > 0:
            found.append(f"{width} px: wider than the screen")
        if not page.url.endswith(LEAVE):
            expect(page.locator(".leave").first).to_be_in_viewport(ratio=1)
        found += [f"{width} px: {fault}" for fault in page.evaluate(RUN)]
    if page.title() not in NEUTRAL:
        found.append(f"title: {page.title()}")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_anyone_hold_at_every_width(
    chromium: Browser, house: House, scheme: str
) -> None:
    wrong = {}
    with opened(chromium, scheme) as context:
        page = context.new_page()
        for place in PUBLIC:
            page.goto(house.origin + place)
            wrong[place] = faults(page)
        page.goto(f"{house.origin}/app/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        wrong["/app/"] = faults(page)
    assert {place: said for place, said in wrong.items() if said} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_desk_hold_at_every_width(
    chromium: Browser, house: House, lived_in: Town, scheme: str
) -> None:
    wrong = {}
    for username, places in DESK.items():
        with opened(chromium, scheme) as context:
            enter(context, lived_in.people[username], house.origin)
            page = context.new_page()
            for place in places:
                answer = page.goto(f"{house.origin}/desk/{place}")
                assert answer is not None
                assert answer.status == 200
                wrong[place] = faults(page)
    assert {place: said for place, said in wrong.items() if said} == {}


def test_faults_of_a_page_are_found(chromium: Browser) -> None:
    planted = (
        '<title>Victimes</title><a class="leave" href="/">x</a>'
        '<img src="data:,"><p style="width: 400px">x</p>'
    )
    with opened(chromium, "light") as context:
        page = context.new_page()
        page.set_content(planted)
        found = faults(page)
    assert "320 px: wider than the screen" in found
    assert "1280 px: wider than the screen" not in found
    assert "320 px: image-alt: img" in found
    assert "title: Victimes" in found
