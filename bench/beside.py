"""Let ours and the peer carry the same changes between two devices and a server.

One device writes half of them down, as new organisations; the other reads them. Then
both change the same organisations, each without having seen the other's word, and both
exchange until nothing is new. Counted: the seconds of writing and exchanging, the bytes
on the line, and how many losing values somebody can still read.
"""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from bench.apart import ROOT, Row, measured, timed
from bench.line import Line, line_to
from client.cast import HOUSE, Player
from client.townspeople import enter, invite, second_roles, settle
from client.worker import Worker
from tests.journeys.house import House, free_port

CHANGES = 10_000
PEER = ROOT / "bench" / "peer"
STORE = ROOT / "var" / "peer"  # the peer's own virtual environment; kept between runs
PATIENCE = 60
SAID = {
    "region": "mopti",
    "cercle": "mopti",
    "services": ["health", "psychosocial"],
}


@dataclass
class Tally:
    """What one system took: seconds and bytes of each leg, losing values left."""

    seconds: dict[str, float] = field(default_factory=dict)
    carried: dict[str, int] = field(default_factory=dict)
    losing: int = 0

    def leg(self, name: str, line: Line, work: Callable[[], object]) -> None:
        """Do one leg, and write down how long it took and what it carried."""
        line.carried()
        self.seconds[name] = timed(work)
        self.carried[name] = line.carried()


def rows(changes: int = CHANGES) -> list[Row]:
    """Measure both, ours first."""
    return measured("bench.beside", "sqlite", str(changes))


def measure(changes: int) -> list[Row]:
    """Return a line for ours and a line for the peer."""
    new, both = changes // 2, changes // 4
    return [
        row("Demeso", changes, both, ours(new, both)),
        row("morango", changes, both, theirs(new, both)),
    ]


def row(system: str, changes: int, both: int, tally: Tally) -> Row:
    """Return one line of the table."""
    each = {
        name: f"{name} {taken:.0f} s, {tally.carried[name] / 1024:.0f} KiB"
        for name, taken in tally.seconds.items()
    }
    total, carried = sum(tally.seconds.values()), sum(tally.carried.values())
    return {
        "name": f"{changes} changes of two devices, {system}",
        "value": round(changes / total),
        "unit": "/s",
        "beside": f"{'; '.join(each.values())}; {carried / changes:.0f} bytes a "
        f"change; losing values still readable: {tally.losing} of {both}",
    }


def ours(new: int, both: int) -> Tally:
    """Let two coordinators' devices carry them through the real server."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as var:
        house = House(Path(var))
        house.start()
        try:
            town = settle(house.origin, house.found())
            with line_to(house.port) as line:
                one, other = hired(town, line.origin)
                carry_ours(tally, line, (one, other), (new, both))
            town.close()
        finally:
            house.stop()
    return tally


def hired(town: Any, origin: str) -> list[Worker]:
    """Let two new coordinators join, each at a device of her own."""
    first = town.people["assetou"]
    players = [
        Player(f"essai{place}", f"Essai {place}", HOUSE, ("coordinator",))
        for place in range(2)
    ]
    tokens = [invite(town, first, player) for player in players]
    second_roles(town)
    return [
        enter(origin, player.username, token)
        for player, token in zip(players, tokens, strict=True)
    ]


def carry_ours(
    tally: Tally, line: Line, people: tuple[Worker, Worker], sizes: tuple[int, int]
) -> None:
    """Write, read, change twice, exchange until nothing is new."""
    (one, other), (new, both) = people, sizes
    for worker in people:
        exchanged(worker)
    records = [one.new_id() for _place in range(new)]

    def write() -> None:
        for place, record in enumerate(records):
            tell(one, "organisation.registered", record, str(place))
        exchanged(one)

    def change() -> None:
        for worker, (place, record) in product(people, enumerate(records[:both])):
            tell(worker, "organisation.edited", record, f"{place} {worker.id[-4:]}")
        for worker in (one, other, one):
            exchanged(worker)

    tally.leg("new", line, write)
    tally.leg("read", line, lambda: exchanged(other))
    tally.leg("conflicts", line, change)
    tally.losing = readable(one, records[:both])


def tell(worker: Worker, kind: str, record: str, word: str) -> None:
    """Write one change of an organisation down; fictional."""
    said = {"name": f"Centre {word}", **SAID}
    worker.say(kind, record, "organisation@1", {"organisation": said})


def readable(worker: Worker, records: list[str]) -> int:
    """Return how many records have both words, as a device can read them."""
    return sum(len(worded(worker, record)) > 1 for record in records)


def worded(worker: Worker, record: str) -> set[str]:
    """Return the names that a device can read of what was said at once."""
    edits = (
        one["act"]["groups"]["organisation"]["name"]
        for one in worker.acts_of(record)
        if one["act"]["kind"] == "organisation.edited"
    )
    return set(edits)


def exchanged(worker: Worker) -> None:
    """Send and read until nothing is new."""
    problems = worker.exchange()
    assert problems == [], problems[0]


def theirs(new: int, both: int) -> Tally:
    """Let two of the peer's places carry them through its server."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        places = {name: Place(Path(folder) / name) for name in ("server", "one", "two")}
        house = places["server"].do("found")["house"]
        for place in places.values():
            (place.folder / "house").write_text(house, encoding="utf-8")
        port = free_port()
        server = places["server"].serve(port)
        try:
            with line_to(port) as line:
                carry_theirs(tally, line, (places["one"], places["two"]), (new, both))
        finally:
            server.terminate()
            server.wait(timeout=20)
        tally.losing = places["one"].do("read")["losing"]
    return tally


