"""Verify the ledger from its first leaf: what `demeso ledger verify` asks.

Streams the three tables side by side, so that a large ledger needs little
memory, and goes on to the end: a later leaf may say that an earlier payload
was deleted lawfully.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from demeso.kernel.canon import Json
from demeso.kernel.clock import stamp
from demeso.ledger import notes
from demeso.ledger.binding import HEAD
from demeso.ledger.models import Checkpoint, Entry, Head, Leaf, Payload
from demeso.ledger.payload import ACT, ERASED, QUARANTINE, commitment
from demeso.ledger.rules import (
    EMPTY_ROOT,
    frontier_root,
    grown,
    leaf_hash,
    pack,
)

CHUNK = 2000
COLUMNS = (
    "position", "id", "device", "seq", "kind", "record", "base", "form", "hlc",
    "actor", "device_time", "received_at", "state", "code", "root", "record_type",
)  # fmt: skip
SAID = ("device", "seq", "kind", "record", "base", "form", "hlc", "actor")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Broken:
    """A leaf that is not what it was, and why.

    Without `exact` the fault lies somewhere from that leaf on.
    """

    position: int
    reason: str
    exact: bool = True


@dataclass
class Verified:
    """What a walk over the whole ledger found."""

    size: int
    root: bytes
    broken: list[Broken] = field(default_factory=list)

    @property
    def first(self) -> Broken | None:
        """Return the first broken leaf; one that is known exactly comes first."""
        ordered = sorted(self.broken, key=lambda b: (not b.exact, b.position))
        return next(iter(ordered), None)


def verify(outside: Iterable[str] = ()) -> Verified:
    """Walk the whole ledger; `outside` are checkpoints kept elsewhere."""
    head = Head.objects.filter(pk=HEAD).first()
    size = head.size if head else 0
    walk = Walk(size, _stated(outside))
    found = list(walk.checkpoints())
    for fault in walk.leaves():
        found.append(fault)
        if len(found) > CHUNK:
            break
    found += walk.at_the_end(head)
    return Verified(size, frontier_root(walk.frontier), found)


def _stated(outside: Iterable[str]) -> list[tuple[str, str]]:
    """Return every checkpoint's note, and where it was kept."""
    rows = Checkpoint.objects.order_by("size").values_list("note", flat=True)
    return [(note, "checkpoint") for note in rows] + [
        (note, "checkpoint kept outside") for note in outside
    ]


