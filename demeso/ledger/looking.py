"""Who read, who tried and who wrote: what somebody who controls accesses asks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment
from demeso.ledger.models import APPLIED, Access, Entry, Payload
from demeso.ledger.payload import REFUSAL


def records_under(root: str, *, actor: Actor) -> frozenset[str]:
    """Return every record under a root that the caller may see, itself included."""
    actor.require("audit.read")
    found = Entry.objects.filter(root=root).values_list("record", flat=True)
    return frozenset({root, *found.distinct()})


def readings(records: Iterable[str], *, actor: Actor) -> list[Access]:
    """Return who read or tried records, latest first, for whoever controls it."""
    actor.require("audit.read")
    return list(Access.objects.filter(record__in=set(records)).order_by("-at", "-pk"))


def written_under(root: str, *, actor: Actor) -> list[Entry]:
    """Return every act under a root, latest first, for whoever controls it."""
    actor.require("audit.read")
    return list(Entry.objects.filter(root=root).order_by("-position"))


def last_read(
    records: Iterable[str], *, what: str, actor: Actor
) -> dict[str, datetime]:
    """Return record → when the actor herself last read it so."""
    rows = Access.objects.filter(record__in=set(records), what=what, actor=actor.name)
    return dict(rows.order_by("at").values_list("record", "at"))


def roots_of(records: Iterable[str]) -> dict[str, str]:
    """Return record → the root under which its acts stand, for who asked before."""
    rows = Entry.objects.filter(record__in=set(records), root__gt="")
    return dict(rows.values_list("record", "root"))


MOST = 2000  # of each: who searches without end narrows the days
HELD = "field.device"  # a device may hold it from then on


def readings_by(
    actors: Iterable[str], since: datetime, until: datetime, *, actor: Actor
) -> list[Access]:
    """Return what people read or tried between two moments, latest first."""
    actor.require("audit.read")
    rows = Access.objects.filter(actor__in=set(actors), at__gte=since, at__lt=until)
    return list(rows.order_by("-at", "-pk")[:MOST])


def written_by(
    actors: Iterable[str], since: datetime, until: datetime, *, actor: Actor
) -> list[Entry]:
    """Return what people wrote between two moments, latest first."""
    actor.require("audit.read")
    rows = Entry.objects.filter(
        actor__in=set(actors), received_at__gte=since, received_at__lt=until
    )
    return list(rows.order_by("-position")[:MOST])


@dataclass(frozen=True)
class Attempt:
    """A refusal that named no record: who, when, at which page, why."""

    at: datetime
    actor: str
    code: str


def attempts_by(
    actors: Iterable[str], since: datetime, until: datetime, *, actor: Actor
) -> list[Attempt]:
    """Return the refusals of people that stand beside no record, latest first."""
    actor.require("audit.read")
    theirs = Q()
    for name in set(actors):  # a body begins with who and, for a refusal, the code
        theirs |= Q(body__startswith=f'{{"actor":"{name}","code":')
    if not theirs:
        return []
    rows = Payload.objects.filter(theirs).select_related("leaf").order_by("-pk")[:MOST]
    found = (_attempt(row) for row in rows)
    return [one for one in found if one and since <= one.at < until]


def _attempt(row: Payload) -> Attempt | None:
    leaf, body = json.loads(bytes(row.leaf.data)), json.loads(row.body)
    if leaf["type"] != REFUSAL or body["records"]:
        return None
    return Attempt(moment(leaf["t"]), body["actor"], body["code"])


def held_by(worker: str, since: datetime, *, actor: Actor) -> frozenset[str]:
    """Return the records that a worker's devices were told from a moment on."""
    actor.require("audit.read")
    rows = Access.objects.filter(actor=worker, what=HELD, at__gte=since)
    return frozenset(rows.values_list("record", flat=True))


def place_of(act: str) -> int | None:
    """Return where an act stands in the ledger, for a proof that it was done."""
    rows = Entry.objects.filter(pk=act).values_list("position", flat=True)
    return rows.first()


def device_of(act: str) -> str:
    """Return on which device an act was written; empty when nobody knows it."""
    kept = Entry.objects.filter(pk=act).values_list("device", flat=True)
    return kept.first() or ""


def readers_of(record: str, what: str) -> frozenset[str]:
    """Return who read a record in one way, by id, for the room that keeps it."""
    rows = Access.objects.filter(record=record, what=what)
    return frozenset(rows.values_list("actor", flat=True))


def entries_of(acts: Iterable[str]) -> list[Entry]:
    """Return some applied acts as they were kept, in order, for who asked before."""
    rows = Entry.objects.filter(pk__in=set(acts), state=APPLIED)
    return list(rows.order_by("position"))


def arrivals(acts: Iterable[str]) -> dict[str, datetime]:
    """Return act id → when it came, for those that were kept."""
    kept = Entry.objects.filter(pk__in=list(acts))
    return dict(kept.values_list("pk", "received_at"))
