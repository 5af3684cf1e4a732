"""Leaving at once: the screen is blank in a moment, and “back” leads nowhere."""

import pytest
from playwright.sync_api import Browser, expect

from client.townspeople import Town
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.leaving import back, leave
from tests.journeys.test_pages import enter
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
KEPT = "() => [sessionStorage.length, localStorage.length, document.cookie]"


def test_the_notebook_is_blank_in_a_moment_and_back_does_not_return(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.sent(page)
    expect(page.locator("#place")).to_have_text(code)
    _took, left = leave(page)
    assert left == ""
    back(page)
    assert page.url.endswith("/quitter")
    assert page.title() == "Calendrier"
    assert code not in page.content()
    # One mark: somebody left. Another: how many writings wait, in numbers only.
    assert page.evaluate(KEPT) == [1, 1, ""]
    page.goto(f"{village_house.origin}/app/")
    steps.unlock(village.aissata)  # a page asked for anew is a new beginning
    steps.sent(page)


def test_leaving_deletes_nothing_that_was_not_sent(village: Village) -> None:
    page = village.bintou.page
    page.context.set_offline(offline=True)
    steps.way(page, "Moi")
    steps.heading(page, "Moi")
    count = "indexedDB.databases().then((all) => all.map(({ name }) => name).sort())"
    before = page.evaluate(count)
    page.context.set_offline(offline=False)
    page.locator(".leave").click()
    page.wait_for_url("**/quitter")
    assert page.evaluate(count) == before
    assert len(before) >= 2
    page.goto(page.url.replace("/quitter", "/app/"))
    steps.unlock(village.bintou)


def test_the_desk_is_left_at_once_and_back_shows_nothing(
    chromium: Browser, house: House, town: Town
) -> None:
    context = chromium.new_context(locale="fr-FR")
    enter(context, town.people["kadi"], house.origin)
    page = context.new_page()
    page.goto(f"{house.origin}/desk/suivi")
    page.locator(".leave").click()
    page.wait_for_url("**/quitter")
    assert context.cookies() == []
    back(page)
    assert "Suivi" not in page.locator("body").inner_text()
    context.close()
