"""Somebody of a town at a browser of her own, and whether it fits a small phone."""

from playwright.sync_api import Browser, Page

from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person

NARROW = {"width": 320, "height": 640}


def sit(browser: Browser, house: House, worker: Worker, **more: object) -> Person:
    """Let somebody whose keys a client made unlock her notebook, on a small phone."""
    page = steps.sit_down(browser, **{"viewport": NARROW, **more})
    page.goto(f"{house.origin}/app/")
    known = worker.session.person
    person = Person(page, known.username, known.passphrase, known.secret)
    steps.unlock(person)
    steps.heading(page, "Aujourd’hui")
    return person


def require_narrow(page: Page, name: str) -> None:
    """See that nothing is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.evaluate("window.innerWidth"), name


def sit_at_desk(browser: Browser, house: House, worker: Worker, **more: object) -> Page:
    """Let somebody open the desk on a small phone, by a code as the app makes it."""
    page = steps.sit_down(browser, **{"viewport": NARROW, **more})
    session = worker.session
    made = session.wire.ask("POST", "/app/v1/desk-code", {}, session.headers)
    entered = page.request.post(
        f"{house.origin}/desk/enter", form={"code": made["code"]}
    )
    assert entered.ok
    page.goto(f"{house.origin}/desk/")
    return page