class Walk:
    """One pass over leaves, payloads and entries."""

    def __init__(self, size: int, stated: list[tuple[str, str]]) -> None:
        """Prepare to walk the first `size` leaves."""
        self.size = size
        self.stated = stated
        self.frontier: tuple[bytes, ...] = ()
        self.grown_to = 0
        self.waiting: list[bytes] = []
        self.due: dict[int, list[tuple[bytes, str]]] = {}
        self.missing: set[int] = set()
        self.erased: set[int] = set()
        self.last_good = 0

    def checkpoints(self) -> Iterator[Broken]:
        """Read every checkpoint; yield those that are forged or too large."""
        public = notes.public_of(bytes.fromhex(settings.LEDGER_SEED))
        for note, name in self.stated:
            try:
                said = notes.opened(note, public)
            except notes.UnsignedError:
                yield Broken(0, f"a {name} is not signed by this ledger", exact=False)
                continue
            if said.size > self.size:
                yield Broken(self.size, f"rolled back: a {name} has {said.size} leaves")
            else:
                self.due.setdefault(said.size, []).append((said.root, name))

    def leaves(self) -> Iterator[Broken]:
        """Walk the leaves in order; yield what is wrong with each."""
        payloads = _beside(Payload.objects.order_by("pk"), "pk", "salt", "body")
        entries = _beside(Entry.objects.order_by("position"), *COLUMNS)
        rows = Leaf.objects.filter(position__lt=self.size).order_by("position")
        expected = 0
        for position, data, hashed in rows.values_list(
            "position", "data", "hash"
        ).iterator(CHUNK):
            if position != expected:
                yield Broken(expected, "the leaf is missing")
                return
            expected += 1
            raw = bytes(data)
            yield from self.leaf(position, raw, payloads, entries)
            found = leaf_hash(raw)
            if found != bytes(hashed):
                yield Broken(position, "the leaf's hash is another")
            self.waiting.append(found)
            if expected in self.due:
                yield from self._compare(expected)
            elif len(self.waiting) >= CHUNK:
                self.grow()
        if expected != self.size:
            yield Broken(expected, "the leaf is missing")
        yield from _left_over(entries, self.size)

    def leaf(
        self, position: int, raw: bytes, payloads: "Beside", entries: "Beside"
    ) -> Iterator[Broken]:
        """Check one leaf against its payload and its entry."""
        payload, entry = payloads.at(position), entries.at(position)
        data = _read(raw)
        if data is None or data.get("n") != position:
            yield Broken(position, "the leaf is not the one of this place")
            return
        if data.get("type") == ERASED:
            self.erased.add(int(data["open"]["n"]))
        is_act = data.get("type") in (ACT, QUARANTINE)
        if is_act != (entry is not None):
            yield Broken(position, "the act's entry is missing or too many")
        if payload is None:
            self.missing.add(position)
        elif commitment(bytes(payload[1]), payload[2]) != data.get("c"):
            yield Broken(position, "the payload is not the one committed to")
        elif entry is not None and is_act and not _agrees(entry, payload[2], data):
            yield Broken(position, "the entry is not the act committed to")

    def grow(self) -> None:
        """Add the hashes that wait to the tree."""
        self.frontier = grown(self.frontier, self.grown_to, self.waiting)
        self.grown_to += len(self.waiting)
        self.waiting.clear()

    def _compare(self, size: int) -> Iterator[Broken]:
        self.grow()
        for root, name in self.due.pop(size, ()):
            if root == frontier_root(self.frontier):
                self.last_good = size
            else:
                reason = f"from here on the tree is not that of a {name} ({size})"
                yield Broken(self.last_good, reason, exact=False)

    def at_the_end(self, head: Head | None) -> Iterator[Broken]:
        """Compare the tree's own row, and payloads that are gone."""
        self.grow()
        for position in sorted(self.missing - self.erased):
            yield Broken(position, "the payload is gone without a word")
        if head is not None and bytes(head.frontier) != pack(self.frontier):
            reason = "from here on the tree is not that of its head"
            yield Broken(self.last_good, reason, exact=False)
        for size, stated in self.due.items():
            if size == 0 and any(root != EMPTY_ROOT for root, _name in stated):
                yield Broken(0, "a checkpoint of nothing has a root")


class Beside:
    """Rows of another table, read in step with the leaves."""

    def __init__(self, rows: Iterator[Row]) -> None:
        """Start before the first row."""
        self.rows = rows
        self.next: Row | None = next(rows, None)

    def at(self, position: int) -> Row | None:
        """Return the row of a position, if it has one."""
        while self.next is not None and self.next[0] < position:
            self.next = next(self.rows, None)
        if self.next is None or self.next[0] != position:
            return None
        return self.next


def _beside(rows: QuerySet[Any], *columns: str) -> Beside:
    return Beside(iter(rows.values_list(*columns).iterator(CHUNK)))


def _left_over(entries: Beside, size: int) -> Iterator[Broken]:
    if Entry.objects.filter(position__lt=0).exists():
        yield Broken(0, "an entry has no leaf")
    entries.at(size)
    left = entries.next
    if left is not None and not Leaf.objects.filter(position=left[0]).exists():
        yield Broken(left[0], "an entry has no leaf")


def _read(raw: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(raw)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _agrees(entry: Row, body: str, data: Mapping[str, Any]) -> bool:
    """Tell whether an entry says what the committed payload says."""
    row = dict(zip(COLUMNS, entry, strict=True))
    told = json.loads(body)
    act: dict[str, Json] = told["act"]
    said = all(row[name] == act[name] for name in SAID)
    place = (told.get("root", ""), told.get("record_type", ""), told.get("code", ""))
    kept = (row["root"], row["record_type"], row["code"])
    moment: datetime = row["received_at"]
    return (
        said
        and row["id"] == told.get("entry", act["id"])
        and row["device_time"] == act["time"]
        and kept == place
        and stamp(moment) == data["t"]
        and row["kind"] == data["kind"]
    )
