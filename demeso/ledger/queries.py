"""Read the ledger: values in force, conflicts, history, what devices fetch."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from demeso.kernel.act import Envelope
from demeso.kernel.actor import Actor
from demeso.ledger.book import OPEN, current, live_values
from demeso.ledger.catalogue import answers_in_force
from demeso.ledger.epochs import FIRST_EPOCH, Epochs, epochs
from demeso.ledger.merging import DISPUTED, Live, LiveValue, by_group, is_disputed
from demeso.ledger.models import (
    APPLIED,
    FORGED,
    QUARANTINED,
    Backup,
    Checkpoint,
    Entry,
    Head,
    Payload,
    Value,
)


@dataclass(frozen=True)
class Conflict:
    """Unequal answers to one field group, given without seeing each other."""

    record: str
    group: str
    values: tuple[LiveValue, ...]


def live(record: str) -> dict[str, list[LiveValue]]:
    """Return a record's live values by group, those of the open unit included."""
    return {group: list(values) for group, values in by_group(_live(record)).items()}


def in_force(record: str) -> dict[str, dict[str, object]]:
    """Return a record's coded answers in force, by group."""
    return answers_in_force(_live(record))


def _live(record: str) -> Live:
    book = OPEN.get()
    if book is not None:
        return book.live(record)
    return live_values([record]).get(record, ())


def version(record: str) -> int:
    """Return the version of a record: that of its last applied act, 0 if none.

    A page keeps it in a hidden field; it is the `base` of the act that follows.
    """
    return _last(Entry.objects.filter(record=record).exclude(state=QUARANTINED))


def last_version(root: str, *kinds: str) -> int:
    """Return the version of the last act under a root, of some kinds; 0 if none."""
    rows = Entry.objects.filter(root=root)
    return _last(rows.filter(kind__in=kinds) if kinds else rows)


def _last(rows: QuerySet[Entry]) -> int:
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return epochs().version(last) if last else 0


def conflicts(records: Iterable[str], *, actor: Actor) -> list[Conflict]:
    """Return the open conflicts of records that the caller may see."""
    del actor  # the caller has asked its own room which records she may see
    return _conflicts(Value.objects.filter(record__in=list(records)))


def conflicts_under(roots: Iterable[str], *, actor: Actor) -> list[Conflict]:
    """Return the open conflicts under roots that the caller may see."""
    del actor  # as above
    return _conflicts(Value.objects.filter(entry__root__in=list(roots)))


def _conflicts(values: QuerySet[Value]) -> list[Conflict]:
    crowded = (
        values.filter(live=True, merge__in=DISPUTED)
        .values("record", "group")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .order_by("record", "group")
    )
    found = [(row["record"], row["group"]) for row in crowded]
    stored = live_values(sorted({record for record, _group in found}))
    groups = {record: by_group(live) for record, live in stored.items()}
    return [
        Conflict(record, group, groups[record][group])
        for record, group in found
        if is_disputed(groups[record][group])
    ]


def history(record: str, *, actor: Actor) -> list[Entry]:
    """Return every act on a record that the caller may see, in order."""
    del actor  # as above
    return list(Entry.objects.filter(record=record).order_by("position"))


def positions(acts: Iterable[str]) -> dict[str, int]:
    """Return act id → its place in the tree, for those that were kept."""
    kept = Entry.objects.filter(pk__in=list(acts))
    return dict(kept.values_list("pk", "position"))


def is_touched(record: str) -> bool:
    """Tell whether any act on a record was ever kept; if not, no room has a row."""
    book = OPEN.get()
    if book is not None:
        return book.is_touched(record)
    return Entry.objects.filter(record=record).exists()


def is_kept(act: str) -> bool:
    """Tell whether an act with this id was kept: a page sent twice asks this."""
    return Entry.objects.filter(pk=act).exists()


def quarantined_of(workers: Iterable[str], *, actor: Actor) -> list[Entry]:
    """Return the acts of workers whom the caller supervises that were not applied."""
    del actor  # the caller has asked its own room whose work she may see
    theirs = Q(actor__in=list(workers), state=QUARANTINED)
    return list(Entry.objects.filter(theirs).order_by("-position"))


def quarantined_before(kind: str, moment: datetime) -> list[int]:
    """Return where acts of a kind wait since before a moment, those erased left out."""
    old = Entry.objects.filter(state=QUARANTINED, kind=kind, received_at__lt=moment)
    return [row.position for row in old.exclude(digest="")]


def quarantine_count() -> int:
    """Return how many acts wait in quarantine."""
    return Entry.objects.filter(state=QUARANTINED).count()


