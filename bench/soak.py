"""The same with big numbers: a million leaves, bad networks, a million acts.

Prints what it finds, and ends with 1 when an act was lost or doubled. The million acts
are lived on the small model of tests/oracle, each world judged by brute force:

    python -m bench.soak model 20000
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from random import Random

from bench import verify
from bench.apart import DATABASES, Row, measured, timed
from client.cast import DEME, Player
from client.townspeople import Town, enter, invite, second_roles, settle
from client.walk import open_case, record_needs
from client.wire import WireError
from client.worker import BATCH, Worker
from tests.journeys.house import House, rows
from tests.oracle.walking import live

LEAVES = 1_000_000
MODEL_ACTS, WORLDS = 1_000_000, 40  # worlds at a time
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
    return told([*found, lived(MODEL_ACTS)])


def told(found: list[Row]) -> int:
    """Print what was found; return 1 when anything was wrong."""
    for row in found:
        print(f"{row['name']}: {row['value']} {row['unit']}. {row['beside']}")
    return 0 if all(row["value"] == 0 for row in found if row["unit"] == "wrong") else 1


def lived(acts: int) -> Row:
    """Live worlds on the model until enough acts were saved; count the wrong ones."""
    count, wrong, first = 0, [], 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        while count < acts:
            for saved, fault in pool.map(live, range(first, first + WORLDS)):
                count += saved
                wrong += [fault] if fault else []
            first += WORLDS
    beside = f"{first} worlds; {'; '.join(wrong) or 'none lost, doubled or diverged'}"
    name = f"{count} acts on the model"
    return {"name": name, "value": len(wrong), "unit": "wrong", "beside": beside}


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
    players = [
        Player(f"essai{place}", f"Essai {place}", DEME, ("caseworker",))
        for place in range(DEVICES)
    ]
    tokens = [invite(town, administrator, player) for player in players]
    second_roles(town)
    for player, token in zip(players, tokens, strict=True):
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
    if named == "model":
        sys.exit(told([lived(int(many))]))
    print(json.dumps(measure(named, os.environ["DATABASE_URL"], int(many))))
