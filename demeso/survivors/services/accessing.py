"""Give, lock and end her own access; number and PIN never pass here."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.models import OwnAccess, Survivor
from demeso.survivors.queries import (
    access_of,
    get_awaited_access,
    get_helped_survivor,
    get_led_access,
    is_access,
    unlocked,
)
from demeso.survivors.rules import (
    AccessAnswers,
    AccessEndAnswers,
    AccessState,
    LockAnswers,
    ResetAnswers,
    access_after,
)

LOCK = "access.lock"  # what the minute tick may do with her access


@writing
def give_access(*, actor: Actor, act: Act[AccessAnswers]) -> OwnAccess:
    """Say that she gets a number and a PIN of her own: they arrive apart from acts."""
    survivor = get_helped_survivor(act.answers.survivor, actor=actor)
    refuse_unless(not is_access(act.record), "number.known")
    refuse_unless(access_of(survivor.id) is None, "number.known")
    record(act, actor=actor, root=survivor.id)
    at = act.received_at
    given = OwnAccess(
        id=act.record, survivor=survivor, state=access_after("", act.kind),
        given_by=actor.name, given_at=at, awaited_at=at,
    )  # fmt: skip
    return keep(given)


@writing
def reset_access(*, actor: Actor, act: Act[ResetAnswers]) -> OwnAccess:
    """Say that a new PIN is about to arrive: she chose it in front of her worker."""
    found = get_led_access(act.record, actor=actor)
    found.state = access_after(found.state, act.kind)
    record(act, actor=actor, root=found.survivor_id)
    found.awaited_at = act.received_at
    return keep(found, "state", "awaited_at")


@writing
def settle_access(*, actor: Actor, access: str, at: datetime) -> OwnAccess:
    """Say that the porter has what was awaited."""
    found = get_awaited_access(access, actor=actor, at=at)
    found.awaited_at = None
    return keep(found, "awaited_at")


@writing
def end_access(*, actor: Actor, act: Act[AccessEndAnswers]) -> OwnAccess:
    """End her number: it opens nothing any more."""
    found = get_led_access(act.record, actor=actor)
    found.state = access_after(found.state, act.kind)
    record(act, actor=actor, root=found.survivor_id)
    found.ended_at = act.received_at
    return keep(found, "state", "ended_at")


@writing
def lock_access(*, actor: Actor, act: Act[LockAnswers]) -> OwnAccess:
    """Say that five wrong tries are used up: only in person from now on."""
    actor.require(LOCK)
    found = OwnAccess.objects.filter(id=act.record).first()
    if found is None:
        raise UnknownError
    found.state = access_after(found.state, act.kind)
    record(act, actor=actor, root=found.survivor_id)
    found.save(update_fields=["state"])
    return found


def lock_accesses(*, actor: Actor, accesses: Iterable[str], at: datetime) -> int:
    """Say of every access that the porter has locked that it is; count them."""
    found = unlocked(accesses)
    for one in found:
        said = {"lock": {"access_lock": "tries"}}
        slip = Slip("access.locked", one, "access_lock@1", said)
        with suppress(RefusedError):  # it ended meanwhile
            act_at_door(door="work", slip=slip, actor=actor, at=at)
    return len(found)


@writing
def end_with_help(*, actor: Actor, act: Act[Any], survivor: Survivor) -> None:
    """End her access with her help: there is nothing left that it would show."""
    del actor  # the caller asked
    found = access_of(survivor.id)
    if found is not None:
        found.state, found.ended_at = AccessState.ENDED, act.received_at
        found.save(update_fields=["state", "ended_at"])
