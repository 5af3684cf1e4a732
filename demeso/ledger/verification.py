"""Verify the ledger from its first leaf: what `demeso ledger verify` asks.

Streams the four tables side by side, so that a large ledger needs little
memory, and goes on to the end: a later leaf may say that an earlier payload
was deleted lawfully.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from demeso.ledger import notes
from demeso.ledger.binding import HEAD
from demeso.ledger.comparing import (
    ACCESS,
    ENTRY,
    Row,
    are_accesses_committed,
    is_act_committed,
)
from demeso.ledger.epochs import epochs, of_rows
from demeso.ledger.models import Access, Checkpoint, Entry, Head, Leaf, Payload
from demeso.ledger.payload import ACT, BEGUN, ERASED, QUARANTINE, commitment
from demeso.ledger.proving import changed_tiles, cosigned_notes
from demeso.ledger.rules import (
    EMPTY_ROOT,
    frontier_root,
    grown,
    leaf_hash,
    pack,
)

CHUNK = 2000


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


def silent(walked: int) -> None:
    """Say nothing of how far a walk has come."""
    del walked


def verify(
    outside: Iterable[str] = (), *, tell: Callable[[int], None] = silent
) -> Verified:
    """Walk the whole ledger; `outside` are checkpoints kept elsewhere.

    `tell` hears now and then how many leaves were walked.
    """
    head = Head.objects.filter(pk=HEAD).first()
    size = head.size if head else 0
    walk = Walk(size, _stated(outside), tell)
    found = list(walk.checkpoints())
    for fault in walk.leaves():
        found.append(fault)
        if len(found) > CHUNK:
            break
    found += walk.at_the_end(head)
    found += (Broken(at, "a kept root is another") for at in changed_tiles(size))
    return Verified(size, frontier_root(walk.frontier), found)


def _stated(outside: Iterable[str]) -> list[tuple[str, str]]:
    """Return every checkpoint's note, and where it was kept."""
    rows = Checkpoint.objects.order_by("size").values_list("note", flat=True)
    named = [(note, "checkpoint") for note in rows]
    named += [(note, "cosigned checkpoint") for note in cosigned_notes()]
    return named + [(note, "checkpoint kept outside") for note in outside]


class Walk:
    """One pass over leaves, payloads and entries."""

    def __init__(
        self,
        size: int,
        stated: list[tuple[str, str]],
        tell: Callable[[int], None] = silent,
    ) -> None:
        """Prepare to walk the first `size` leaves."""
        self.tell = tell
        self.size = size
        self.stated = stated
        self.frontier: tuple[bytes, ...] = ()
        self.grown_to = 0
        self.waiting: list[bytes] = []
        self.due: dict[int, list[tuple[bytes, str]]] = {}
        self.missing: set[int] = set()
        self.erased: set[int] = set()
        self.begun: list[tuple[int, int]] = []
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
        entries = _beside(Entry.objects.order_by("position"), *ENTRY)
        accesses = _beside(Access.objects.order_by("position"), *ACCESS)
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
            beside = Rows(
                payloads.at(position), entries.at(position), accesses.all_at(position)
            )
            yield from self.leaf(position, raw, beside)
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
        yield from _left_over(entries, Entry, self.size, "an entry has no leaf")
        yield from _left_over(accesses, Access, self.size, "an access has no leaf")

    def leaf(self, position: int, raw: bytes, beside: "Rows") -> Iterator[Broken]:
        """Check one leaf against its payload and the rows beside it."""
        data, payload, entry = _read(raw), beside.payload, beside.entry
        if data is None or data.get("n") != position:
            yield Broken(position, "the leaf is not the one of this place")
            return
        if data.get("type") == ERASED:
            self.erased.add(int(data["open"]["n"]))
        if data.get("type") == BEGUN:
            self.begun.append((position, int(data["open"]["epoch"])))
        is_act = data.get("type") in (ACT, QUARANTINE)
        if is_act != (entry is not None):
            yield Broken(position, "the act's entry is missing or too many")
        if payload is None:
            self.missing.add(position)
        elif commitment(bytes(payload[1]), payload[2]) != data.get("c"):
            yield Broken(position, "the payload is not the one committed to")
        else:
            yield from _compared(position, beside, payload[2], data)

    def grow(self) -> None:
        """Add the hashes that wait to the tree."""
        self.frontier = grown(self.frontier, self.grown_to, self.waiting)
        self.grown_to += len(self.waiting)
        self.waiting.clear()
        self.tell(self.grown_to)

    def _compare(self, size: int) -> Iterator[Broken]:
        self.grow()
        for root, name in self.due.pop(size, ()):
            if root == frontier_root(self.frontier):
                self.last_good = size
            else:
                reason = f"from here on the tree is not that of a {name} ({size})"
                yield Broken(self.last_good, reason, exact=False)

    def at_the_end(self, head: Head | None) -> Iterator[Broken]:
        """Compare the tree's own row, its epochs, and payloads that are gone."""
        self.grow()
        for position in sorted(self.missing - self.erased):
            yield Broken(position, "the payload is gone without a word")
        if head is not None and bytes(head.frontier) != pack(self.frontier):
            reason = "from here on the tree is not that of its head"
            yield Broken(self.last_good, reason, exact=False)
        if of_rows(self.begun) != epochs():
            yield Broken(0, "the epochs are not those that began", exact=False)
        for size, stated in self.due.items():
            if size == 0 and any(root != EMPTY_ROOT for root, _name in stated):
                yield Broken(0, "a checkpoint of nothing has a root")


@dataclass(frozen=True)
class Rows:
    """What stands beside one leaf."""

    payload: Row | None
    entry: Row | None
    accesses: list[Row]


def _compared(
    position: int, beside: Rows, body: str, data: dict[str, Any]
) -> Iterator[Broken]:
    """Compare the rows beside a leaf with the payload that it commits to."""
    entry, is_act = beside.entry, data.get("type") in (ACT, QUARANTINE)
    if entry is not None and is_act and not is_act_committed(entry, body, data):
        yield Broken(position, "the entry is not the act committed to")
    if not are_accesses_committed(beside.accesses, body, data):
        yield Broken(position, "the accesses are not those committed to")


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

    def all_at(self, position: int) -> list[Row]:
        """Return every row of a position; the next one is then behind it."""
        found = []
        while (row := self.at(position)) is not None:
            found.append(row)
            self.next = next(self.rows, None)
        return found


def _beside(rows: QuerySet[Any], *columns: str) -> Beside:
    return Beside(iter(rows.values_list(*columns).iterator(CHUNK)))


def _left_over(
    rows: Beside, table: type[Access] | type[Entry], size: int, reason: str
) -> Iterator[Broken]:
    if table._default_manager.filter(position__lt=0).exists():
        yield Broken(0, reason)
    rows.at(size)
    left = rows.next
    if left is not None and not Leaf.objects.filter(position=left[0]).exists():
        yield Broken(left[0], reason)


def _read(raw: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(raw)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
