"""Give what was staged its place: positions, leaves, rows, and the new head."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from demeso.kernel.canon import Json
from demeso.kernel.refusal import RefusedError
from demeso.ledger.epochs import COPY, FIRST_EPOCH, epochs, next_epoch
from demeso.ledger.merging import Live, LiveValue
from demeso.ledger.models import (
    Access,
    Entry,
    Epoch,
    Fact,
    Head,
    Leaf,
    Payload,
    Value,
)
from demeso.ledger.payload import BEGUN, OPENED, body_text, commitment, leaf_data
from demeso.ledger.rules import HASH_SIZE, grown, leaf_hash, pack, unpack
from demeso.ledger.statements import load

HEAD = 1


@dataclass(frozen=True)
class Draft:
    """A leaf to be, with the rows that stand beside it."""

    type: str
    kind: str
    at: datetime
    body: str
    open: Mapping[str, Json] | None = None
    name: str = ""  # by which a public fact is asked for
    entry: Entry | None = None
    values: tuple[LiveValue, ...] = ()
    readings: tuple[Access, ...] = ()


@dataclass(frozen=True)
class Staged:
    """Everything that a unit of work leaves behind."""

    drafts: Sequence[Draft]
    stored: Mapping[str, Live]
    registers: Mapping[str, Live]


def bind(staged: Staged, *, at: datetime) -> None:
    """Write what was staged; the caller holds the ledger lock."""
    if not staged.drafts:
        return
    head = begun(at)
    if head.size == 0:
        opening = Draft(OPENED, "ledger.opened", staged.drafts[0].at, body_text({}))
        _append(head, [opening])
    start = head.size
    _append(head, staged.drafts)
    _keep(staged, start)


def begun(at: datetime) -> Head:
    """Return the tree's row; start an epoch where it came from a copy.

    The caller holds the ledger lock, and `at` is the server's own clock.
    """
    head = head_row()
    if head.epoch == COPY:
        before = epochs().names
        head.epoch = next_epoch(at, before[-1] if before else FIRST_EPOCH, head.size)
        Epoch.objects.create(began=head.epoch, first=head.size)
        said = Draft(BEGUN, BEGUN, at, body_text({}), {"epoch": head.epoch})
        head.save(update_fields=["epoch"])
        _append(head, [said])
    return head


def head_row() -> Head:
    """Return the tree's row, locked where the database can; make it first."""
    empty = {"size": 0, "frontier": b"", "epoch": FIRST_EPOCH}
    head, _made = Head.objects.select_for_update().get_or_create(
        pk=HEAD, defaults=empty
    )
    return head


def _append(head: Head, drafts: Sequence[Draft]) -> None:
    salts = os.urandom(HASH_SIZE * len(drafts))
    leaves, payloads = [], []
    for place, draft in enumerate(drafts):
        salt = salts[place * HASH_SIZE : (place + 1) * HASH_SIZE]
        position, kept = head.size + place, commitment(salt, draft.body)
        data = leaf_data(position, draft.at, (draft.type, draft.kind), kept, draft.open)
        leaves.append(Leaf(position=position, data=data, hash=leaf_hash(data)))
        payloads.append(Payload(leaf_id=position, salt=salt, body=draft.body))
    hashes = [bytes(leaf.hash) for leaf in leaves]
    head.frontier = pack(grown(unpack(bytes(head.frontier)), head.size, hashes))
    head.size += len(leaves)
    load(leaves)
    load(payloads)
    head.save(update_fields=["size", "frontier"])


def _keep(staged: Staged, start: int) -> None:
    entries, values, readings, facts = [], [], [], []
    live = {
        (value.act, value.group)
        for values_ in staged.registers.values()
        for value in values_
    }
    for position, draft in enumerate(staged.drafts, start=start):
        if draft.entry is not None:
            draft.entry.position = position
            entries.append(draft.entry)
        values += [_value_row(value, position, live) for value in draft.values]
        if draft.name:
            facts.append(Fact(type=draft.type, name=draft.name, position=position))
        for reading in draft.readings:
            reading.position = position
            readings.append(reading)
    _require_new(entries)
    load(entries)
    load(values)
    load(readings)
    load(facts)
    _retire(staged, live)


def _require_new(entries: Sequence[Entry]) -> None:
    """Refuse an act that another process wrote down in the meantime."""
    if Entry.objects.filter(pk__in=[entry.pk for entry in entries]).exists():
        raise RefusedError("act.repeated")


def _value_row(value: LiveValue, position: int, live: set[tuple[str, str]]) -> Value:
    return Value(
        record=value.record,
        group=value.group,
        entry_id=value.act,
        position=position,
        merge=value.merge,
        live=(value.act, value.group) in live,
    )


def _retire(staged: Staged, live: set[tuple[str, str]]) -> None:
    """Mark stored values that were knowingly replaced."""
    gone = [
        value
        for values in staged.stored.values()
        for value in values
        if (value.act, value.group) not in live
    ]
    for group in {value.group for value in gone}:
        acts = [value.act for value in gone if value.group == group]
        Value.objects.filter(entry__in=acts, group=group).update(live=False)
