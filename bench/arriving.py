"""Weigh what a device fetches that comes for the first time to a long caseload.

The cases are told by the reference client through the exchange's door; a new device of
the same person then asks as the notebook does, page by page, and for her keyring. Every
message counts as it goes over the line, headers included; how long that takes follows
from bytes, round trips and the server's own time.
"""

import gzip
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import django
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string

from bench.apart import Row, measured

CASES, MANY, BATCH = 500, 10_000, 100
CARRIES = 25  # what a person's device keeps whole
FIRST, MOST, SOON = 64 * 1024, 1024 * 1024, 15  # web/src/outbox/pace.ts
AT_ONCE = 3  # pages of the keyring, web/src/shelf/keyring.ts
WANTED = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "fr"}


@dataclass(frozen=True)
class Line:
    """A network: bits a second, seconds there and back, and what is aimed at."""

    name: str
    rate: int
    trip: float
    goal: int


SECOND, THIRD = Line("2G", 70_000, 1.4, 45), Line("3G", 700_000, 0.3, 90)


@dataclass
class Way:
    """What went over a line, and how long that takes."""

    line: Line
    bytes: int = 0
    seconds: float = 0.0
    lines: int = 0
    acts: int = 0
    roots: set[str] = field(default_factory=set)

    def took(self, size: int, trips: int, at_server: float) -> float:
        """Add one step; return its seconds."""
        step = trips * self.line.trip + size * 8 / self.line.rate + at_server
        self.bytes, self.seconds = self.bytes + size, self.seconds + step
        return step


def rows(cases: int = CASES) -> list[Row]:
    """Measure once: both databases send the same bytes."""
    return measured("bench.arriving", "sqlite", str(cases))


def measure(cases: int) -> list[Row]:
    """Tell the cases, then arrive on both networks, with lines and without."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    worker, post = import_string("bench.walking.caseworker")()
    tell = import_string("bench.walking.tell_led")
    for place in range(0, cases, BATCH):
        for acts in tell(worker, range(place, min(cases, place + BATCH))):
            post.exchange(post.sealed(acts))
    keyring = put_keyring(worker, post.handset)
    found = []
    for line, times in ((SECOND, 1), (THIRD, MANY // cases)):
        ring = fetched_ring(post.handset, keyring, Way(line), times)
        listed = arrived(post, Way(line), carries=CARRIES)
        whole = arrived(post, Way(line), carries=None)
        ways = (*listed, ring, whole[1])
        found.append(row(cases * times, times, line, ways))
    return found


def row(cases: int, times: int, line: Line, ways: tuple[Way, Way, Way, Way]) -> Row:
    """Return one line of the table."""
    lines, rest, ring, whole = ways
    seconds = lines.seconds * times + ring.seconds
    told = [
        f"{lines.lines * times} lines {kib(lines.bytes * times)}",
        f"keyring {kib(ring.bytes)}",
        f"then {len(rest.roots)} cases whole {kib(rest.bytes)}, {rest.seconds:.0f} s",
        f"all acts of all: {kib(whole.bytes * times)}, {whole.seconds * times:.0f} s",
    ]
    if times > 1:
        told.append(f"lines reckoned from {cases // times}")
    return {
        "name": f"lines and keyring of {cases} cases, {line.name}",
        "value": round(seconds, 1), "unit": "s", "goal": line.goal, "most": True,
        "beside": "; ".join(told),
    }  # fmt: skip


def kib(size: int) -> str:
    """Return a size in words."""
    return f"{size / 1024:.0f} KiB"


def arrived(post: Any, way: Way, carries: int | None) -> tuple[Way, Way]:
    """Fetch all as a new device; return what came as lines, and what came whole."""
    hand = import_string("bench.walking.another")(post.handset)
    weigh = import_string("tests.field.test_bytes.wire_bytes")
    lines, rest, budget = way, Way(way.line), FIRST
    more = {} if carries is None else {"carries": carries}
    while True:
        asked = hand.request(max_bytes=budget, **more)
        raw = json.dumps(asked, separators=(",", ":")).encode()
        headers = hand.signed(raw, pull=True) | WANTED
        begun = time.perf_counter()
        answer = hand.send(raw, headers)
        at_server = time.perf_counter() - begun
        size = weigh("POST /field/v1/exchange HTTP/1.1", headers, raw)
        size += weigh("HTTP/1.1 200 OK", answer.headers, answer.content)
        said = read(answer)
        part = lines if said.get("lines") else rest
        step = part.took(size, 1, at_server)
        part.lines += len(said.get("lines", ()))
        part.acts += len(said["changes"])
        part.roots |= {change["root"] for change in said["changes"]}
        hand.cursor, hand.scope_hash, more = said["cursor"], said["scope_hash"], {}
        if not said["more"]:
            return lines, rest
        budget = min(MOST, budget * 2) if step < SOON else budget


def read(answer: Any) -> dict[str, Any]:
    """Return what an answer says, packed or not."""
    packed = answer.headers.get("Content-Encoding") == "gzip"
    raw = gzip.decompress(answer.content) if packed else answer.content
    said: dict[str, Any] = json.loads(raw)
    return said


def put_keyring(worker: Any, hand: Any) -> int:
    """Put every key that she holds on pages; return how many there are."""
    seal = import_string("client.keyring.seal_page")
    spot = import_string("client.keyring.PagePlace")
    held, room = list(worker.held.items()), 64
    for number, at in enumerate(range(0, len(held), room)):
        place = spot(hand.worker, number, 1)
        keys = dict(held[at : at + room])
        page = seal(keys, place=place, user_key=worker.session.user_key)
        answer = hand.http.put(
            f"/app/v1/keyring/{number}", json.dumps(page),
            content_type="application/json", headers={"X-Session-Token": hand.token},
        )  # fmt: skip
        assert answer.status_code == 200, answer.content
    return -(-len(held) // room)


def fetched_ring(hand: Any, pages: int, way: Way, times: int) -> Way:
    """Fetch the keyring as a new device does: the list, then pages side by side."""
    weigh = import_string("tests.field.test_bytes.wire_bytes")
    headers = {"X-Session-Token": hand.token} | WANTED
    sizes = []
    for path in ("", *(f"/{number}" for number in range(pages))):
        begun = time.perf_counter()
        answer = hand.http.get(f"/app/v1/keyring{path}", headers=headers)
        at_server = time.perf_counter() - begun
        size = weigh(f"GET /app/v1/keyring{path} HTTP/1.1", headers, b"")
        size += weigh("HTTP/1.1 200 OK", answer.headers, answer.content)
        sizes.append((size, at_server))
    way.took(sizes[0][0], 1, sizes[0][1])
    every = sizes[1:] * times
    for at in range(0, len(every), AT_ONCE):
        batch = every[at : at + AT_ONCE]
        way.took(sum(size for size, _s in batch), 1, sum(s for _size, s in batch))
    return way


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[2]))))
