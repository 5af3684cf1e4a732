"""Measure sealed submissions a second at 1, 8 and 32 clients, and what goes wrong.

A submission is what a device sends when a case begins: her yes, the case with its
keys for the worker and for both halves, who she is and how to reach her, sealed;
one signed request. They are sealed before the clock starts, as on the devices. Each
client is a device with a line of its own, and sends its next one when it has an answer.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import quantiles

from bench.apart import DATABASES, Row, measured
from client.acts import Pen
from client.session import Chance, new_pen
from client.townspeople import settle
from client.walk import open_case, record_identity
from client.wire import Answer, Wire
from client.worker import Worker
from tests.journeys.house import House

CLIENTS = (1, 8, 32)
SUBMISSIONS = 192  # in all, shared out among the clients
GOAL, GOAL_AT = 20, 8
PEER = {
    1: "GlobaLeaks 5.0.15, its key derivation made negligible: 3.3/s, 0 of 60 lost",
    8: "GlobaLeaks 5.0.15, the same: 2.2/s, 72 of 120 lost",
    32: "",
}
OK = 200
TICKS = os.sysconf("SC_CLK_TCK")
CASEWORKERS = ("aissata", "fadimata")

Send = Callable[[], Answer]


@dataclass(frozen=True)
class Sent:
    """What came of one submission, and after how many seconds."""

    seconds: float
    error: str


def rows(submissions: int = SUBMISSIONS) -> list[Row]:
    """Measure on both databases."""
    return [
        row
        for database in DATABASES
        for row in measured("bench.submitting", database, str(submissions))
    ]


def measure(database: str, submissions: int) -> list[Row]:
    """Start a house, bring its town in, and let ever more clients send at once."""
    address = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as var:
        house = House(Path(var), address)
        house.start()
        try:
            town = settle(house.origin, house.found())
            hosts = [town.people[name] for name in CASEWORKERS]
            clients = list(at_devices(house.origin, hosts, max(CLIENTS)))
            once(clients[0])()  # warm
            found = [
                row(database, many, *timed(clients[:many], submissions, house))
                for many in CLIENTS
            ]
            town.close()
        finally:
            house.stop()
    return found


def at_devices(origin: str, hosts: list[Worker], count: int) -> Iterator[Worker]:
    """Yield caseworkers, each at a device and on a line of its own."""
    for place in range(count):
        host = hosts[place % len(hosts)]
        pen, wire = new_pen(Chance()), Wire(origin)
        session = replace(host.session, wire=wire, pen=pen)
        wire.ask("POST", "/app/v1/devices", device(pen), session.headers)
        worker = Worker(session)
        worker.directory = host.directory  # the keys are known already
        yield worker


def device(pen: Pen) -> dict[str, str]:
    """Return what enrols a device."""
    return {"id": pen.device, "public": pen.public, "label": "bench"}


def once(worker: Worker) -> Send:
    """Seal one submission; return what sends it."""
    case = open_case(worker)
    identity, contact = {"called": "Awa"}, {"meet_where": "puits"}
    record_identity(
        worker, case, identity=identity, contact=contact, profile={"sex": "female"}
    )
    acts, worker.outbox = worker.outbox, []
    return partial(worker.post, acts, pull=False)


def timed(
    clients: list[Worker], submissions: int, house: House
) -> tuple[float, float, list[Sent]]:
    """Return how long all took, the server's seconds of work, and what came of each."""
    each = submissions // len(clients)
    queues = [[once(worker) for _turn in range(each)] for worker in clients]
    with ThreadPoolExecutor(len(clients)) as pool:
        worked, begun = burnt(house), time.perf_counter()
        found = list(pool.map(send_all, queues))
        took = time.perf_counter() - begun
    return took, burnt(house) - worked, [sent for queue in found for sent in queue]


def send_all(queue: list[Send]) -> list[Sent]:
    """Send one client's submissions, one after the other."""
    return [send_one(send) for send in queue]


def send_one(send: Send) -> Sent:
    """Send one; an answer that keeps less than everything is an error."""
    begun, error = time.perf_counter(), ""
    try:
        answer = send()
        problems = answer.body.get("problems")
        error = "" if (answer.status, problems) == (OK, []) else str(answer)
    except OSError as fault:
        error = str(fault)
    return Sent(time.perf_counter() - begun, error)


def burnt(house: House) -> float:
    """Return the seconds of processor that the server's processes have used."""
    return sum(used(pid) for pid in house.processes())


def used(pid: int) -> float:
    """Return one process's seconds, in its own code and in the kernel's."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    fields = told.split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def row(
    database: str, clients: int, took: float, worked: float, found: list[Sent]
) -> Row:
    """Return one line of the table."""
    wrong = [sent.error for sent in found if sent.error]
    if wrong:
        print(wrong[0], file=sys.stderr)
    late = quantiles([sent.seconds for sent in found], n=20)[-1] * 1000
    own = f"{len(wrong)} errors of {len(found)}, p95 {late:.0f} ms, "
    own += f"{worked / len(found) * 1000:.0f} ms of server processor each"
    told = {
        "name": f"sealed submissions, {clients} clients at once, {database}",
        "value": round((len(found) - len(wrong)) / took),
        "unit": "/s",
        "beside": f"{own}; {PEER[clients]}".rstrip("; "),
    }
    return told | ({"goal": GOAL} if clients == GOAL_AT else {})


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
