"""Gather what one unit of work writes; place it in the tree when it ends.

`unit` opens one book a thread. The outermost unit holds the one ledger lock,
so writers follow each other on both databases and positions come in commit
order. What an `attempt` gathered is forgotten when it fails.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from demeso.kernel.canon import Json
from demeso.kernel.clock import now
from demeso.kernel.forms import Merge
from demeso.ledger.binding import Draft, Staged, bind
from demeso.ledger.epochs import Epochs, epochs
from demeso.ledger.merging import Live, LiveValue
from demeso.ledger.models import Entry, Payload, Value
from demeso.ledger.payload import groups_of
from demeso.ledger.rows import Rows, holding

LOCK = int.from_bytes(b"ledger", "big")
OPEN: ContextVar["Book | None"] = ContextVar("book", default=None)


class InForce(dict[str, dict[str, Any]]):
    """The answers in force by group; a group never answered is empty."""

    def __missing__(self, group: str) -> dict[str, Any]:
        """Return no answers."""
        return {}


@dataclass
class Book:
    """What the open unit of work has gathered so far."""

    drafts: list[Draft] = field(default_factory=list)
    stored: dict[str, Live] = field(default_factory=dict)
    registers: dict[str, Live] = field(default_factory=dict)
    results: dict[str, InForce] = field(default_factory=dict)
    known: dict[str, bool] = field(default_factory=dict)
    touched: dict[str, bool] = field(default_factory=dict)
    placed: dict[str, bool] = field(default_factory=dict)
    undo: list[tuple[dict[str, Any], str, Any]] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)

    def stage(self, draft: Draft) -> None:
        """Add a leaf to be."""
        self.drafts.append(draft)
        if draft.entry is not None:
            self._set(self.known, draft.entry.id, value=True)
            self._set(self.touched, draft.entry.record, value=True)

    def moment(self) -> datetime:
        """Return the time of what was staged last, or the present."""
        return self.drafts[-1].at if self.drafts else now()

    def live(self, record: str) -> Live:
        """Return a record's live values, staged ones included."""
        if record not in self.registers:
            self.foresee([record])
        return self.registers[record]

    def replace(self, record: str, live: Live) -> None:
        """Put new live values in a record's registers."""
        self._set(self.registers, record, live)

    def finish(self, act: str, result: InForce) -> None:
        """Remember that an act is written down, and what came of it."""
        self._set(self.results, act, result)

    def place(self, act: str) -> None:
        """Remember that the sealed parts of an act are kept."""
        self._set(self.placed, act, value=True)

    def foresee(self, records: Iterable[str]) -> None:
        """Read the registers of several records in one go."""
        missing = sorted(set(records) - self.registers.keys())
        found = live_values(missing)
        for record in missing:
            self.stored[record] = self.registers[record] = found.get(record, ())

    def is_known(self, act: str) -> bool:
        """Tell whether an act with this id was kept before, or is staged."""
        if act not in self.known:
            self.foresee_acts([act])
        return self.known[act]

    def foresee_acts(self, acts: Iterable[str]) -> None:
        """Ask for several act ids in one go."""
        asked = [act for act in acts if act not in self.known]
        found = set(Entry.objects.filter(pk__in=asked).values_list("pk", flat=True))
        self.known.update({act: act in found for act in asked})

    def is_touched(self, record: str) -> bool:
        """Tell whether any act on a record was ever kept, or is staged."""
        if record not in self.touched:
            self.foresee_records([record])
        return self.touched[record]

    def foresee_records(self, records: Iterable[str]) -> None:
        """Ask of several records in one go whether there were acts on them."""
        asked = {record for record in records if record not in self.touched}
        rows = Entry.objects.filter(record__in=asked).values_list("record", flat=True)
        found = set(rows.distinct())
        self.touched.update({record: record in found for record in asked})

    def mark(self) -> tuple[int, int]:
        """Return the point to come back to."""
        return len(self.drafts), len(self.undo)

    def forget(self, mark: tuple[int, int]) -> None:
        """Undo everything since a mark."""
        self.rows.forget()
        drafts, steps = mark
        del self.drafts[drafts:]
        while len(self.undo) > steps:
            table, key, before = self.undo.pop()
            table.pop(key, None)
            if before is not None:
                table[key] = before

    def _set(self, table: dict[str, Any], key: str, value: object) -> None:
        self.undo.append((table, key, table.get(key)))
        table[key] = value