class Place:
    """One place of the peer: a folder with a database."""

    def __init__(self, folder: Path) -> None:
        """Make the folder."""
        folder.mkdir()
        self.folder = folder
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO")},
            "DJANGO_SETTINGS_MODULE": "settings",
            "PYTHONPATH": str(PEER),
            "PEER_PLACE": str(folder),
            "PEER_KEY": secrets.token_hex(),
        }

    def do(self, *words: str) -> dict[str, Any]:
        """Let the place do something; return what it says."""
        done = subprocess.run(
            [python(), "place.py", *words],
            cwd=PEER, env=self.environment, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return said

    def serve(self, port: int) -> subprocess.Popen[bytes]:
        """Answer on a port; wait until it does."""
        server = subprocess.Popen(
            [python(), "-m", "django", "runserver", "--noreload", str(port)],
            cwd=PEER, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _try in range(PATIENCE * 10):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            time.sleep(0.1)
        return server


def carry_theirs(
    tally: Tally, line: Line, places: tuple[Place, Place], sizes: tuple[int, int]
) -> None:
    """Do the same; what a place's start takes is not counted, its own clock is."""
    (one, two), (new, both) = places, sizes
    origin = f"{line.origin}/"
    for place in places:
        place.do("enrol", origin)

    def leg(name: str, *deeds: tuple[Place, tuple[str, ...]]) -> None:
        line.carried()
        taken = [place.do(*words)["seconds"] for place, words in deeds]
        tally.seconds[name] = sum(taken)
        tally.carried[name] = line.carried()

    leg("new", (one, ("write", str(new))), (one, ("carry", origin, "push")))
    leg("read", (two, ("carry", origin, "pull")))
    leg(
        "conflicts",
        (one, ("change", str(both), "un")),
        (two, ("change", str(both), "deux")),
        (one, ("carry", origin, "push")),
        (two, ("carry", origin, "push", "pull")),
        (one, ("carry", origin, "pull")),
    )


def python() -> str:
    """Return the peer's own interpreter; make its virtual environment if it is not."""
    program = STORE / "bin" / "python"
    if not (STORE / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", str(STORE)], check=True)
        subprocess.run(
            [program, "-m", "pip", "install", "--quiet", "--require-hashes",
             "-r", str(PEER / "requirements.lock")],
            check=True, stdout=sys.stderr,
        )  # fmt: skip
        (STORE / "done").touch()
    return str(program)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[2]))))
