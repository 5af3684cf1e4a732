"""Put referrals back from a locked place, and see to it that nobody goes there."""

from typing import Any

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_through
from demeso.casework.models import Case
from demeso.casework.queries.cases import case_to_warn
from demeso.casework.queries.following import awaited_by
from demeso.casework.services.plan import move_line
from demeso.directory.models import Lock
from demeso.directory.queries.listing import recipient
from demeso.directory.queries.locking import get_lock, lock_between, staff_of
from demeso.directory.rules.locking import LOCK, LockAnswers
from demeso.directory.services.locking import DOOR
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.sealing import READ
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.referrals.models import Detour, Referral
from demeso.referrals.queries.detours import get_detour, get_returnable, on_the_way
from demeso.referrals.rules.answering import Event, HandoverAnswers, Status, after
from demeso.referrals.rules.detours import (
    LOCKED,
    ReturnAnswers,
    State,
    ToldAnswers,
    What,
    detour_id,
)
from demeso.referrals.rules.detours import after as stands
from demeso.vault.handing import end_grants
from demeso.vault.queries import fingerprints_of


@writing
def put_back(*, actor: Actor, act: Act[LockAnswers]) -> int:
    """Put back what was on its way to a locked place; list whom to warn."""
    lock = get_lock(act.record, actor=actor)
    found = on_the_way(lock.site)
    for referral in found:
        _send_back(referral.id, lock, actor, act)
    staff = staff_of([lock.site_id]).get(lock.site_id, ())
    for case in awaited_by(staff):
        keep(_detour(lock, case, act, What.FOLLOW_UP))
    return len(found)


@writing
def put_back_late(*, actor: Actor, act: Act[HandoverAnswers]) -> None:
    """Put back at once what somebody wrote who had not heard of a lock yet."""
    del actor  # whoever sent it
    lock = lock_between(act.answers.recipient, act.answers.service)
    if lock is not None and act.said_at < lock.locked_at:
        by = Actor("", lock.agency_id, frozenset({LOCK}), label=DOOR)
        _send_back(act.record, lock, by, act)


def _send_back(referral: str, lock: Lock, actor: Actor, act: Act[Any]) -> None:
    said = {"return": {"lock": lock.id, "reason": LOCKED}}
    slip = Slip("referral.returned", referral, "putting_back@1", said)
    act_through(door=DOOR, slip=slip, actor=actor, at=act.received_at)


@writing
def return_referral(*, actor: Actor, act: Act[ReturnAnswers]) -> Referral:
    """Give one referral back to whoever sent it, to orient anew; nothing is lost."""
    lock = get_lock(act.answers.lock, actor=actor)
    referral = get_returnable(act.record, lock=lock)
    status = after(referral.status, Event.RETURN)
    record(act, actor=actor, root=referral.survivor_id)
    what = What.SENT if referral.is_unanswered else What.APPOINTMENT
    case = case_to_warn(referral.case_id)
    keep(_detour(lock, case, act, what, referral))
    if what is What.SENT:
        _recall_package(actor, act, referral)
    referral.status, referral.reason = status, act.answers.reason
    referral.disputed = False
    referral.save(update_fields=["status", "reason", "disputed"])
    move_line(actor=actor, act=act, line=referral.line_id, status=Status.DECLINED)
    return referral


def _recall_package(actor: Actor, act: Act[ReturnAnswers], referral: Referral) -> None:
    """Nobody there had said yes: they open it no more; whoever sent it keeps it."""
    to = recipient(referral.recipient_id)
    named = {to.focal_point, to.deputy} - {"", referral.sender}
    keys = fingerprints_of(sorted(named))
    end_grants(actor=actor, act=act, to=keys, rights=[READ], objects=[referral.id])


def _detour(
    lock: Lock,
    case: Case,
    act: Act[Any],
    what: What,
    referral: Referral | None = None,
) -> Detour:
    return Detour(
        id=detour_id(lock.id, referral.id if referral else case.id),
        lock_id=lock.id,
        agency_id=case.agency_id,
        case_id=case.id,
        survivor_id=case.survivor_id,
        referral=referral,
        line_id=referral.line_id if referral else "",
        need=referral.service if referral else "",
        what=what,
        on=referral.appointment_on if referral else case.next_on,
        state=State.OPEN,
        made_at=act.received_at,
    )


@writing
def tell_detour(*, actor: Actor, act: Act[ToldAnswers]) -> Detour:
    """Say that she knows, or that nobody could tell her by a safe way."""
    detour = get_detour(act.record, actor=actor)
    state = stands(detour.state, act.answers.detour_told)
    record(act, actor=actor, root=detour.survivor_id)
    detour.state, detour.told = state, act.answers.detour_told
    detour.told_at = act.received_at
    return keep(detour, "state", "told", "told_at")
