"""Sign second for an agency's key or its holder, or say no."""

from typing import Any

from demeso.agencies.models import Holding
from demeso.agencies.queries.recovery import named_to_keep
from demeso.agencies.queries.seconding import (
    is_asked_by,
    is_still_fit,
    keys_waiting,
    may_sign_key,
    may_still_ask,
)
from demeso.agencies.rules.joining import DIRECTORY
from demeso.agencies.rules.keys import RECORD_OF
from demeso.agencies.rules.seconding import KeyRefusing, Seconding
from demeso.agencies.services.signing import own_signature
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing
from demeso.vault.seconding import refuse_statement, second_statement
from demeso.vault.signing import PUBLISHED, RECOVERY, KeyStatement, Stated
from demeso.vault.standing import awaited


@writing
def second_key(*, actor: Actor, act: Act[Seconding]) -> None:
    """Sign the same words as the first person: a key counts, or its further holder."""
    stated = _get_waiting(act, actor)
    if not may_sign_key(stated, actor):
        raise UnknownError
    refuse_unless(may_still_ask(stated), "key.asker")
    refuse_unless(is_still_fit(stated), "key.apart")
    refuse_unless(_is_kept_by_somebody(stated.said), "sheets.unnamed")
    second = own_signature(
        actor=actor, said=stated.said, signature=act.answers.signature,
        code="key.signature",
    )  # fmt: skip
    record(act, actor=actor, root=_root(stated))
    second_statement(act.record, second, actor=actor, act=act)


@writing
def refuse_key(*, actor: Actor, act: Act[KeyRefusing]) -> None:
    """Say no to a key or a holder that waits, or take back what one asked for."""
    stated = _get_waiting(act, actor)
    if not (may_sign_key(stated, actor) or is_asked_by(stated, actor)):
        raise UnknownError
    record(act, actor=actor, root=_root(stated))
    _end(stated, actor, act)


@writing
def drop_requests(*, actor: Actor, act: Act[Any], worker: str) -> None:
    """End what waits that somebody asked for or was to hold: her keys are over."""
    for one in awaited():
        first = one.both[0]
        if worker in one.said.holders or (first and first.by == worker):
            _end(one, actor, act)


def _is_kept_by_somebody(said: KeyStatement) -> bool:
    """Tell whether it is known who keeps a recovery key's sheets; others have none."""
    return said.owner != RECOVERY or bool(named_to_keep(said.agency, said.epoch))


def _end(stated: Stated, actor: Actor, act: Act[Any]) -> None:
    refuse_statement(stated.said.record, actor=actor, act=act)
    Holding.objects.filter(record=stated.said.record).delete()


def _root(stated: Stated) -> str:
    """Return where it belongs: keys to the directory, holders to their agency."""
    return DIRECTORY if stated.said.step == PUBLISHED else stated.said.agency


def _get_waiting(act: Act[Seconding] | Act[KeyRefusing], actor: Actor) -> Stated:
    """Return what waits and an actor knows of, by the record of its kind."""
    kind = act.kind.partition(".")[0]
    found = (
        one
        for one in keys_waiting(actor)
        if one.said.record == act.record and RECORD_OF[one.said.step] == kind
    )
    stated = next(found, None)
    if stated is None:
        raise UnknownError
    return stated
