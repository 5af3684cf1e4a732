"""Every page for anyone: no script, a narrow phone, in the light and in the dark."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.demo import Demo
from tests.journeys.test_helping import phone, to_the_card
from tests.journeys.test_pages import AXE, NEUTRAL, RUN, WIDE

pytestmark = pytest.mark.browser
OPEN = (
    "() => document.querySelectorAll('details').forEach((one) => { one.open = true })"
)
SCRIPTS = re.compile(r"<script.*?</script>|</?noscript>", re.S)
READ = ("first", "friend", "report")


def press(page: Page, button: str) -> None:
    """Press a button and wait until the page that it leads to is there as a whole."""
    with page.expect_navigation():
        page.locator(button).first.click()


def steps(page: Page, start: str) -> Iterator[str]:
    """Take every step of help; yield a name where there is a page to look at."""
    page.goto(start)
    yield "home"
    for name in READ:
        page.goto(start)
        press(page, f'button[value="{name}"]')
        yield name
    for need in ("care", "safe", "guard"):
        page.goto(start)
        press(page, f'button[value="{need}"]')
        expect(page.locator('button[name="region"]')).to_have_count(20)
        yield f"where {need}"
        press(page, 'button[value="mopti"]')
        yield f"found {need}"


def cards(page: Page, start: str) -> Iterator[str]:
    """Ask for the card of a place, and read it."""
    to_the_card(page, start.rstrip("/"))
    page.wait_for_load_state()
    yield "risk of a card"
    press(page, 'button[name="page"][value="card"]')
    yield "card"


def opinions(page: Page, start: str) -> Iterator[str]:
    """Say how a place was, and that somebody there asked for something."""
    page.goto(f"{start}avis")
    yield "opinion"
    page.locator('input[value="yes"]').check()
    press(page, "form button")
    yield "asked for something"
    page.goto(f"{start}avis")
    page.locator('input[value="no"]').check()
    page.locator("#region").select_option("mopti")
    press(page, "form button")
    yield "which place"
    press(page, 'button[name="site"]')
    yield "how it was"
    page.locator('input[name="respected"]').first.check()
    press(page, "form button")
    yield "thanks"


def others(page: Page, start: str) -> Iterator[str]:
    """Read what is left: her own number, the calendar, a page that is none."""
    for name in ("numero", "quitter", "nowhere"):
        page.goto(f"{start.removesuffix('en/') if name == 'quitter' else start}{name}")
        yield name
    page.goto(f"{start}numero")
    page.locator("#number").fill("00000000")
    page.locator("#pin").fill("000000")
    press(page, 'button[value="enter"]')
    yield "a number that is none"


def wrong_with(shown: Page, url: str, text: str) -> list[str]:
    """Say what is wrong with a page as it is drawn where no script runs.

    The checker is a script itself: so the same words are drawn beside, without theirs.
    """

    def give(route: Route) -> None:
        route.fulfill(body=SCRIPTS.sub("", text), content_type="text/html")

    shown.route(url, give)
    shown.goto(url)
    shown.unroute(url)
    shown.add_script_tag(path=AXE)
    found = [] if shown.title() in NEUTRAL else [f"title: {shown.title()}"]
    for is_open in (False, True):
        if is_open:
            shown.evaluate(OPEN)
        if shown.evaluate(WIDE) > 0:
            found.append("wider than the screen")
    for scheme in ("light", "dark"):
        shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        found += [f"{scheme}: {fault}" for fault in shown.evaluate(RUN)]
    return found


@pytest.mark.parametrize("walk", [steps, cards, opinions, others])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_for_anyone_holds_without_scripts(
    chromium: Browser, demo: Demo, walk, language: str
) -> None:
    start = f"{demo.house.origin}/" if language == "fr" else f"{demo.house.origin}/en/"
    wrong = {}
    with (
        phone(chromium, scripts=False) as (context, page),
        phone(chromium, scripts=True) as (_other, shown),
    ):
        for name in walk(page, start):
            wrong[name] = wrong_with(shown, page.url, page.content())
        assert context.cookies() == []
    assert {name: said for name, said in wrong.items() if said} == {}
