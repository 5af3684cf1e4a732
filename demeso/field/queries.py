"""Read what a device may hold, and what it does not hold yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from demeso.agencies.queries import devices_of
from demeso.field.models import Scope
from demeso.field.rules import shown_parts
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.clock import stamp
from demeso.ledger.catalogue import kinds
from demeso.ledger.queries import Kept, Reach, kept_acts
from demeso.referrals.queries import roots as referral_roots
from demeso.survivors.queries import roots as survivor_roots
from demeso.vault.queries import bodies_of, fingerprints_of, grants_of

DIRECTORY = "directory"
CHUNK = 200


@dataclass(frozen=True)
class View:
    """What an actor may hold on a device.

    Under `own` roots everything; of `handed` referrals only the groups that
    their kind shares, and the package; of her own acts also the quarantined.
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


def view_of(actor: Actor) -> View:
    """Return what an actor may hold."""
    devices = devices_of([actor.worker]).values_list("pk", flat=True)
    return View(
        own=survivor_roots(actor) | {DIRECTORY},
        handed=referral_roots(actor),
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
) -> Iterator[dict[str, Json]]:
    """Yield what happened within reach, in commit order, ready to be sent."""
    while True:
        rows = kept_acts(reach, after=after, upto=upto, most=CHUNK)
        yield from _changes(view, rows)
        if len(rows) < CHUNK:
            return
        after = rows[-1].position


def _changes(view: View, rows: list[Kept]) -> Iterator[dict[str, Json]]:
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
            "root": row.root if row.root in view.own or row.code else row.record,
            "received_at": stamp(row.received_at),
            "act": act,
            "state": row.state,
            "code": row.code,
        }


def _as_shared(row: Kept, act: dict[str, Json]) -> dict[str, Json]:
    """Return a referral's act as its recipient may read it."""
    groups, parts = act["groups"], act["sealed"]
    kind = kinds().get(row.kind)
    shared = kind.shared if kind else ()
    kept = {name: groups[name] for name in shared if name in groups}
    return {**act, "groups": kept, "sealed": shown_parts(parts, row.record)}
