"""Scenario 4: another organisation's case looks like no case at all."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from client.codes import new_code
from client.townspeople import Town, require_quiet
from client.walk import Case, open_case, record_needs, record_safety
from client.worker import Worker
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.desk import Desk, Opener
from tests.journeys.house import House, rows
from tests.journeys.village import Village

KEPT = (
    "SELECT data, body FROM ledger_leaf "
    "JOIN ledger_payload ON leaf_id = position ORDER BY position"
)
OWN = ("/app/v1/grants", "/app/v1/keyring/0", "/app/v1/people", "/app/v1/me")
Said = list[tuple[int, str]]


def test_scenario_04_another_organisations_case_looks_like_none(
    house: House, town: Town, desk_of: Opener
) -> None:
    """Exports come with their own room; there is no export address to try yet."""
    aissata, stranger = town.people["aissata"], town.people["fadimata"]
    case = open_case(aissata)
    record_needs(aissata, case, ["psychosocial"])
    require_quiet(aissata)
    nobody = Case(stranger.new_id(), stranger.new_id(), new_code())
    before = len(refusals(house))
    tried = attempt(stranger, case)
    assert tried == attempt(stranger, nobody)
    assert {code for code, _fields in tried} == {"record.unknown"}
    assert len(refusals(house)) == before + 2 * len(tried)

    desk = desk_of(town.people["hawa"])
    before = len(refusals(house))
    real, none = (shown(stranger, desk, one) for one in (case, nobody))
    assert real == none
    refused = [status for status, _text in real + none if status >= 400]
    assert refused.count(404) >= 6
    kept = refusals(house)[before:]
    assert [one["code"] for one in kept] == ["record.unknown"] * len(refused)
    assert {one["actor"] for one in kept} <= {stranger.id, town.people["hawa"].id}
    stranger.exchange()  # her own acts come back to her, with the case she wrote
    assert case.survivor not in repr(stranger.changes)
    own = "".join(asked(stranger, place)[1] for place in OWN)
    assert not [handle for handle in handles(case) if handle in own + repr(kept)]


def handles(case: Case) -> tuple[str, str, str]:
    """Return all by which a stranger might know a case."""
    return case.code, case.survivor, case.case


def shown(worker: Worker, desk: Desk, case: Case) -> Said:
    """Return what every address says that takes a record, or could show one."""
    said: Said = []
    for handle in handles(case):
        page = desk.get(f"/desk/annuaire/{handle}")
        said.append((page.status_code, page.text))
        said.append(asked(worker, f"/app/v1/keys?owner={handle:0<36}"))
    return said + [asked(worker, place) for place in OWN]


def asked(worker: Worker, place: str) -> tuple[int, str]:
    """Ask one JSON address with the worker's own session."""
    answer = worker.session.wire.call("GET", place, headers=worker.session.headers)
    return answer.status, repr(answer.body)


def attempt(worker: Worker, case: Case) -> list[tuple[Any, Any]]:
    """Try to change a case; return what the server says, without the ids."""
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="no", risk="low")
    return [(p["code"], p.get("fields")) for p in worker.exchange()]


def refusals(house: House) -> list[dict[str, str]]:
    """Return what the ledger says of refusals, oldest first."""
    return [
        json.loads(str(body))
        for data, body in rows(house, KEPT)
        if b'"type":"refusal"' in bytes(data)  # type: ignore[call-overload]  # bytes on both databases
    ]


@pytest.mark.browser
def test_scenario_04_anothers_code_opens_nothing_in_the_app(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.sent(page)
    never = show_code(new_code())
    stranger = village.oumou.page
    steps.refresh(stranger)
    assert followed(stranger, code) == followed(stranger, never)


def followed(page: Page, code: str) -> tuple[str, str, str]:
    """Follow a link to a case, as an old notice may hold it; return what it shows."""
    steps.way(page, "Moi")
    steps.heading(page, "Moi")
    page.evaluate("code => { location.hash = `#/dossier/${code}` }", code)
    gone = page.get_by_role("heading", level=1, name="Moi")
    expect(gone).to_have_count(0)
    screen = page.locator("#screen").inner_text()
    place = page.locator("#place").inner_text()
    return page.title(), place.replace(code, ""), screen.replace(code, "")
