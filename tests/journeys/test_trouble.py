"""What goes wrong on the way to the server is said in words, and nothing is lost."""

import gzip
import json

import pytest
from playwright.sync_api import Route, expect

from tests.journeys import steps
from tests.journeys.steps import Person
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
EXCHANGE, ME = "**/field/v1/exchange", "**/app/v1/me"
AGAIN = "Fermez le carnet, puis rouvrez-le avec un code."


def without_session(route: Route) -> None:
    """Pass a request on as if its session had ended meanwhile."""
    headers = dict(route.request.headers)
    headers.pop("x-session-token", None)
    route.continue_(headers=headers)


def unread(route: Route) -> None:
    """Answer acts as a server that cannot read the first of them."""
    raw = route.request.post_data_buffer or b""
    packed = "content-encoding" in route.request.headers
    if not json.loads(gzip.decompress(raw) if packed else raw)["acts"]:
        return route.continue_()
    body = {"code": "act.malformed", "field": "0.hlc"}
    return route.fulfill(status=400, body=json.dumps(body))


def lock(person: Person) -> None:
    """Close the notebook by its button."""
    steps.way(person.page, "Moi")
    steps.press(person.page, "Fermer le carnet")
    steps.heading(person.page, "Ouvrir le carnet")


def test_a_session_that_ended_is_said_and_the_code_is_asked_again(
    village: Village,
) -> None:
    bintou = village.bintou
    page = bintou.page
    page.route(EXCHANGE, without_session)
    steps.way(page, "Moi")
    steps.press(page, "Envoyer maintenant")
    expect(page.locator("#state")).to_contain_text("Voir « Moi »")
    expect(page.locator("#screen")).to_contain_text(AGAIN)
    page.unroute(EXCHANGE)
    lock(bintou)
    expect(page.get_by_label("Code à 6 chiffres")).to_be_visible()
    steps.unlock(bintou)
    steps.sent(page)


def test_a_resting_session_that_the_server_refuses_is_not_used(
    village: Village,
) -> None:
    bintou = village.bintou
    page = bintou.page
    lock(bintou)
    expect(page.get_by_label("Code à 6 chiffres")).to_have_count(0)
    page.route(ME, without_session)
    page.get_by_label("Phrase secrète").fill(bintou.phrase)
    steps.press(page, "Ouvrir")
    expect(page.get_by_label("Code à 6 chiffres")).to_be_visible()
    expect(page.locator("#screen")).to_contain_text(AGAIN)
    page.unroute(ME)
    steps.unlock(bintou)
    steps.sent(page)


def test_what_the_server_cannot_read_is_shown_and_kept(village: Village) -> None:
    page = village.aissata.page
    page.route(EXCHANGE, unread)
    steps.new_case(page)
    steps.way(page, "Moi")
    expect(page.locator("#state")).to_contain_text("Voir « Moi »")
    steps.press(page, "Envoyer maintenant")
    steps.heading(page, "Moi")
    expect(page.get_by_role("heading", name="Ne peut pas partir")).to_be_visible()
    expect(page.locator("#screen")).not_to_contain_text("Hors ligne")
    page.unroute(EXCHANGE)
    steps.press(page, "Envoyer maintenant")
    steps.sent(page)
