"""The demo: a small fictional Mali, loaded as devices would, and marked as one."""

import html
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from client.demo import introduce, load
from client.townspeople import Town
from tests.journeys.desk import open_desk
from tests.journeys.house import House, new_database, rows

MARK = "DONNÉES FICTIVES"
PEOPLE = ("demo", "people.json")
CELL = re.compile(r'<td class="number[^"]*">([^<]*)</td>')


@dataclass
class Demo:
    """The house, and who lives in it."""

    house: House
    town: Town

    def count(self, table: str, where: str = "1 = 1") -> object:
        """Return how many rows a table has."""
        ((found,),) = rows(self.house, f"SELECT count(*) FROM {table} WHERE {where}")
        return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Start a house in demo mode and load the demo into it."""
    address = os.environ.get("DATABASE_URL", "")
    database = new_database(address) if address else ""
    house = House(tmp_path_factory.mktemp("demo"), database, DEMESO_DEMO="1")
    house.start()
    town = load(house.origin, house.found())
    introduce(town, house.var.joinpath(*PEOPLE))
    yield Demo(house, town)
    town.close()
    house.stop()


def test_the_demo_is_whole(demo: Demo) -> None:
    assert demo.count("agencies_agency") == 6
    assert demo.count("agencies_worker", "joined_at IS NOT NULL") == 12
    assert demo.count("agencies_worker") == 12
    assert demo.count("casework_case") == 40
    assert demo.count("ledger_entry", "state = 'quarantined'") == 0
    done = demo.house.command("ledger", "verify")
    assert (done.returncode, done.stdout[:4]) == (0, "OK: ")


def test_the_first_table_has_a_number_and_hides_the_small_ones(demo: Demo) -> None:
    with open_desk(demo.town.people["fatoumata"], demo.house.origin) as desk:
        cells = CELL.findall(html.unescape(desk.get("/desk/chiffres").text))
    assert [int(cell) for cell in cells if cell.isdigit() and int(cell) >= 5]
    assert {cell for cell in cells if not cell.isdigit()} <= {"<5"}
    assert not {"1", "2", "3", "4"} & set(cells)


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
    assert len(people) == 12
    assert not [one for one in people if one["username"] in told.stderr]
    for place in ("", "/static", "/var"):
        asked = f"{demo.house.origin}{place}/demo/people.json"
        assert httpx.get(asked).status_code == 404
