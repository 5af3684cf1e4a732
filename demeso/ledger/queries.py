"""Read the ledger: values in force, conflicts, history, what devices fetch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from demeso.kernel.actor import Actor
from demeso.ledger.book import OPEN, live_values
from demeso.ledger.catalogue import answers_in_force
from demeso.ledger.merging import (
    DISPUTED,
    Live,
    LiveValue,
    by_group,
    is_disputed,
)
from demeso.ledger.models import (
    FORGED,
    QUARANTINED,
    Backup,
    Checkpoint,
    Entry,
    Head,
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
    """Return the position of a record's last applied act, 0 if none.

    A page keeps it in a hidden field; it is the `base` of the act that follows.
    """
    applied = Entry.objects.filter(record=record).exclude(state=QUARANTINED)
    return applied.aggregate(last=Max("position"))["last"] or 0


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


def is_kept(act: str) -> bool:
    """Tell whether an act with this id was kept: a page sent twice asks this."""
    return Entry.objects.filter(pk=act).exists()


def quarantined(*, actor: Actor) -> QuerySet[Entry]:
    """Return the actor's own acts that could not be applied."""
    mine = Q(actor=actor.name, state=QUARANTINED)
    return Entry.objects.filter(mine).order_by("position")


def quarantine_count() -> int:
    """Return how many acts wait in quarantine."""
    return Entry.objects.filter(state=QUARANTINED).count()


def head() -> Head:
    """Return the tree as it stands."""
    empty = Head(size=0, frontier=b"", epoch=1)
    return Head.objects.first() or empty


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def last_backup() -> Backup | None:
    """Return the newest backup."""
    return Backup.objects.order_by("-made_at").first()


@dataclass(frozen=True)
class Marks:
    """How far a device's acts have come: kept, and safe in a backup."""

    acked: int
    durable: int


def marks(device: str) -> Marks:
    """Return how far a device's acts have come."""
    backup = last_backup()
    covered = backup.size if backup else 0
    last = Max("seq")
    found = (
        Entry.objects.filter(device=device)
        .exclude(code=FORGED)
        .aggregate(acked=last, durable=Max("seq", filter=Q(position__lt=covered)))
    )
    return Marks(found["acked"] or 0, found["durable"] or 0)


def digests(device: str, seqs: Iterable[int]) -> dict[int, str]:
    """Return seq → digest of those of a device's acts that were kept."""
    kept = Entry.objects.filter(device=device, seq__in=list(seqs))
    return dict(kept.exclude(code=FORGED).values_list("seq", "digest"))


def made_at(value: Checkpoint | Backup | None) -> datetime | None:
    """Return when a checkpoint or backup was made."""
    return value.made_at if value else None
