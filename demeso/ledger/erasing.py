"""Find the answers that are to be deleted: what stands, and what waits aside."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from demeso.kernel.canon import Json
from demeso.kernel.clock import stamp
from demeso.ledger.models import APPLIED, QUARANTINED, Entry, Payload
from demeso.ledger.payload import groups_of


def answered_under(
    root: str, kinds: Collection[str] = (), *, before: int | None = None
) -> dict[str, int]:
    """Return act → position of what was applied under a root and not erased yet."""
    rows = Entry.objects.filter(root=root, state=APPLIED).exclude(digest="")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if before is not None:
        rows = rows.filter(position__lt=before)
    return dict(rows.order_by("position").values_list("pk", "position"))


def said_since(kinds: Collection[str], moment: datetime) -> list[dict[str, Json]]:
    """Return what acts of some kinds said since a moment: ids and coded answers."""
    rows = Entry.objects.filter(kind__in=kinds, state=APPLIED, received_at__gte=moment)
    entries = list(rows.exclude(digest="").order_by("position"))
    found = Payload.objects.filter(pk__in=[entry.position for entry in entries])
    bodies = dict(found.values_list("leaf_id", "body"))
    return [
        {
            "act": entry.id, "kind": entry.kind, "record": entry.record,
            "form": entry.form, "actor": entry.actor, "at": stamp(entry.received_at),
            "groups": groups_of(bodies[entry.position]),
        }
        for entry in entries
    ]  # fmt: skip


def set_aside(kinds: Collection[str]) -> list[tuple[int, str, dict[str, Any]]]:
    """Return acts of some kinds that wait in quarantine: where, of what, answers."""
    aside = Entry.objects.filter(state=QUARANTINED, kind__in=kinds).exclude(digest="")
    records = dict(aside.values_list("position", "record"))
    found = Payload.objects.filter(pk__in=records).values_list("leaf_id", "body")
    return [(place, records[place], groups_of(body)) for place, body in found]


def quarantined_about(records: Iterable[str]) -> list[int]:
    """Return where acts wait in quarantine that name one of these records."""
    aside = Entry.objects.filter(state=QUARANTINED).exclude(digest="")
    places = list(aside.values_list("position", flat=True))
    found = Payload.objects.filter(pk__in=places)
    return sorted(
        position
        for record in set(records)
        for position in found.filter(body__contains=record).values_list("pk", flat=True)
    )
