"""What she does alone, by her own number: stop something, ask for a call."""

import os
from collections.abc import Mapping
from datetime import datetime

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.consent.queries import own_yes
from demeso.kernel.actor import Actor
from demeso.kernel.ids import uuid7
from demeso.ledger.services import writing
from demeso.survivors.queries import get_own_survivor
from demeso.vault.depositing import seal_deposit

DOOR = "help"
RELEASE = "release"


@writing
def stop_alone(*, actor: Actor, what: str, at: datetime) -> None:
    """Take back what she allowed, with all that follows; every sharing at once."""
    survivor = get_own_survivor(actor.name, actor=actor)
    records: tuple[str, ...] = (survivor.id,)
    if what == RELEASE:
        records = own_yes(survivor.id, actor=actor, at=at).releases
    said = {"withdrawal": {"what": what}}
    for record in records:
        slip = Slip("consent.withdrawn", record, "withdrawal@1", said)
        act_at_door(door=DOOR, slip=slip, actor=actor, at=at)


@writing
def ask_call(*, actor: Actor, left: Mapping[str, str], at: datetime) -> str:
    """Seal what she left to her agency's intake key, and say that she waits."""
    survivor = get_own_survivor(actor.name, actor=actor)
    record = uuid7(int(at.timestamp() * 1000), os.urandom(10))
    part = seal_deposit(dict(left), agency=survivor.agency_id, object_=record)
    said = {"callback": {"survivor": survivor.id}}
    slip = Slip("callback.asked", record, "callback@1", said, sealed=(part,))
    act_at_door(door=DOOR, slip=slip, actor=actor, at=at)
    return record


def answer_link(*, actor: Actor, asked: str, still: str, at: datetime) -> None:
    """Say whether an entry of the directory is still so, as whoever has its link."""
    said = {"answer": {"still": still}}
    slip = Slip("verification.answered", asked, "verification_answer@1", said)
    act_at_door(door=actor.label, slip=slip, actor=actor, at=at)


def tell_of_place(
    *, actor: Actor, site: str, said: Mapping[str, str], at: datetime
) -> None:
    """Say something of a place, unnamed."""
    groups = {"link": {"site": site}, "feedback": dict(said)}
    record = uuid7(int(at.timestamp() * 1000), os.urandom(10))
    slip = Slip("feedback.given", record, "feedback@1", groups)
    act_at_door(door=actor.label, slip=slip, actor=actor, at=at)
