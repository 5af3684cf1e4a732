"""What a server kept and did not apply is told to whoever wrote it, and to her team."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from client.following import propose_closure, review_closure
from client.townspeople import Town, require_quiet
from client.walk import Case, open_case, record_needs
from client.worker import Worker
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.desk import open_desk
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit
from tests.journeys.test_offline_day import ready_to_leave

pytestmark = pytest.mark.browser
LAW = dict(SERVICES)["legal"]
ASIDE = re.compile("saisies? gardées?, non appliquées?")


def closed_meanwhile(worker: Worker, kadi: Worker, case: Case) -> None:
    """End the work on another device, as her supervisor agrees."""
    closure = propose_closure(worker, case, "asked")
    require_quiet(worker)
    review_closure(kadi, closure)
    require_quiet(kadi)


def written_away(page: Page, code: str) -> None:
    """Write something down without network."""
    page.context.set_offline(True)
    steps.open_case(page, code)
    steps.record_needs(page, LAW)


def test_what_was_set_aside_is_told_to_its_author_and_to_her_supervisor(
    chromium: Browser, house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    case = open_case(worker)
    record_needs(worker, case, ["health"])
    require_quiet(worker)
    page = sit(chromium, house, worker).page
    ready_to_leave(page)
    written_away(page, show_code(case.code))
    closed_meanwhile(worker, kadi, case)
    page.context.set_offline(False)
    steps.refresh(page)
    note = page.locator("#screen .note").filter(has_text=ASIDE)
    expect(note).to_be_visible()
    require_narrow(page, "aside")
    note.get_by_role("link", name="Voir pourquoi").click()
    expect(page.get_by_role("heading", name="À revoir")).to_be_visible()
    require_narrow(page, "why")
    steps.way(page, "Aujourd’hui")
    note.get_by_role("button", name="J’ai lu").click()
    expect(note).to_have_count(0)
    steps.refresh(page)
    expect(page.locator("#screen .note").filter(has_text=ASIDE)).to_have_count(0)
    with open_desk(kadi, house.origin) as desk:
        assert "saisie" in desk.text("/desk/a-revoir")
    page.context.close()
