"""Lock a place in danger, and open it again by two people."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from demeso.agencies.queries.people import colleagues, devices_of
from demeso.agencies.rules.devices import COLLEAGUES, Slip
from demeso.agencies.services.doors import act_through
from demeso.directory.models import Lock, Posting, Site
from demeso.directory.queries.locking import (
    get_lock,
    get_lockable,
    is_lock,
    open_lock,
    staff_of,
    untold_locks,
)
from demeso.directory.rules.locking import (
    SAFE,
    LockAnswers,
    StaffAnswers,
    State,
    SuspensionAnswers,
    UnlockingAnswers,
    after,
    are_colleagues,
    is_second,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing

DOOR = "lock"  # signs what a lock entails: each device cut, each referral put back


@writing
def staff_site(*, actor: Actor, act: Act[StaffAnswers]) -> list[Posting]:
    """Say who works at a place, all of them: whose devices a lock cuts."""
    site, staff = get_lockable(act.answers.site, actor=actor), act.answers.staff
    known = colleagues(actor).values_list("pk", flat=True)
    refuse_unless(are_colleagues(staff, known), "site.other_people", field="staff")
    record(act, actor=actor, root=actor.agency)
    gone = Posting.objects.filter(site=site).exclude(worker__in=staff)
    gone.delete()
    there = set(staff_of([site.id]).get(site.id, ()))
    new = [one for one in dict.fromkeys(staff) if one not in there]
    made = (Posting(site=site, worker_id=one, since=act.received_at) for one in new)
    return Posting.objects.bulk_create(made)


@writing
def lock_site(*, actor: Actor, act: Act[LockAnswers]) -> Lock:
    """Cut a place off at once: its listing, its devices; referrals follow."""
    said, site = act.answers, get_lockable(act.answers.site, actor=actor)
    refuse_unless(not is_lock(act.record), "lock.known")
    refuse_unless(open_lock(site.id) is None, "lock.standing")
    lock = Lock(
        id=act.record, site=site, agency_id=actor.agency, why=said.lock_why,
        state=after("", act.kind),
        locked_by=actor.worker, locked_at=act.received_at,
    )  # fmt: skip
    lock.save()
    record(act, actor=actor, root=actor.agency)
    _entail(actor, act, Slip("site.suspended", site.id, "suspension@1",
                             {"suspension": {"lock": lock.id}}))  # fmt: skip
    cut = _cut_devices(actor, act, staff_of([site.id]).get(site.id, ()))
    lock.devices = len(cut)
    lock.save(update_fields=["devices"])
    return lock


def _cut_devices(
    actor: Actor, act: Act[LockAnswers], staff: Iterable[str]
) -> list[str]:
    """Revoke what whoever works there carries; not the device that says so."""
    rows = devices_of(staff).filter(revoked_at=None)
    cut = [one for one in rows.values_list("pk", flat=True)
           if one != act.envelope.device]  # fmt: skip
    by = replace(actor, permissions=actor.permissions | {COLLEAGUES})
    for one in cut:
        said = {"revocation": {"reason": "site"}}
        _entail(by, act, Slip("device.revoked", one, "revocation@1", said))
    return cut


def _entail(actor: Actor, act: Act[Any], slip: Slip) -> None:
    act_through(door=DOOR, slip=slip, actor=actor, at=act.received_at)


@writing
def suspend_site(*, actor: Actor, act: Act[SuspensionAnswers]) -> Site:
    """Take a locked place out of the directory, everywhere, without saying why."""
    lock = get_lock(act.answers.lock, actor=actor)
    refuse_unless(lock.site_id == act.record, "site.other_lock")
    refuse_unless(lock.state == State.LOCKED, "lock.transition")
    record(act, actor=actor, root=lock.site.root)
    lock.site.suspended_at = act.received_at
    return keep(lock.site, "suspended_at")


@writing
def propose_unlocking(*, actor: Actor, act: Act[UnlockingAnswers]) -> Lock:
    """Say that a place is safe again; somebody else must say so too."""
    lock = _of(actor, act)
    record(act, actor=actor, root=lock.agency_id)
    lock.proposed_by, lock.proposed_at = actor.worker, act.received_at
    return keep(lock, "state", "proposed_by", "proposed_at")


@writing
def unlock_site(*, actor: Actor, act: Act[UnlockingAnswers]) -> Lock:
    """Open a place again, as the second person; its listing waits to be verified."""
    lock = _of(actor, act)
    refuse_unless(is_second(actor.worker, lock.proposed_by), "lock.same_person")
    record(act, actor=actor, root=lock.agency_id)
    lock.unlocked_by, lock.unlocked_at = actor.worker, act.received_at
    return keep(lock, "state", "unlocked_by", "unlocked_at")


def _of(actor: Actor, act: Act[UnlockingAnswers]) -> Lock:
    lock = get_lock(act.record, actor=actor)
    refuse_unless(act.answers.safe == SAFE, "lock.unsaid", field="safe")
    lock.state = after(lock.state, act.kind)
    return lock


@writing
def mark_locks_told(*, actor: Actor, at: datetime) -> frozenset[str]:
    """Say that whoever controls is being told of new locks; return the agencies."""
    del actor  # the job
    found = untold_locks()
    for one in found:
        one.told_at = at
        keep(one, "told_at")
    return frozenset(one.agency_id for one in found)
