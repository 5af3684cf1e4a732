"""Places that are locked, and whom to warn: by code and day, never a name."""

from dataclasses import dataclass

from demeso.agencies.queries.people import colleagues
from demeso.directory.models import Lock
from demeso.directory.queries.locking import locks_of, unverified_since
from demeso.directory.rules.locking import LOCK, OPEN
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.referrals.queries.detours import Counted, Way, agency_detours, counted


@dataclass(frozen=True)
class Locked:
    """One lock of the actor's agency, and its numbers."""

    lock: Lock
    numbers: Counted
    by: str
    proposed_by: str
    unlocked_by: str
    unverified: bool


def locked(actor: Actor) -> list[Locked]:
    """Return the agency's locks, latest first, to who may lock and who controls."""
    if not (actor.may(LOCK) or actor.may("audit.read")):
        raise UnknownError
    rows = locks_of(actor)
    numbers = counted([row.id for row in rows])
    names = dict(colleagues(actor).values_list("pk", "called"))
    waiting = {site.id for site in unverified_since(actor)}
    return [
        Locked(
            lock=row, numbers=numbers[row.id], by=names.get(row.locked_by, ""),
            proposed_by=names.get(row.proposed_by, ""),
            unlocked_by=names.get(row.unlocked_by, ""),
            unverified=row.site_id in waiting,
        )
        for row in rows
    ]  # fmt: skip


def warned(actor: Actor) -> list[tuple[Way, str]]:
    """Return the agency's own people whose way led to a locked place, and who leads.

    Only who sees codes: a supervisor or controller. The place may be another
    agency's.
    """
    if not (actor.may("team.read") or actor.may("audit.read")):
        return []
    names = dict(colleagues(actor).values_list("pk", "called"))
    found = [(way, names.get(way.worker, "")) for way in agency_detours(actor)]
    return sorted(found, key=lambda pair: pair[0].left.is_done)


def open_locks(actor: Actor) -> int:
    """Return how many places are locked now, for whoever is told."""
    return sum(1 for row in locks_of(actor) if row.state in OPEN)
