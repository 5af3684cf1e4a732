"""Read what a device may hold, and what it does not hold yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core import signing

from demeso.agencies.queries.people import devices_of
from demeso.casework.queries.following import closed_lines, put_away
from demeso.directory.rules.listing import roots_of
from demeso.field.models import Scope
from demeso.field.rules import (
    MOST_BYTES,
    Asked,
    Cursor,
    read_cursor,
    scope_hash,
    shown_parts,
    state_hash,
)
from demeso.kernel.actor import Actor
from demeso.kernel.canon import canonical
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from demeso.ledger.catalogue import kinds
from demeso.ledger.queries import (
    Conflict,
    Kept,
    Reach,
    conflicts_under,
    head,
    kept_acts,
    versions,
)
from demeso.referrals.queries.referring import roots as referral_roots
from demeso.survivors.queries import roots as survivor_roots
from demeso.vault.queries import bodies_of, fingerprints_of, grants_of

CHUNK = 200


@dataclass(frozen=True)
class View:
    """What an actor may hold on a device.

    Under `own` roots everything; of `handed` records (referrals, and the lines
    of closed cases) only the groups that their kind shares, and the package; of
    her own acts also the quarantined.
    """

    own: frozenset[str]
    handed: frozenset[str]
    devices: frozenset[str]
    fingerprints: frozenset[str]

    @property
    def roots(self) -> frozenset[str]:
        """Return every root id."""
        return self.own | self.handed

    def reach(self, added: frozenset[str] | None = None) -> Reach:
        """Return which acts to ask the ledger for: all, or of added roots."""
        if added is None:
            return Reach(self.own, self.handed, self.devices)
        return Reach(self.own & added, self.handed & added, frozenset())


def view_of(actor: Actor, *, at: datetime) -> View:
    """Return what an actor may hold at a moment."""
    devices = devices_of([actor.worker]).values_list("pk", flat=True)
    return View(
        own=survivor_roots(actor) - put_away(actor) | roots_of(actor),
        handed=referral_roots(actor, at=at) | closed_lines(actor),
        devices=frozenset(devices),
        fingerprints=fingerprints_of([actor.worker]),
    )


def scope_of(device: str, version: int) -> Scope | None:
    """Return one version of a device's scope."""
    return Scope.objects.filter(device=device, version=version).first()


def latest_scope(device: str) -> Scope | None:
    """Return the newest version of a device's scope."""
    return Scope.objects.filter(device=device).order_by("-version").first()


def changes(
    view: View, reach: Reach, *, after: int, upto: int
) -> Iterator[dict[str, Any]]:
    """Yield what happened within reach, in commit order, ready to be sent."""
    while True:
        rows = kept_acts(reach, after=after, upto=upto, most=CHUNK)
        yield from _changes(view, rows)
        if len(rows) < CHUNK:
            return
        after = rows[-1].position


def root_changes(
    root: str, cursor: str, after: int, *, actor: Actor, at: datetime
) -> dict[str, Any]:
    """Return the next page of what is under a root, up to where a cursor has read.

    A device that only lists a case fetches it so; what came later comes by itself.
    """
    if root not in survivor_roots(actor) - put_away(actor):
        raise UnknownError
    view = view_of(actor, at=at)
    try:
        upto = read_cursor(signer().unsign(cursor)).position
    except (signing.BadSignature, ValueError, TypeError):
        upto = head().size - 1
    reach = Reach(frozenset({root}), frozenset(), frozenset())
    page: list[dict[str, Any]] = []
    budget = MOST_BYTES
    for change in changes(view, reach, after=after, upto=upto):
        budget -= len(canonical(change))
        if budget < 0 and page:
            return {"changes": page, "more": True}
        page.append(change)
    return {"changes": page, "more": False}


def _changes(view: View, rows: list[Kept]) -> Iterator[dict[str, Any]]:
    applied = [row.act for row in rows if not row.code]
    bodies = bodies_of(applied)
    grants = grants_of(applied, to=view.fingerprints)
    for row in rows:
        act = dict(row.wire)
        if not row.code:
            act["sealed"] = [*bodies.get(row.act, ()), *grants.get(row.act, ())]
            if row.root not in view.own:
                act = _as_shared(row, act)
        yield {
            "position": row.position,
            "version": row.version,
            "root": row.root if row.root in view.own or row.code else row.record,
            "received_at": stamp(row.received_at),
            "act": act,
            "state": row.state,
            "code": row.code,
        }


def _as_shared(row: Kept, act: dict[str, Any]) -> dict[str, Any]:
    """Return an act as those may read it who hold no more than its record."""
    groups, parts = act["groups"], act["sealed"]
    kind = kinds().get(row.kind)
    shared = kind.shared if kind else ()
    kept = {name: groups[name] for name in shared if name in groups}
    return {**act, "groups": kept, "sealed": shown_parts(parts, row.record)}


