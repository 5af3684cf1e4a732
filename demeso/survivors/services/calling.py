"""Take her request for a call, sealed; say what came of it."""

from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.models import Callback
from demeso.survivors.queries import (
    callbacks_waiting,
    get_callback,
    is_callback,
    survivor_in_hand,
)
from demeso.survivors.rules import (
    MOST_CALLBACKS,
    CallbackAnswers,
    CalledBackAnswers,
    is_herself,
)
from demeso.vault.depositing import delete_deposits, keep_deposit


@writing
def ask_callback(*, actor: Actor, act: Act[CallbackAnswers]) -> Callback:
    """Keep that she wants a call, and how, sealed to her agency's intake key."""
    survivor = survivor_in_hand(act.answers.survivor)
    if not is_herself(actor, survivor.id):
        raise UnknownError
    refuse_unless(survivor.ended_at is None, "consent.missing")
    refuse_unless(not is_callback(act.record), "callback.known")
    waiting = callbacks_waiting(survivor.id)
    refuse_unless(waiting < MOST_CALLBACKS, "callback.waiting")
    keep_deposit(act=act, agency=survivor.agency_id)
    record(act, actor=actor, root=survivor.id)
    asked = Callback(id=act.record, survivor=survivor, asked_at=act.received_at)
    return keep(asked)


@writing
def finish_callback(*, actor: Actor, act: Act[CalledBackAnswers]) -> Callback:
    """Say what came of a call; what she had left for it is deleted."""
    found = get_callback(act.record, actor=actor)
    refuse_unless(found.done_at is None, "callback.done")
    record(act, actor=actor, root=found.survivor_id)
    delete_deposits(objects=[found.id])
    found.done_at, found.done_by = act.received_at, actor.name
    return keep(found, "done_at", "done_by")


@writing
def forget_callbacks(*, actor: Actor, act: Act[Any], survivor: str) -> None:
    """Delete what she left for calls that nobody has made."""
    del actor  # the caller asked
    rows = Callback.objects.filter(survivor=survivor, done_at=None)
    delete_deposits(objects=list(rows.values_list("id", flat=True)))
    rows.update(done_at=act.received_at)
