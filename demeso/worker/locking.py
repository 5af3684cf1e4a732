"""Show which places somebody may lock, what a lock did, and what is left to people."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from demeso.agencies.queries.people import colleagues, devices_of
from demeso.casework.queries.following import awaited_by
from demeso.directory.models import Lock, Site
from demeso.directory.queries.locking import (
    lockable_sites,
    locks_of,
    staff_of,
    unverified_since,
)
from demeso.directory.rules.locking import LOCK, OPEN, State, is_second
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.referrals.queries.detours import (
    Counted,
    Way,
    counted,
    on_the_way,
    own_detours,
)

Shown = dict[str, Any]


def show_locks(actor: Actor) -> Shown:
    """Return a person's own part of it: nothing of places that are not her agency's."""
    people = dict(colleagues(actor).values_list("pk", "called"))
    sites, locks = lockable_sites(actor), locks_of(actor) if actor.may(LOCK) else []
    staff = staff_of([site.id for site in sites])
    held = {lock.site_id: lock.id for lock in locks if lock.state in OPEN}
    waiting = {site.id for site in unverified_since(actor)}
    counts = counted([lock.id for lock in locks])
    return {
        "sites": [
            {
                **_site(site, staff.get(site.id, []), people),
                "lock": held.get(site.id, ""),
                "unverified": site.id in waiting,
            }
            for site in sites
        ],
        "colleagues": [
            {"id": one, "called": called} for one, called in people.items()
        ]
        if sites
        else [],
        "locks": [_lock(lock, counts[lock.id], people, actor)
                  for lock in locks],
        "ways": [_way(one) for one in own_detours(actor)],
    }  # fmt: skip


def _site(site: Site, staff: list[str], people: Mapping[str, str]) -> Shown:
    coming = on_the_way(site)
    answered = [one for one in coming if not one.is_unanswered]
    devices = devices_of(staff).filter(revoked_at=None)
    return {
        "id": site.id,
        "name": site.name,
        "organisation": site.organisation.name,
        "draft": site.is_draft,
        "staff": [{"id": one, "called": people[one]} for one in staff if one in people],
        "devices": devices.count(),
        "referrals": len(coming),
        "appointments": len(answered),
        "follow_ups": len(awaited_by(staff)),
    }


def _lock(
    lock: Lock, counts: Counted, people: Mapping[str, str], actor: Actor
) -> Shown:
    proposed = lock.state == State.PROPOSED
    return {
        "id": lock.id,
        "site": lock.site_id,
        "name": lock.site.name,
        "why": lock.why,
        "state": lock.state,
        "at": stamp(lock.locked_at),
        "by": people.get(lock.locked_by, ""),
        "devices": lock.devices,
        **asdict(counts),
        "proposed_by": people.get(lock.proposed_by, ""),
        "may_agree": proposed and is_second(actor.worker, lock.proposed_by),
        "unlocked_at": lock.unlocked_at and stamp(lock.unlocked_at),
    }


def _way(way: Way) -> Shown:
    return {
        "id": way.id,
        "code": way.code,
        "what": way.what,
        "on": str(way.on or ""),
        "need": way.need,
        "place": way.place,
        "state": way.state,
        "tell": way.left.tell,
        "orient": way.left.orient,
    }