@dataclass
class Pulled:
    """One page for a device; empty when it came without a session.

    `holds` is the scope version that the device has shown to hold already.
    """

    changes: list[Any] = field(default_factory=list)
    cursor: str | None = None
    more: bool = False
    removals: list[Any] = field(default_factory=list)
    resnapshot: bool = False
    scope_hash: str | None = None
    conflicts: list[Any] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    holds: int = 0

    def answer(self) -> dict[str, Any]:
        """Return the fields of the response; `lines` only where there are some."""
        left = {"holds"} if self.lines else {"holds", "lines"}
        return {name: v for name, v in self.__dict__.items() if name not in left}


def pulled(asked: Asked, view: View, latest: Scope, *, actor: Actor) -> Pulled:
    """Return the next page of what a device may hold and does not hold yet."""
    tree = head()
    fresh = Cursor(tree.epoch)
    cursor = trusted(asked, view, latest.device, upto=tree.size - 1) or fresh
    surely, perhaps = _held_since(latest.device, cursor.version)
    page = Pulled(
        removals=sorted(perhaps - view.roots),
        resnapshot=cursor == fresh and asked.ack_cursor is not None,
        conflicts=[_stated(c) for c in conflicts_under(view.own, actor=actor)],
    )
    end = _fill(page, asked.max_bytes, view, (cursor, surely, latest, tree.size - 1))
    page.cursor = signer().sign(end.text())
    page.holds = cursor.version
    page.scope_hash = scope_hash(_roots(latest.device, end.version))
    return page


def signer() -> signing.Signer:
    """Return what signs cursors."""
    return signing.Signer(salt="demeso/cursor/v1")


def trusted(asked: Asked, view: View, device: str, upto: int) -> Cursor | None:
    """Return the device's cursor; None when it must start again."""
    try:
        cursor = read_cursor(signer().unsign(asked.ack_cursor or ""))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    known = not cursor.version or scope_of(device, cursor.version) is not None
    ours = cursor.epoch == head().epoch and cursor.position <= upto
    return cursor if known and ours and _holds(asked, view, device, cursor) else None


def _holds(asked: Asked, view: View, device: str, cursor: Cursor) -> bool:
    """Tell whether the device holds what its cursor says."""
    if asked.scope_hash not in (None, scope_hash(_roots(device, cursor.version))):
        return False
    if asked.state_hash is None or cursor.filling or cursor.listing:
        return True
    return asked.state_hash == _state(view, device, cursor)


def _state(view: View, device: str, cursor: Cursor) -> str:
    reach = view.reach(_roots(device, cursor.version))
    return state_hash(versions(reach, upto=cursor.position))


def _held_since(device: str, version: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a device surely holds since a version of its scope, and may hold.

    While the past of one root comes page by page the version stays: what left in
    the meantime was told already, and of what came some pages may be there.
    """
    rows = Scope.objects.filter(device=device, version__gte=version)
    held = _roots(device, version)
    told = [frozenset(roots) for roots in rows.values_list("roots", flat=True)]
    return held.intersection(*told), held.union(*told)


def _roots(device: str, version: int) -> frozenset[str]:
    scope = scope_of(device, version) if version else None
    return frozenset(scope.roots) if scope else frozenset()


def _fill(
    page: Pulled,
    budget: int,
    view: View,
    place: tuple[Cursor, frozenset[str], Scope, int],
) -> Cursor:
    """Put changes on a page; return the cursor behind the last one.

    First the past of roots that are new to the device, then what followed.
    """
    cursor, held, latest, upto = place
    added = view.reach(view.roots - held)
    behind = cursor.behind if cursor.filling == latest.version else -1
    for change in changes(view, added, after=behind, upto=cursor.position):
        budget -= len(canonical(change))
        if budget < 0 and page.changes:
            page.more = True
            return replace(cursor, filling=latest.version, behind=behind)
        page.changes.append(change)
        behind = int(str(change["position"]))
    reached = cursor.position
    for change in changes(view, view.reach(), after=reached, upto=upto):
        budget -= len(canonical(change))
        if budget < 0 and page.changes:
            page.more = True
            return Cursor(cursor.epoch, latest.version, reached)
        page.changes.append(change)
        reached = int(str(change["position"]))
    return Cursor(cursor.epoch, latest.version, upto)


def _stated(conflict: Conflict) -> dict[str, Any]:
    values: list[Any] = [
        {"act": value.act, "version": value.version, "actor": value.actor}
        for value in conflict.values
    ]
    return {"record": conflict.record, "group": conflict.group, "values": values}