def head() -> Head:
    """Return the tree as it stands."""
    return Head.objects.first() or Head(size=0, frontier=b"", epoch=FIRST_EPOCH)


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def last_backup() -> Backup | None:
    """Return the newest backup."""
    return Backup.objects.order_by("-made_at").first()


def backup_folders() -> list[str]:
    """Return every folder that a backup was put in."""
    found = Backup.objects.exclude(folder="").order_by("folder")
    return list(found.values_list("folder", flat=True).distinct())


def last_received_at() -> datetime | None:
    """Return when the last act arrived."""
    last = Entry.objects.order_by("-position").first()
    return last.received_at if last else None


@dataclass(frozen=True)
class Marks:
    """How far a device's acts have come: kept, and safe in a backup."""

    acked: int
    durable: int


def marks(device: str) -> Marks:
    """Return how far a device's acts have come."""
    backup = Backup.objects.order_by("-made_at").values("size")[:1]
    safe = Q(position__lt=Coalesce(Subquery(backup), 0))
    found = (
        Entry.objects.filter(device=device)
        .exclude(code=FORGED)
        .aggregate(acked=Max("seq"), durable=Max("seq", filter=safe))
    )
    return Marks(found["acked"] or 0, found["durable"] or 0)


@dataclass(frozen=True)
class Before:
    """What is known of an act that was kept before."""

    digest: str
    sig: str
    code: str


def kept_before(device: str, seqs: Iterable[int]) -> dict[int, Before]:
    """Return seq → what is known of those of a device's acts that were kept."""
    rows = Entry.objects.filter(_among(list(seqs)), device=device).exclude(code=FORGED)
    found = rows.values_list("seq", "digest", "sig", "code")
    return {seq: Before(*known) for seq, *known in found}


def _among(seqs: list[int]) -> Q:
    """Return the condition for some numbers; a run, as they mostly are, is cheap."""
    if seqs and max(seqs) - min(seqs) < len(seqs):
        return Q(seq__range=(min(seqs), max(seqs)))
    return Q(seq__in=seqs)


def foresee(acts: Iterable[Envelope]) -> None:
    """Read in one go what the open unit will ask about a batch of acts."""
    book, batch = current(), list(acts)
    book.foresee_acts(act.id for act in batch)
    book.foresee(act.record for act in batch)
    book.foresee_records(act.record for act in batch)


@dataclass(frozen=True)
class Reach:
    """Which acts someone may fetch: by root, by record, and quarantined ones."""

    roots: frozenset[str]
    records: frozenset[str]
    devices: frozenset[str]

    def condition(self) -> Q:
        """Return it as a filter on entries."""
        applied = Q(root__in=self.roots) | Q(record__in=self.records)
        mine = Q(device__in=self.devices, state=QUARANTINED)
        return Q(applied, state=APPLIED) | mine


@dataclass(frozen=True)
class Kept:
    """An act as the ledger gives it back: without ciphertext when applied."""

    position: int
    version: int
    act: str
    kind: str
    record: str
    root: str
    received_at: datetime
    state: str
    code: str
    wire: dict[str, Any]


def kept_acts(reach: Reach, *, after: int, upto: int, most: int) -> list[Kept]:
    """Return the next acts within reach, in commit order."""
    place = Q(position__gt=after, position__lte=upto)
    rows = list(
        Entry.objects.filter(reach.condition() & place).order_by("position")[:most]
    )
    positions = [row.position for row in rows]
    bodies = dict(
        Payload.objects.filter(pk__in=positions).values_list("leaf_id", "body")
    )
    lifted = epochs()
    return [_kept(row, bodies.get(row.position), lifted) for row in rows]


def _kept(row: Entry, body: str | None, lifted: Epochs) -> Kept:
    wire = json.loads(body)["act"] if body else _outline(row)
    return Kept(
        position=row.position, version=lifted.version(row.position), act=row.id,
        kind=row.kind, record=row.record, root=row.root, received_at=row.received_at,
        state=row.state, code=row.code, wire=wire,
    )  # fmt: skip


def _outline(row: Entry) -> dict[str, Any]:
    """Return what is left of an act whose answers were deleted lawfully."""
    return {
        "v": 1, "id": row.id, "device": row.device, "seq": row.seq, "kind": row.kind,
        "record": row.record, "base": row.base, "time": row.device_time,
        "form": row.form, "hlc": row.hlc, "actor": row.actor, "groups": {},
        "sealed": [], "sig": "",
    }  # fmt: skip


def versions(reach: Reach, *, upto: int) -> dict[str, int]:
    """Return record → version of its last applied act within reach."""
    rows = Entry.objects.filter(reach.condition(), state=APPLIED, position__lte=upto)
    last = rows.values("record").annotate(last=Max("position")).order_by()
    lifted, found = epochs(), last.values_list("record", "last")
    return {record: lifted.version(place) for record, place in found}
