"""Scenario 6, in a browser: help with and without JavaScript, left at once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.demo import Demo
from tests.journeys.house import House
from tests.journeys.leaving import back, leave
from tests.journeys.test_pages import LANGUAGES, faults

pytestmark = pytest.mark.browser
KEPT = """async () => [sessionStorage.length, localStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
NOTHING = [0, 0, "", 0, 0, 0]
TELLING = re.compile(r"viol|sexu|abus|victim|surviv|vbg|gbv|agress|suite|care", re.I)
NEEDS = 7


@contextmanager
def phone(browser: Browser, *, scripts: bool) -> Iterator[tuple[BrowserContext, Page]]:
    """Open somebody's phone; with `scripts` off, as some are."""
    context = browser.new_context(
        java_script_enabled=scripts, locale="fr-FR", bypass_csp=scripts,
        viewport={"width": 320, "height": 640}, reduced_motion="reduce",
    )  # fmt: skip
    yield context, context.new_page()
    context.close()


def three_taps(page: Page, origin: str) -> None:
    """Look for care in Mopti."""
    page.goto(f"{origin}/")
    needs = page.locator('button[name="need"]')
    expect(needs).to_have_count(NEEDS)
    needs.first.click()
    page.locator('button[name="region"][value="mopti"]').click()
    expect(page.locator("#expect")).to_be_visible()


def to_the_card(page: Page, origin: str) -> None:
    """Ask for the pocket card of the first place in Mopti, up to its risk."""
    three_taps(page, origin)
    page.locator(".site summary").first.click()
    page.locator('.site button[value="card"]').first.click()
    expect(page.locator('input[name="sure"]')).to_have_count(1)


@pytest.mark.parametrize(("scripts", "ends"), [("on", "/"), ("off", "/suite")])
def test_help_is_found_in_three_taps_with_or_without_scripts(
    chromium: Browser, house: House, scripts: str, ends: str
) -> None:
    with phone(chromium, scripts=scripts == "on") as (context, page):
        three_taps(page, house.origin)
        expect(page.locator("h1")).to_have_text("Des soins")
        expect(page.locator("#lines")).to_be_visible()
        assert page.title() == "Carnet"
        assert page.url == f"{house.origin}{ends}"
        assert context.cookies() == []


def test_scenario_06_one_press_leaves_and_nothing_of_it_stays(
    chromium: Browser, house: House
) -> None:
    with phone(chromium, scripts=True) as (context, page):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{house.origin}/look/")  # whatever was open before
        three_taps(page, house.origin)
        titles = [page.title()]
        page.locator('.foot button[name="page"]').click()
        page.locator('button[value="first"]').click()
        titles.append(page.title())
        entries = page.evaluate("() => history.length")
        took, left = leave(page)
        assert took < 1000
        assert left == ""
        assert page.title() == "Calendrier"
        assert page.evaluate("() => history.length") == entries
        assert page.evaluate(KEPT) == NOTHING
        assert context.cookies() == []
        wire = context.new_cdp_session(page)
        kept = wire.send("Page.getNavigationHistory")["entries"]
        told = [f"{one['url']} {one['title']}" for one in kept] + titles
        assert not [one for one in told if TELLING.search(one)]
        assert [one["url"].rpartition("/")[2] for one in kept[-1:]] == ["quitter"]
        # Nobody else is asked for anything: no tracker, no font, no map.
        assert {one for one in asked if not one.startswith(house.origin)} <= {"data:,"}
        back(page)
        assert page.url == f"{house.origin}/look/"


def test_without_scripts_leaving_works_and_the_page_says_what_stays(
    chromium: Browser, house: House
) -> None:
    with phone(chromium, scripts=False) as (_context, page):
        three_taps(page, house.origin)
        page.locator(".stays summary").click()
        said = page.locator(".stays").inner_text()
        assert "Carnet" in said
        assert "fermez l’onglet" in said
        page.locator(".leave").click()
        assert page.title() == "Calendrier"
        assert page.url.endswith("/quitter")


@LANGUAGES
def test_every_step_has_no_fault(
    chromium: Browser, house: House, language: str
) -> None:
    start = "/" if language == "fr" else "/en/"
    with phone(chromium, scripts=True) as (_context, page):
        page.goto(f"{house.origin}{start}")
        found = faults(page, language)
        for name in ("first", "friend", "report"):
            page.goto(f"{house.origin}{start}")
            page.locator(f'button[name="page"][value="{name}"]').click()
            page.wait_for_function("() => !document.querySelector('#needs')")
            found += faults(page, language)
        page.goto(f"{house.origin}{start}")
        for number in range(NEEDS):
            page.goto(f"{house.origin}{start}")
            page.locator('button[name="need"]').nth(number).click()
            page.locator('button[name="region"]').first.click()
            expect(page.locator("#expect")).to_be_visible()
            found += faults(page, language)
        assert found == []


def test_a_page_is_usable_on_a_very_slow_road(chromium: Browser, house: House) -> None:
    """2G: 50 kbit/s down, 500 ms there and back; first words within five seconds."""
    with phone(chromium, scripts=True) as (context, page):
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 500, "connectionType": "cellular2g",
            "downloadThroughput": 50_000 // 8, "uploadThroughput": 20_000 // 8,
        })  # fmt: skip
        page.goto(f"{house.origin}/", wait_until="domcontentloaded")
        timing = "() => performance.getEntriesByType('navigation')[0].domInteractive"
        assert page.evaluate(timing) < 5_000
        assert re.search("De l’aide existe", page.locator("h1").inner_text())


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_the_way_out_stays_in_reach_and_covers_no_words(
    chromium: Browser, house: House, scripts: str
) -> None:
    with phone(chromium, scripts=scripts == "on") as (_context, page):
        page.goto(f"{house.origin}/")
        bar = page.locator(".bar")
        high = bar.bounding_box()
        assert high is not None
        assert high["height"] <= 72  # of 640: most of the screen is for the words
        for _press in range(14):
            page.keyboard.press("Tab")
            expect(page.locator(".leave")).to_be_in_viewport(ratio=1)
            found = page.locator(":focus").bounding_box()
            assert found is not None
            is_in_bar = page.locator(".bar :focus, .skip:focus").count() > 0
            assert is_in_bar or found["y"] >= high["height"]
        page.locator(".stays summary").scroll_into_view_if_needed()
        expect(page.locator(".leave")).to_be_in_viewport(ratio=1)


def test_only_the_cards_are_printed_and_they_say_nothing(
    chromium: Browser, demo: Demo
) -> None:
    with phone(chromium, scripts=False) as (_context, page):
        to_the_card(page, demo.house.origin)
        page.locator('button[name="page"][value="card"]').click()
        expect(page.locator(".guise")).to_have_count(3)
        page.emulate_media(media="print")
        printed = page.locator("body").inner_text()
        assert printed.split() == page.locator(".guises").inner_text().split()
        assert not re.search("aide|soin|Carnet|Quitter|centre", printed, re.I)
