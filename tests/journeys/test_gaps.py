"""What is missing, in a real browser: map, tables and cercles, by keyboard alone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demo import Demo
from tests.journeys.test_pages import LOOKS, enter, faults, opened

pytestmark = pytest.mark.browser


def test_a_region_opens_by_keyboard_and_holds_at_every_width(
    chromium: Browser, demo: Demo
) -> None:
    origin, wrong = demo.house.origin, {}
    with opened(chromium) as context:
        enter(context, demo.town.people["fatoumata"], origin)
        page = context.new_page()
        for language in LOOKS:
            page.goto(f"{origin}/desk/manques")
            expect(page.locator("svg.chart[role=img]")).to_be_visible()
            assert page.locator("svg.chart .mark text").count() == 20
            wrong["country", language] = faults(page, language)
            page.locator("button[name=region][value=mopti]").focus()
            page.keyboard.press("Enter")
            expect(page.locator("#one-region")).to_have_text("Mopti")
            assert page.url == f"{origin}/desk/manques"  # nothing is told by it
            wrong["region", language] = faults(page, language)
            page.goto(f"{origin}/desk/")
            page.locator(".foot button[name=language]").click()
    assert {place: said for place, said in wrong.items() if said} == {}
