"""Scenario 19: who looked at a code; and looking is itself written down."""

import time

from client.townspeople import Town, require_quiet
from client.walk import open_case, record_needs
from demeso.kernel.ids import show_code
from tests.journeys.desk import Desk, Opener
from tests.journeys.house import House
from tests.journeys.machine import at_work

ACCESSES = "/desk/acces"
PATIENCE = 200  # tenths of a second until the job has walked the log


def test_scenario_19_who_looked_at_a_code_and_the_look_is_written_down(
    house: House, town: Town, desk_of: Opener
) -> None:
    aissata, stranger = town.people["aissata"], town.people["fadimata"]
    case = open_case(aissata)
    record_needs(aissata, case, ["health"])
    require_quiet(aissata)
    desk_of(town.people["kadi"]).text("/desk/suivi")
    record_needs(stranger, case, ["legal"])
    assert [one["code"] for one in stranger.exchange()] == ["record.unknown"]

    desk = desk_of(town.people["bintou"])
    first = looked(desk, show_code(case.code), "request")
    assert "Kadi, Association Dɛmɛ" in first
    assert "Suivi de l’équipe" in first
    assert "Fadimata, Association Badenya" in first
    assert "refusé" in first
    assert "Aïssata, Association Dɛmɛ" in first
    assert "Contrôle régulier" not in first.partition("Quand")[2]
    second = looked(desk, case.code, "routine")
    assert "Bintou, Association Dɛmɛ" in second.partition("Quand")[2]
    assert "La personne demande qui a vu son dossier" in second.partition("Quand")[2]
    assert verified(desk, house)


def looked(desk: Desk, code: str, reason: str) -> str:
    """Type a code and a reason; return what the page says."""
    page = desk.post(ACCESSES, code=code, reason=reason)
    assert page.status_code == 200
    assert code not in str(page.url)
    return page.text


def verified(desk: Desk, house: House) -> bool:
    """Ask for a check of the log, and wait until the page says what it found."""
    desk.post_to(f"{ACCESSES}/verifier", ACCESSES)
    with at_work(house):
        for _try in range(PATIENCE):
            said = desk.text(ACCESSES)
            if "Vérifié le" in said:
                return "entier : rien n’a été changé" in said
            time.sleep(0.1)
    return False
