"""The demo: a small fictional Mali, loaded as devices would, and marked as one."""

import html
import json
import re
from pathlib import Path

import httpx

from client.cast import BENKAN, DEME, SARIYA, YELEN
from client.places import ANTENNA
from client.returning import come_to_work
from demeso.kernel.clock import now
from tests.journeys.demo import PEOPLE, Demo
from tests.journeys.desk import open_desk
from tests.journeys.house import House

MARK = "DONNÉES FICTIVES"
COMPARED = re.compile(r'href="(/desk/[^"]*/comparer/[^"]*|/desk/editions/[^"]*)"')
CELL = re.compile(r'<td class="number[^"]*">([^<]*)</td>')


def cells_of(page: str) -> list[str]:
    """Return what stands in the numbers of a page's tables."""
    return [html.unescape(cell) for cell in CELL.findall(page)]


def test_the_demo_is_whole(demo: Demo) -> None:
    assert demo.count("agencies_agency") == 6
    assert demo.count("agencies_worker", "joined_at IS NOT NULL") == 14
    assert demo.count("agencies_worker") == 14
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


def test_the_directory_has_something_to_verify_to_compare_and_to_hear(
    demo: Demo,
) -> None:
    town = demo.town
    with open_desk(town.people["fatoumata"], demo.house.origin) as desk:
        queue = desk.text("/desk/a-verifier")
        files = desk.get("/desk/fichiers").text
        network = desk.text(f"/desk/annuaire/{town.listed[BENKAN]}/lieux")
        heard = desk.text("/desk/avis")
        compared = desk.text(COMPARED.findall(files)[0])
    for part in ("non vérifié depuis le", "bientôt à refaire", "sans réponse"):
        assert part in queue, part
    assert "Bèlèkan, consultation" in queue
    assert "2 lieux nouveaux" in compared
    assert "1 lieu changé" in compared
    for member in (YELEN, SARIYA, DEME):
        assert member in network
    assert "Nyèta, près du port" in heard
    with open_desk(town.people["djeneba"], demo.house.origin) as desk:
        heard = desk.text("/desk/avis")
    assert "6 avis" in heard
    assert "Nyèta" not in heard


def test_two_centres_have_a_board_and_one_lacks_what_counts(demo: Demo) -> None:
    ready, lacking = (f"/desk/centres/{one}" for one in demo.town.centres)
    with open_desk(demo.town.people["rokia"], demo.house.origin) as desk:
        board, month = desk.text(ready), desk.text(f"{ready}/mois/{now():%Y-%m}")
        short = desk.text(lacking)
    for part in ("Ministère de la Santé", "Test VIH : bientôt fini", "Ticket"):
        assert part in board, part
    assert "1 personne non reçue aujourd’hui" in board
    assert "Il manque quelque chose" not in board
    assert "points tenus sur 16 regardés" in month
    for part in ("Kit PEP : presque fini", "personne pour les soins", "ailleurs"):
        assert part in short, part
    with open_desk(demo.town.people["fatoumata"], demo.house.origin) as desk:
        seen = desk.text("/desk/centres")
    assert ANTENNA in seen
    assert "Il manque quelque chose" in seen


def test_a_later_start_says_who_is_on_duty_then(demo: Demo) -> None:
    told = demo.count("ledger_entry", "kind = 'duty.set'")
    file = demo.house.var.joinpath(*PEOPLE)
    come_to_work(demo.house.origin, json.loads(file.read_text()))
    assert demo.count("ledger_entry", "kind = 'duty.set'") == 2 * int(str(told))


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
    assert len(people) == 14  # thirteen, and Mariam, who is leaving
    assert not [one for one in people if one["username"] in told.stderr]
    for place in ("", "/static", "/var"):
        asked = f"{demo.house.origin}{place}/demo/people.json"
        assert httpx.get(asked).status_code == 404
