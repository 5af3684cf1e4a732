"""Scenario 27: a first talk without network; what two devices said stands together."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from client.townspeople import Town
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.kept import kept
from tests.journeys.sitting import require_narrow
from tests.journeys.test_offline_day import counted, ready_to_leave
from tests.journeys.test_overruled import at_two

pytestmark = pytest.mark.browser
CALLED, REACHED, PLAN = "Nana Essai", "par sa tante Kadiatou", "le manguier creux"
UNSURE = "Ce n’est pas sûr"
MADE = {
    "consent.given": 1, "case.opened": 1, "identity.recorded": 1, "safety.recorded": 1,
}  # fmt: skip


def first_talk(page: Page) -> str:
    """Hear her yes, who she is and her plan; every answer is kept here first."""
    code = steps.new_case(page)
    steps.record_identity(page, CALLED, REACHED)
    steps.record_safety(page, "Oui", "Élevé", PLAN)
    return code


def nothing_can_be_read(page: Page, code: str) -> None:
    """Find neither her words nor her code in what the phone keeps."""
    plain = code.replace("-", "")
    assert kept(page).said(code, plain, CALLED, REACHED, PLAN) == []


def come_back_unheard(page: Page) -> None:
    """Let the first call arrive and its answer be lost; then all goes well."""

    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/field/v1/exchange", cut, times=1)
    page.context.set_offline(False)
    steps.refresh(page)


def answer_apart(first: Page, second: Page, code: str) -> None:
    """Say two things about one danger, neither having seen the other."""
    steps.refresh(second)
    for device in (first, second):
        steps.open_case(device, code)
    first.context.set_offline(True)
    steps.record_safety(first, "Non", "Élevé")
    steps.record_safety(second, UNSURE, "Élevé")
    steps.sent(second)
    first.context.set_offline(False)
    steps.refresh(first)


def stand_side_by_side(page: Page, code: str) -> None:
    """Read both answers under the question, and which is in force meanwhile."""
    steps.open_case(page, code)
    dispute = page.locator("details.dispute").filter(has_text="Le danger")
    expect(dispute).to_contain_text("2 réponses")
    dispute.locator("summary").click()
    expect(dispute.locator("li")).to_have_count(2)
    for answer in ("Non", UNSURE):
        expect(dispute.locator("li").filter(has_text=answer)).to_have_count(1)
    require_narrow(page, "dispute")


def test_scenario_27_a_first_talk_without_network_arrives_once_and_none_is_replaced(
    chromium: Browser, house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    before = {kind: counted(house, worker, kind) for kind in MADE}
    first, second = at_two(chromium, house, worker)
    ready_to_leave(first)
    first.context.set_offline(True)
    code = first_talk(first)
    nothing_can_be_read(first, code)
    come_back_unheard(first)
    for kind, more in MADE.items():
        all_, applied = before[kind]
        assert counted(house, worker, kind) == (all_ + more, applied + more)
    answer_apart(first, second, code)
    stand_side_by_side(first, code)
