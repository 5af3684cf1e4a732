"""Measure the tracker with 10 000 cases, and again beside a million incidents.

Coded rows only, written by the database itself: what is sealed is not needed to
follow work. One agency has the cases that are looked at; the rest belong to others.
"""

import json
import statistics
import sys

import django
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils.module_loading import import_string

from bench.apart import Row, measured, timed
from bench.bulk import GROUP, load
from demeso.kernel.clock import now

CASES, INCIDENTS = GROUP, 1_000_000
GOAL, SLOWER = 150, 1.5  # milliseconds, and how many times that with everybody's rows
ROUNDS = 12
ASKED = (
    "", "?page=201", "?tri=retard", "?tri=silence", "?tri=manque", "?ordre=next",
    "?besoin=legal&risque=high",
)  # fmt: skip


def rows(cases: int = CASES, incidents: int = INCIDENTS) -> list[Row]:
    """Measure on PostgreSQL."""
    return measured("bench.tracker", "postgres", str(cases), str(incidents))


def measure(cases: int, incidents: int) -> list[Row]:
    """Load one agency's cases, look at them, load everybody else's, look again."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    browser = supervisor()
    load(1, cases)
    alone = p95(browser)
    load(cases + 1, incidents)
    beside = p95(browser)
    return [
        row(f"tracker page p95, {cases} cases", alone, GOAL, ""),
        row(
            f"the same beside {incidents} incidents", beside,
            round(max(alone, 1) * SLOWER), f"{beside / alone:.2f} times as long",
        ),
    ]  # fmt: skip


def row(name: str, value: float, goal: int, beside: str) -> Row:
    """Return one line of the table."""
    told = {"name": f"{name}, postgres", "value": round(value), "unit": "ms"}
    return {**told, "goal": goal, "most": True, "beside": beside}


def supervisor() -> Client:
    """Let a supervisor open the desk; her agency is the first one."""
    handset = import_string("tests.field.device.handset")(7, "supervisor")
    find = import_string("demeso.agencies.queries.people.actor_of_worker")
    actor = find(handset.worker)
    make = import_string("demeso.agencies.services.doors.make_desk_code")
    code, _until = make(actor=actor, at=now())
    browser = Client(SERVER_NAME="localhost")
    assert browser.post("/desk/enter", {"code": code}).status_code == 200
    return browser


def p95(browser: Client) -> float:
    """Return the 95th percentile of a page, in milliseconds, once it is warm."""

    def look(asked: str) -> None:
        page = browser.get(f"/desk/suivi{asked}")
        assert page.status_code == 200, page.status_code

    for asked in ASKED:
        look(asked)
    taken = [
        timed(lambda asked=asked: look(asked)) * 1000  # type: ignore[misc]  # its own
        for _round in range(ROUNDS)
        for asked in ASKED
    ]
    return statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]))))
