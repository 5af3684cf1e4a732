"""Scenario 4: another organisation's case looks like no case at all."""

from typing import Any

from client.townspeople import Town, require_quiet
from client.walk import Case, open_case, record_needs, record_safety
from client.worker import Worker
from tests.journeys.desk import Opener
from tests.journeys.house import House, rows

REFUSALS = "SELECT count(*) FROM ledger_leaf WHERE {}"


def test_scenario_04_another_organisations_case_looks_like_none(
    house: House, town: Town, desk_of: Opener
) -> None:
    """Exports come with their own room; there is no export address to try yet."""
    aissata, stranger = town.people["aissata"], town.people["fadimata"]
    case = open_case(aissata)
    record_needs(aissata, case, ["psychosocial"])
    require_quiet(aissata)
    nobody = Case(stranger.new_id(), stranger.new_id(), "")
    before = refusals(house)
    tried = attempt(stranger, case)
    assert tried == attempt(stranger, nobody)
    assert {code for code, _fields in tried} == {"record.unknown"}
    assert refusals(house) >= before + 2 * len(tried)

    stranger.exchange()
    assert case.survivor not in repr(stranger.changes)
    desk = desk_of(town.people["hawa"])
    for handle in (case.code, case.survivor, case.case):
        pages = [
            desk.get(path, q=handle, code=handle)
            for path in ("/desk/", "/desk/suivi", "/desk/a-revoir", "/desk/chiffres")
        ]
        assert not any(case.survivor in page.text for page in pages)
    real = [desk.get(f"/desk/{place}") for place in addresses(case)]
    none = [desk.get(f"/desk/{place}") for place in addresses(nobody)]
    assert [page.status_code for page in real] == [404] * len(real)
    assert [page.text for page in real] == [page.text for page in none]


def addresses(case: Case) -> list[str]:
    """Return what a stranger might type or follow from an old notice."""
    handles = (case.case, case.survivor)
    return [f"{page}/{handle}" for page in ("annuaire", "suivi") for handle in handles]


def attempt(worker: Worker, case: Case) -> list[tuple[Any, Any]]:
    """Try to change a case; return what the server says, without the ids."""
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="no", risk="low")
    return [(p["code"], p.get("fields")) for p in worker.exchange()]


def refusals(house: House) -> int:
    """Return how many refusals the ledger holds."""
    (leaves,) = (rows(house, "SELECT data FROM ledger_leaf"),)
    return sum(b'"type":"refusal"' in bytes(data) for (data,) in leaves)  # type: ignore[call-overload]  # bytes on both databases
