"""Measure the server's memory when it is warm.

The whole demo comes in through the doors, then every page of the desk is read.
PSS counts memory that processes share once.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.apart import DATABASES, Row, measured
from client.demo import load
from tests.journeys.desk import open_desk
from tests.journeys.house import House
from tests.journeys.machine import at_work, cluster, database_processes

GOAL = 300
READERS = ("kadi", "fatoumata")
PAGES = ("", "suivi", "a-revoir", "annuaire", "chiffres")


def rows() -> list[Row]:
    """Measure on both databases."""
    return [row for name in DATABASES for row in measured("bench.memory", name)]


def measure(database: str, address: str) -> list[Row]:
    """Warm a server up and weigh it."""
    with tempfile.TemporaryDirectory() as var:
        house = House(Path(var), address)
        house.start()
        try:
            with at_work(house) as jobs:
                warm(house)
                ours = pss([*house.processes(), jobs])
                folder = cluster(house)
                theirs = pss(database_processes(folder)) if folder else 0
        finally:
            house.stop()
    note = f"PostgreSQL itself: {theirs:.0f} MB" if folder else ""
    name = f"server memory, {database}"
    return [row(name, ours, note)]


def row(name: str, value: float, note: str) -> Row:
    """Return one line of the table."""
    kept = {"name": name, "value": round(value), "unit": "MB PSS", "goal": GOAL}
    return {**kept, "most": True, "beside": note}


def warm(house: House) -> None:
    """Load the demo and read the desk."""
    town = load(house.origin, house.found())
    for reader in READERS:
        with open_desk(town.people[reader], house.origin) as desk:
            for page in PAGES:
                desk.get(f"/desk/{page}")
    town.close()


def pss(processes: Iterable[int]) -> float:
    """Return the proportional set size of processes together, in megabytes."""
    kilobytes = 0
    for process in processes:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        lines = (line.split() for line in told.splitlines())
        kilobytes += next(int(words[1]) for words in lines if words[0] == "Pss:")
    return kilobytes * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], os.environ["DATABASE_URL"])))
