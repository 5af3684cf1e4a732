"""Without the key of those who will read it, a sheet waits, and leaves as heard."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from client.cast import YELEN
from client.townspeople import Town
from client.walk import package_of
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House, rows
from tests.journeys.sitting import NARROW
from tests.journeys.steps import Person

pytestmark = pytest.mark.browser
CARE = "Soins médicaux"


def without_keys(people: tuple[str, ...]) -> Callable[[Route], None]:
    """Return a network that brings no keys of some people, as when it broke before."""

    def answer(route: Route) -> None:
        came = route.fetch()
        told = came.json()
        told["keys"] = [key for key in told["keys"] if key["entry"]["id"] not in people]
        route.fulfill(response=came, body=json.dumps(told))

    return answer


def unreadable(reader: Worker) -> list[str]:
    """Return the referrals that arrived and that their reader cannot open yet."""
    sent = [c["act"] for c in reader.changes.values()]
    arrived = [act["record"] for act in sent if act["kind"] == "referral.sent"]
    return [one for one in arrived if one not in reader.held]


def hand_on_without_network(page: Page) -> None:
    """Read the sheet to her, hear her yes, and come back to the network."""
    page.context.set_offline(True)
    steps.orient(page, CARE, YELEN, "Le besoin, et s’il est urgent")
    expect(page.locator("#news")).to_contain_text("dès que leur clé sera là")
    page.context.set_offline(False)
    steps.refresh(page)


def require_once(page: Page, house: House, referral: str) -> None:
    """Whoever can open a sheet is not given its key again."""
    for _time in range(2):
        steps.refresh(page)
    said = rows(
        house, "SELECT record FROM ledger_entry WHERE kind = 'referral.resealed'"
    )
    assert said.count((referral,)) == 1


def test_a_sheet_leaves_as_it_was_heard_once_the_key_is_there(
    chromium: Browser, house: House, town: Town
) -> None:
    readers = [town.people[name] for name in ("djeneba", "salif")]
    known = town.people["aissata"].session.person
    page = steps.sit_down(chromium, viewport=NARROW)
    hidden = without_keys(tuple(one.session.worker for one in readers))
    page.context.route("**/app/v1/keys*", hidden)
    page.goto(f"{house.origin}/app/")
    steps.unlock(Person(page, known.username, known.passphrase, known.secret))
    steps.sent(page)
    code = steps.new_case(page)
    steps.open_case(page, code)
    steps.record_needs(page, CARE)
    hand_on_without_network(page)
    reader = readers[0]
    reader.exchange()
    (arrived,) = unreadable(reader)
    page.context.unroute("**/app/v1/keys*")
    steps.way(page, "Moi")
    steps.press(page, "Fermer le carnet")
    steps.unlock(Person(page, known.username, known.passphrase, known.secret))
    steps.refresh(page)
    steps.refresh(page)  # what one exchange brought leaves with the next
    reader.exchange()
    assert package_of(reader, arrived)["need"] == {"service": "health", "urgent": "no"}
    require_once(page, house, arrived)
