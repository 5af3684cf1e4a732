"""The same with big numbers: a million leaves, and devices on a bad network.

Prints what it finds, and ends with 1 when an act was lost or doubled.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from bench import verify
from bench.apart import DATABASES, Row, measured, timed
from client.cast import DEME, Player
from client.townspeople import Town, enter, invite, require_quiet, settle
from client.walk import open_case, record_needs
from client.wire import WireError
from client.worker import BATCH, Worker
from tests.journeys.house import House, rows

LEAVES = 1_000_000
DEVICES, ACTS, CASES = 8, 2500, 10
BUSY = 500  # and above: the server could not; a device sends again
LOST_THERE, LOST_BACK, TWICE = 0.1, 0.25, 0.4  # bounds of one throw of the dice
ORDERS = (["health", "legal"], ["legal", "health"], ["psychosocial", "health"])
KEPT = """
    SELECT count(*), count(DISTINCT id), count(DISTINCT seq), max(seq),
           count(NULLIF(state, 'applied'))
    FROM ledger_entry WHERE device = '{}'
"""


def main() -> int:
    """Soak both databases; return the exit status."""
    found = [
        row for name in DATABASES for row in measured("bench.soak", name, str(ACTS))
    ]
    found += verify.rows(LEAVES)
    for row in found:
        print(f"{row['name']}: {row['value']} {row['unit']}. {row['beside']}")
    return 0 if all(row["value"] == 0 for row in found if row["unit"] == "wrong") else 1


def measure(database: str, address: str, acts: int) -> list[Row]:
    """Let the devices send everything, and count what arrived."""
    with tempfile.TemporaryDirectory() as var:
        house = House(Path(var), address)
        house.start()
        try:
            workers = list(hired(settle(house.origin, house.found())))
            taken = timed(lambda: send_all(workers, acts))
            wrong = [fault for worker in workers for fault in faults(house, worker)]
            checked = house.command("ledger", "verify")
        finally:
            house.stop()
    count = sum(worker.session.pen.seq for worker in workers)
    beside = f"{DEVICES} devices, {count / taken:.0f} acts/s; {checked.stdout.strip()}"
    name = f"{count} acts over a bad network, {database}"
    value = len(wrong) + (checked.returncode != 0)
    return [{"name": name, "value": value, "unit": "wrong", "beside": beside}]


def hired(town: Town) -> Iterator[Worker]:
    """Yield new caseworkers, each at a device of her own."""
    administrator = town.people["assetou"]
    for place in range(DEVICES):
        player = Player(f"essai{place}", f"Essai {place}", DEME, ("caseworker",))
        token = invite(town, administrator, player)
        require_quiet(administrator)
        yield enter(town.origin, player.username, token)


def send_all(workers: list[Worker], acts: int) -> None:
    """Let every device work at once."""
    with ThreadPoolExecutor(DEVICES) as pool:
        list(pool.map(work, workers, range(DEVICES), [acts] * DEVICES))


def work(worker: Worker, seed: int, acts: int) -> None:
    """Write acts down and send them until none is left."""
    dice = Random(seed)  # noqa: S311 -- the weather, not a key
    cases = [open_case(worker) for _case in range(CASES)]
    while worker.session.pen.seq < acts:
        record_needs(worker, dice.choice(cases), dice.choice(ORDERS))
    while worker.outbox:
        send(worker, dice)


def send(worker: Worker, dice: Random) -> None:
    """Send one batch, in any order, over a network that drops and repeats."""
    batch, luck = worker.outbox[: dice.randrange(1, BATCH)], dice.random()
    dice.shuffle(batch)
    if luck < LOST_THERE:
        return
    if luck < TWICE:
        worker.post(batch, pull=False)  # nobody hears the answer
    if luck < LOST_BACK:
        return
    try:
        assert worker.exchange_once(batch, pull=False)["problems"] == []
    except TimeoutError:
        worker.session.wire.close()  # it waited too long: it sends again
    except WireError as error:
        if error.answer.status < BUSY:
            raise


def faults(house: House, worker: Worker) -> list[str]:
    """Return what was lost, doubled or not applied of a device's acts."""
    pen = worker.session.pen
    (found,) = rows(house, KEPT.format(pen.device))
    wanted = (pen.seq, pen.seq, pen.seq, pen.seq, 0)
    return [] if found == wanted else [f"{pen.device}: {found}, not {wanted}"]


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    named, many = sys.argv[1:]
    print(json.dumps(measure(named, os.environ["DATABASE_URL"], int(many))))
