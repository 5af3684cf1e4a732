"""She takes a yes back: the other side empties, says so, and help goes on here."""

import pytest

from client.sealing import Place, open_body
from client.shredding import asked_of, confirm_gone, replace_keys, say_gone, take_back
from client.townspeople import Town
from client.walk import (
    Case,
    Handing,
    Yes,
    open_case,
    package_of,
    record_identity,
    record_incident,
    record_needs,
    record_safety,
    refer,
    release,
    say_yes,
)
from client.worker import Worker
from demeso.kernel.refusal import RefusedError
from tests.journeys.desk import Opener
from tests.journeys.house import House, rows

SECRET = "chez sa tante au marché"
TOLD = {"need": {"service": "health", "urgent": "yes"}}


def quiet(worker: Worker) -> None:
    """Exchange until all is said, and nothing was refused."""
    worker.problems.clear()
    worker.exchange()
    assert worker.problems == []


def helped(worker: Worker) -> Case:
    """Open a case with a name, a story and a plan in it."""
    case = open_case(worker, Yes(statistics="yes"))
    named = {"called": "Nana Essai"}
    record_identity(worker, case, identity=named, contact={}, profile={})
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="no", risk="low", plan=SECRET)
    coded = {"type": {"q_penetration": "yes"}}
    record_incident(worker, case, coded=coded, sensitive={"place": "au bord du puits"})
    quiet(worker)
    return case


def handed(worker: Worker, case: Case, town: Town) -> tuple[str, str]:
    """Hand her on to Centre Yèlèn; return referral and release."""
    place, reader = town.listed["Centre Yèlèn"], town.people["djeneba"]
    allowed = release(worker, case, place, list(TOLD))
    handing = Handing(place, "health", TOLD, [reader.id])
    referral = refer(worker, case, handing, allowed)
    quiet(worker)
    return referral, allowed


def count(house: House, table: str, where: str) -> int:
    """Count rows of the main database, as whoever holds the disk does."""
    [(found,)] = rows(house, f"SELECT count(*) FROM {table} WHERE {where}")
    return int(str(found))


def whole(house: House) -> bool:
    """Tell whether the ledger verifies."""
    return house.command("ledger", "verify").returncode == 0


def test_scenario_08_the_providers_page_empties_says_so_and_her_case_goes_on(
    house: House, town: Town, desk_of: Opener
) -> None:
    """All but the monthly extracts, which are made where figures are sent in."""
    worker, reader = town.people["aissata"], town.people["djeneba"]
    case = helped(worker)
    referral, allowed = handed(worker, case, town)
    quiet(reader)
    assert package_of(reader, referral)["need"] == TOLD["need"]

    take_back(worker, case, "release", record=allowed)
    quiet(worker)
    assert count(house, "vault_body", f"object = '{referral}'") == 0
    quiet(reader)
    assert (reader.acts_of(referral), reader.held.get(referral)) == ([], None)
    asked = [one for one in asked_of(reader) if one["referral"] == referral]
    assert [one["state"] for one in asked] == ["asked"]
    for person in ("kadi", "bintou"):
        assert "Centre Yèlèn" in desk_of(town.people[person]).text("/desk/effacements")

    assert referral in confirm_gone(reader)
    quiet(reader)
    say_gone(reader, asked[0], "paper_none")
    quiet(reader)
    assert [one for one in asked_of(reader) if one["referral"] == referral] == []
    quiet(worker)
    said = [one["act"]["kind"] for one in worker.acts_of(asked[0]["id"])]
    assert said == ["shredding.confirmed"] * 2
    record_safety(worker, case, danger="no", risk="low", plan="un autre plan")
    quiet(worker)
    assert whole(house)


def test_what_she_told_is_gone_from_server_and_device_and_new_words_find_new_keys(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = helped(worker)
    before = {name: key.id for name, key in worker.held[case.case].items()}
    story = sealed_parts(worker, case, "narrative")
    take_back(worker, case, "story")
    quiet(worker)
    after = {name: key.id for name, key in worker.held[case.case].items()}
    assert {name for name in after if after[name] == before[name]} == {
        "identity", "contact",
    }  # fmt: skip
    assert sealed_parts(worker, case, "narrative") == []
    where = f"object = '{case.case}'"
    assert count(house, "vault_body", f"{where} AND compartment = 'narrative'") == 0
    assert count(house, "vault_body", f"{where} AND compartment = 'identity'") == 1
    assert count(house, "casework_countedincident", "gbv_type = 'rape'") == 1
    for part in story:
        place = Place(case.case, "narrative", part["version"])
        with pytest.raises(RefusedError):
            open_body(part, place=place, key=worker.held[case.case]["narrative"])
    record_safety(worker, case, danger="no", risk="low", plan="un autre plan")
    quiet(worker)
    [part] = sealed_parts(worker, case, "narrative")
    assert worker.read(part) == {"plan": "un autre plan"}
    assert whole(house)


def sealed_parts(worker: Worker, case: Case, compartment: str) -> list:
    """Return what a device holds of one compartment of a case."""
    parts = [p for c in worker.changes.values() for p in c["act"]["sealed"]]
    here = [p for p in parts if p["type"] == "body" and p["object"] == case.case]
    return [part for part in here if part["compartment"] == compartment]


def test_taken_back_without_network_or_keys_it_holds_and_keys_come_later(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = helped(worker)
    take_back(worker, case, "story", bring=False)
    quiet(worker)
    where = f"id = '{case.case}' AND keys_awaited_at IS NOT NULL"
    assert count(house, "casework_case", where) == 1
    replace_keys(worker, case, "story")
    quiet(worker)
    assert count(house, "casework_case", where) == 0


def test_all_help_taken_back_leaves_nothing_to_open_and_she_may_come_back(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = helped(worker)
    take_back(worker, case, "services")
    quiet(worker)
    assert count(house, "vault_body", f"object = '{case.case}'") == 0
    assert case.case not in worker.held
    kept = [c["act"] for c in worker.changes.values() if c["root"] == case.survivor]
    assert [act["kind"] for act in kept if act["sealed"]] == []
    say_yes(worker, case, Yes())
    replace_keys(worker, case)
    record_needs(worker, case, ["legal"])
    quiet(worker)
    assert set(worker.held[case.case]) == {
        "identity", "contact", "narrative", "sensitive",
    }  # fmt: skip
    assert whole(house)
