"""Read what was kept aside and not applied: whole, as it was signed."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from demeso.kernel.ids import is_uuid7
from demeso.ledger.models import APPLIED, QUARANTINED, Entry, Payload


@dataclass(frozen=True)
class Aside:
    """One act that was kept aside: who wrote it, and all that it says."""

    actor: str
    received_at: datetime
    wire: dict[str, Any]


def aside_under(root: str, *, code: str, workers: Collection[str]) -> list[Aside]:
    """Return what some workers wrote under a root and was kept aside so.

    The room that asks has checked who may read of that root.
    """
    placed = [one for one, _root in _placed([root], _waiting(code, workers))]
    return [Aside(one.actor, one.received_at, wire) for one, wire in _read(placed)]


def aside_counts(
    roots: Collection[str],
    *,
    code: str,
    workers: Collection[str],
    seen: Mapping[str, datetime],
) -> dict[str, int]:
    """Return root → how many acts were kept aside so since it was last seen."""
    placed = _placed(roots, _waiting(code, workers))
    return dict(
        Counter(
            root
            for one, root in placed
            if root not in seen or one.received_at > seen[root]
        )
    )


def aside_of(kind: str, *, code: str, worker: str) -> list[Aside]:
    """Return the acts of one kind that somebody wrote and that were kept aside so."""
    rows = _waiting(code, [worker]).filter(kind=kind)
    return [Aside(one.actor, one.received_at, wire) for one, wire in _read(list(rows))]


def _placed(roots: Collection[str], rows: QuerySet[Entry]) -> list[tuple[Entry, str]]:
    """Return what belongs under some roots, each with its root.

    A record that is known belongs to the root under which its acts were applied. One
    that nobody knows belongs to a root when its answers name that, or a record of it;
    what came later on that record then follows.
    """
    applied = Entry.objects.filter(state=APPLIED)
    under = applied.filter(root__in=list(roots))
    known = Exists(applied.filter(record=OuterRef("record")))
    waiting = list(rows.filter(Q(record__in=under.values("record")) | ~known))
    named = {one.pk: _named_ids(wire) for one, wire in _read(waiting)}
    asked = {one.record for one in waiting}.union(*named.values())
    there = under.filter(record__in=asked).values_list("record", "root")
    root_of = {root: root for root in roots} | dict(there)
    found = []
    for one in waiting:
        ids = (one.record, *sorted(named.get(one.pk, ())))
        root = next((root_of[id_] for id_ in ids if id_ in root_of), "")
        if root:
            root_of.setdefault(one.record, root)
            found.append((one, root))
    return found


def _named_ids(wire: dict[str, Any]) -> set[str]:
    """Return the answers of an act that have the shape of a record's id."""
    said = (value for group in wire["groups"].values() for value in group.values())
    return {value for value in said if is_uuid7(value)}


def _waiting(code: str, workers: Collection[str]) -> QuerySet[Entry]:
    """Return what waits aside; what was erased is not there."""
    rows = Entry.objects.filter(state=QUARANTINED, code=code, actor__in=list(workers))
    return rows.exclude(digest="").order_by("position")


def _read(entries: list[Entry]) -> list[tuple[Entry, dict[str, Any]]]:
    found = Payload.objects.filter(pk__in=[one.position for one in entries])
    bodies = dict(found.values_list("leaf_id", "body"))
    there = (one for one in entries if one.position in bodies)
    return [(one, json.loads(bodies[one.position])["act"]) for one in there]