def current() -> Book:
    """Return the open book; writing outside a unit is a fault of the program."""
    book = OPEN.get()
    if book is None:
        raise RuntimeError("write inside `with writing():` or under @writing")
    return book


def sealed_kept(act: str) -> None:
    """Say that the sealed parts of an act are kept: the room that keeps them does."""
    current().place(act)


def unseen(acts: Iterable[str], *, base: int) -> frozenset[str]:
    """Return those of some acts that a device does not hold which is at a version.

    Its own are no exception: it let go of them when their root left it. Nor is what
    this unit has gathered and not placed yet: it comes after every version.
    """
    named, lifted, fresh = set(acts), epochs(), current().results
    placed = Entry.objects.filter(pk__in=named).values_list("pk", "position")
    later = {pk for pk, at in placed if lifted.version(at) > base}
    return frozenset(later | (named & fresh.keys()))


@contextmanager
def unit() -> Iterator[None]:
    """Open the outermost unit of work, or join the one that is open.

    When a joined unit fails, what surrounds it must fail too, up to the
    nearest `attempt` or the outermost unit: both databases then refuse to go on.
    """
    if OPEN.get() is None:
        with _outermost():
            yield
        return
    try:
        yield
    except BaseException:
        for alias in connections:
            transaction.set_rollback(True, using=alias)
        raise


@contextmanager
def attempt() -> Iterator[None]:
    """Try something inside a unit of work; undo just that when it fails."""
    book = current()
    mark = book.mark()
    try:
        with _everywhere():
            try:
                yield
            except BaseException:
                book.rows.forget()  # before the way back: nothing waits any more
                raise
    except BaseException:
        book.forget(mark)
        raise


@contextmanager
def _outermost() -> Iterator[None]:
    with _everywhere(), holding() as rows:
        book = Book(rows=rows)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        token = OPEN.set(book)
        try:
            yield
            rows.write()
            bind(Staged(book.drafts, book.stored, book.registers), at=now())
        finally:
            OPEN.reset(token)


@contextmanager
def _everywhere() -> Iterator[None]:
    """Open a transaction or savepoint on each database; `default` ends last.

    Grants are thus written before the acts that they belong to: a cut
    between the two leaves an unused grant, never an act without its grant.
    """
    with ExitStack() as stack:
        for alias in sorted(connections, key=DEFAULT_DB_ALIAS.__ne__):
            stack.enter_context(transaction.atomic(using=alias))
        yield


def live_values(records: list[str]) -> dict[str, Live]:
    """Read the live values of records, in commit order."""
    if not records:
        return {}
    rows = list(
        Value.objects.filter(record__in=records, live=True)
        .select_related("entry")
        .order_by("position", "pk")
    )
    coded = {row.position for row in rows if row.merge != Merge.SEALED}
    bodies = dict(Payload.objects.filter(pk__in=coded).values_list("leaf_id", "body"))
    groups = {position: groups_of(body) for position, body in bodies.items()}
    lifted = epochs() if rows else Epochs()
    found: dict[str, Live] = {}
    for row in rows:
        sealed = row.merge == Merge.SEALED
        coded_answers = groups.get(row.position, {}).get(row.group, {})
        answers = {"act": row.entry_id} if sealed else coded_answers
        value = _value(row, answers, lifted.version(row.position))
        found[row.record] = (*found.get(row.record, ()), value)
    return found


def _value(row: Value, answers: Mapping[str, Json], version: int) -> LiveValue:
    return LiveValue(
        record=row.record,
        group=row.group,
        act=row.entry_id,
        device=row.entry.device,
        actor=row.entry.actor,
        hlc=row.entry.hlc,
        form=row.entry.form,
        merge=Merge(row.merge),
        version=version,
        answers=answers,
    )
