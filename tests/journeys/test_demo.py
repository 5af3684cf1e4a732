"""The demo: a small fictional Mali, loaded as devices would, and marked as one."""

import html
import json
import re
from pathlib import Path

import httpx

from tests.journeys.demo import PEOPLE, Demo
from tests.journeys.desk import open_desk
from tests.journeys.house import House

MARK = "DONNÉES FICTIVES"
CELL = re.compile(r'<td class="number[^"]*">([^<]*)</td>')


def cells_of(page: str) -> list[str]:
    """Return what stands in the numbers of a page's tables."""
    return [html.unescape(cell) for cell in CELL.findall(page)]


def test_the_demo_is_whole(demo: Demo) -> None:
    assert demo.count("agencies_agency") == 6
    assert demo.count("agencies_worker", "joined_at IS NOT NULL") == 13
    assert demo.count("agencies_worker") == 13
    assert demo.count("casework_case") == 40
    assert demo.count("ledger_entry", "state = 'quarantined'") == 0
    done = demo.house.command("ledger", "verify")
    assert (done.returncode, done.stdout[:4]) == (0, "OK: ")


def test_the_first_table_has_a_number_and_hides_the_small_ones(demo: Demo) -> None:
    with open_desk(demo.town.people["fatoumata"], demo.house.origin) as desk:
        cells = cells_of(desk.get("/desk/chiffres").text)
    assert [int(cell) for cell in cells if cell.isdigit() and int(cell) >= 5]
    assert {cell for cell in cells if not cell.isdigit()} == {"<5"}
    assert not {"1", "2", "3", "4"} & set(cells)


def test_the_last_month_that_is_over_has_incidents_by_region(demo: Demo) -> None:
    with open_desk(demo.town.people["fatoumata"], demo.house.origin) as desk:
        page, gaps = desk.get("/desk/chiffres").text, desk.get("/desk/manques").text
    noted, _services = page.split('id="services"')
    cells = cells_of(noted)
    assert [cell for cell in cells if cell.isdigit() and int(cell) >= 5]
    assert "<5" in cells
    assert cells_of(gaps)


def test_every_page_is_marked_as_fictional(demo: Demo) -> None:
    for place in ("/", "/look/", "/app/", "/nowhere"):
        assert MARK in httpx.get(demo.house.origin + place).text, place
    with open_desk(demo.town.people["kadi"], demo.house.origin) as desk:
        for place in ("", "suivi", "a-revoir", "annuaire", "chiffres"):
            assert MARK in desk.get(f"/desk/{place}").text, place


def test_codes_are_given_out_in_demo_mode_only(demo: Demo) -> None:
    file = demo.house.var.joinpath(*PEOPLE)
    assert file.stat().st_mode & 0o077 == 0
    told = demo.house.command("code", "aissata")
    assert (told.returncode, told.stdout.strip().isdigit()) == (0, True)
    real = House(Path(demo.house.var), demo.house.environ_database(), DEMESO_DEMO="")
    told = real.command("code", "aissata")
    assert (told.returncode, told.stdout) == (1, "")
    people = json.loads(file.read_text())["people"]
    assert len(people) == 13  # twelve, and Mariam, who is leaving
    assert not [one for one in people if one["username"] in told.stderr]
    for place in ("", "/static", "/var"):
        asked = f"{demo.house.origin}{place}/demo/people.json"
        assert httpx.get(asked).status_code == 404
