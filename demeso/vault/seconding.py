"""Write what two people sign of an agency's keys: first, second, or a no."""

from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.sealing import HOLD
from demeso.ledger.rows import held_all
from demeso.ledger.services import note, writing
from demeso.vault.handing import delete_grants
from demeso.vault.models import Grant, PublicKey, Seconding
from demeso.vault.signing import LEAF, PUBLISHED, Both, KeyStatement, Signature, Stated
from demeso.vault.standing import stated


@writing
def state_key(said: KeyStatement, both: Both, *, actor: Actor, act: Act[Any]) -> None:
    """Keep what the first person signed; with two sheets' word it counts at once."""
    first, second = ((one.wire() if one else None) for one in both)
    row = Seconding.objects.create(
        **said.wire(), act_id=act.id, asked_at=act.received_at,
        first_signature=first, second_signature=second,
        seconded_at=act.received_at if second else None,
    )  # fmt: skip
    if second:
        _note(stated(row), actor, act)


@writing
def second_statement(
    record: str, second: Signature, *, actor: Actor, act: Act[Any]
) -> None:
    """Keep the second signature: from here on the key counts, or its holder."""
    row = held_all(Seconding, [record])[0]
    row.second_signature, row.seconded_at = second.wire(), act.received_at
    row.save(update_fields=["second_signature", "seconded_at"])
    _note(stated(row), actor, act)


@writing
def refuse_statement(record: str, *, actor: Actor, act: Act[Any]) -> None:
    """Put an end to what waits, and to every copy of the key that came with it."""
    row = held_all(Seconding, [record])[0]
    row.refused_at = act.received_at
    row.save(update_fields=["refused_at"])
    if row.step == PUBLISHED:
        keys = PublicKey.objects.filter(fingerprint=row.fp, record=record)
        keys.update(revoked_at=act.received_at)
    handed = Grant.objects.filter(act_id=row.act_id, rights=HOLD)
    delete_grants(actor=actor, act=act, grants=handed)


def _note(said: Stated, actor: Actor, act: Act[Any]) -> None:
    body: dict[str, Json] = {"by": actor.name}
    name, at = said.said.record, act.received_at
    note(LEAF, actor=actor, body=body, open=said.facts(), name=name, at=at)
