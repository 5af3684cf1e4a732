"""Shred what was handed on, and have the other side say that it is gone."""

from datetime import datetime

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.consent.rules.allowing import STORY, Purpose, WithdrawalAnswers
from demeso.directory.queries.listing import recipient
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.looking import readers_of
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.referrals.models import Referral, Shredding
from demeso.referrals.queries.referring import (
    get_shredding,
    handed_on,
    late_shreddings,
    shredding_to_escalate,
)
from demeso.referrals.rules.shredding import (
    OF_PAPER,
    EscalationAnswers,
    How,
    ShreddingAnswers,
    State,
    after,
    is_late,
    shredding_fault,
    shredding_id,
)
from demeso.vault.rules import PACKAGE
from demeso.vault.shredding import shred

KEPT = (Purpose.STATISTICS, STORY)  # what these end was never handed on by name
ESCALATE = "shredding.escalate"
READING = "field.device"  # what a device may hold from now on is read


@writing
def shred_packages(*, actor: Actor, act: Act[WithdrawalAnswers]) -> list[Shredding]:
    """Delete every package that she takes back; ask those who may hold it still.

    Whoever was named and never fetched it holds nothing, and is asked nothing.
    """
    of_release = act.answers.what == Purpose.RELEASE
    place = {"release" if of_release else "survivor": act.record}
    asked: list[Shredding] = []
    for referral in handed_on(**place):
        compartments = (PACKAGE,)
        could = shred(
            actor=actor, act=act, object_=referral.id, compartments=compartments
        )
        fetched = readers_of(referral.id, READING) & could - {referral.sender}
        asked += [_ask(act, referral, one, How.DEVICE) for one in sorted(fetched)]
        if could and not recipient(referral.recipient_id).agency:
            asked.append(_ask(act, referral, referral.sender, How.TOLD))
    return asked


def _ask(
    act: Act[WithdrawalAnswers], referral: Referral, worker: str, how: How
) -> Shredding:
    made = Shredding(
        id=shredding_id(act.id, referral.id, worker),
        referral=referral,
        agency_id=referral.agency_id,
        worker=worker,
        how=how,
        state=after("", "consent.withdrawn"),
        asked_at=act.received_at,
    )
    return keep(made)


@writing
def confirm_shredding(*, actor: Actor, act: Act[ShreddingAnswers]) -> Shredding:
    """Keep the word that it is gone: of a device, of a person about her paper."""
    said = act.answers
    asked = get_shredding(act.record, actor=actor)
    same = said.referral == asked.referral_id
    refuse_unless(same, "shredding.other_case", field="referral")
    fault = shredding_fault(said.gone, asked.how, asked.state)
    refuse_unless(not fault, fault, field="gone")
    record(act, actor=actor, root=asked.referral.survivor_id)
    asked.state = after(asked.state, act.kind)
    asked.confirmed_at = asked.confirmed_at or act.received_at
    if said.gone in OF_PAPER or asked.how == How.TOLD:
        asked.paper = said.gone
    asked.save(update_fields=["state", "confirmed_at", "paper"])
    return asked


@writing
def escalate_shredding(*, actor: Actor, act: Act[EscalationAnswers]) -> Shredding:
    """Let the sender's supervisor and the controller see that no word came."""
    actor.require(ESCALATE)
    asked = shredding_to_escalate(act.record)
    right = is_late(asked.state, asked.asked_at, act.received_at)
    refuse_unless(right, "shredding.transition")
    record(act, actor=actor, root=asked.referral.survivor_id)
    asked.state, asked.escalated_at = State.LATE, act.received_at
    asked.save(update_fields=["state", "escalated_at"])
    return asked


def escalate_late(*, actor: Actor, at: datetime) -> int:
    """Escalate whatever is late; return how many."""
    found = late_shreddings(at)
    for one in found:
        said = {"escalation": {"referral": one.referral_id}}
        slip = Slip("shredding.escalated", one.id, "escalation@1", said)
        act_at_door(door="work", slip=slip, actor=actor, at=at)
    return len(found)
