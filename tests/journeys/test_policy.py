"""Nothing on any page breaks the page's own content policy: no report, on any walk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from client.townspeople import Town
from tests.journeys.demo import Demo
from tests.journeys.house import House
from tests.journeys.test_pages import (
    ELSEWHERE,
    FIGURES,
    LEAVE,
    PUBLIC,
    TOWN,
    enter,
    of_a_case,
    unlock,
)

pytestmark = pytest.mark.browser
DESK = {**TOWN, "fatoumata": FIGURES}
LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
  window.violated(`${event.effectiveDirective} ${event.blockedURI}`));"""
SAID = ("Content Security Policy", "Trusted", "Permissions-Policy")
COMPILE = "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"
SINKS = {
    "page": "(document.body.innerHTML = '<b>x</b>')",
    "worker": "new Worker('/static/app.js')",
    "policy": "trustedTypes.createPolicy('another', {})",
    "code": "setTimeout('window.ran = 1')",
    "script": "(document.createElement('script').text = 'window.ran = 1')",
    "wasm": COMPILE,
}
TRY = "async () => {{ try {{ await {} }} catch {{ return 'no' }} return 'done' }}"


@contextmanager
def watched(browser: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """Open a browser under the policies; collect every report, the workers' too."""
    context, reports = browser.new_context(locale="fr-FR"), []

    def hear(message: ConsoleMessage) -> None:
        if any(word in message.text for word in SAID):
            reports.append(message.text)

    def keep(report: str) -> None:
        reports.append(report)

    context.expose_function("violated", keep)
    context.add_init_script(LISTEN)
    context.on("console", hear)
    yield context, reports
    context.close()


def test_pages_for_anyone_keep_their_policy(chromium: Browser, house: House) -> None:
    with watched(chromium) as (context, reports):
        page = context.new_page()
        for place in (*PUBLIC, LEAVE):
            page.goto(house.origin + place)
            expect(page.locator("main")).to_be_visible()
    assert reports == []


def test_pages_of_the_desk_keep_their_policy(
    chromium: Browser, house: House, town: Town
) -> None:
    found = []
    for username, places in DESK.items():
        with watched(chromium) as (context, reports):
            enter(context, town.people[username], house.origin)
            page = context.new_page()
            for place in places:
                page.goto(f"{house.origin}/desk/{place}")
                expect(page.locator("main")).to_be_visible()
            page.locator(".leave").first.click()
            page.wait_for_url("**/quitter")
            found += reports
    assert found == []


@pytest.mark.parametrize("name", ["aissata", *ELSEWHERE])
def test_pages_of_the_notebook_keep_their_policy(
    chromium: Browser, demo: Demo, name: str
) -> None:
    with watched(chromium) as (context, reports):
        page, notebook = context.new_page(), f"{demo.house.origin}/app/"
        page.goto(notebook)
        unlock(page, demo.town.people[name])
        for place in ELSEWHERE.get(name) or (*of_a_case(page), "#/moi"):
            page.goto(notebook + place)
            expect(page.locator("#screen h1").first).to_be_visible()
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.reload()  # now the keeper serves it, under its own headers
        expect(page.locator("#screen h1").first).to_be_visible()
        page.locator(".leave").first.click()
        page.wait_for_url(f"**{LEAVE}")
    assert reports == []


def tried(page: Page) -> dict[str, str]:
    """Return what comes of what an injected script would do."""
    return {name: page.evaluate(TRY.format(text)) for name, text in SINKS.items()}


def test_what_an_injected_script_would_do_is_refused_and_reported(
    chromium: Browser, house: House
) -> None:
    with watched(chromium) as (context, reports):
        page = context.new_page()
        page.goto(f"{house.origin}/app/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert tried(page) == dict.fromkeys(SINKS, "no")
        assert len(reports) >= len(SINKS)
