"""Erase what has reached its limit, when a person confirms it; keep what is held."""

from datetime import date
from typing import Any

from django.conf import settings

from demeso.casework.services.erasing import erase_cases
from demeso.consent.services import erase_consents
from demeso.desk.models import Erasure, Hold
from demeso.desk.queries.retaining import get_hold, is_hold, reached
from demeso.desk.rules.retaining import (
    MOST,
    Due,
    HoldAnswers,
    LiftAnswers,
    RetentionAnswers,
    Stage,
    list_digest,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.erasing import answered_under, quarantined_about
from demeso.ledger.looking import records_under
from demeso.ledger.rows import keep
from demeso.ledger.services import erase_payload, note_reading, record, writing
from demeso.referrals.services.erasing import erase_referrals
from demeso.survivors.queries import controlled
from demeso.survivors.services.recording import erase_identity, erase_person

WHERE = "desk.retention"


@writing
def place_hold(*, actor: Actor, act: Act[HoldAnswers]) -> Hold:
    """Keep somebody's file beyond its limit, for a reason that is named."""
    actor.require("audit.read")
    answers = act.answers
    if not controlled(actor, ids=[answers.survivor]):
        raise UnknownError
    refuse_unless(not is_hold(act.record), "hold.known")
    until = date.fromisoformat(answers.until_day) if answers.until_day else None
    past = until is not None and until <= act.received_at.date()
    refuse_unless(not past, "consent.past", field="until_day")
    record(act, actor=actor, root=actor.agency)
    at = act.received_at
    note_reading(WHERE, [answers.survivor], actor=actor, at=at)
    placed = Hold(
        id=act.record, survivor_id=answers.survivor, why=answers.hold_why, until=until,
        placed_by=actor.name, placed_at=at,
    )  # fmt: skip
    return keep(placed)


@writing
def lift_hold(*, actor: Actor, act: Act[LiftAnswers]) -> Hold:
    """Let a reason go: the file's limit counts again."""
    found = get_hold(act.record, actor=actor)
    record(act, actor=actor, root=actor.agency)
    found.lifted_at = act.received_at
    return keep(found, "lifted_at")


@writing
def apply_retention(*, actor: Actor, act: Act[RetentionAnswers]) -> Erasure:
    """Erase exactly what was shown and confirmed; the ledger says that it was there."""
    actor.require("audit.read")
    at, limits = act.received_at, country(settings.COUNTRY).limits
    found = [
        one for one in reached(actor, on=at.date(), limits=limits) if not one.holds
    ]
    now = found[:MOST]
    same = (act.answers.list_digest, act.answers.count) == (list_digest(now), len(now))
    refuse_unless(bool(now) and same, "retention.changed")
    record(act, actor=actor, root=actor.agency)
    for one in now:
        _erase(one, actor, act)
    ends = [one.stage for one in now]
    made = Erasure(
        id=act.id, agency_id=actor.agency, applied_by=actor.name, applied_at=at,
        identities=ends.count(Stage.IDENTITY), cases=ends.count(Stage.CASE),
    )  # fmt: skip
    return keep(made)


def _erase(one: Due, actor: Actor, act: Act[Any]) -> None:
    """Erase a stage of one file: what is sealed, what is said, what is drawn of it."""
    survivor, at = one.survivor, act.received_at
    records = records_under(survivor, actor=actor)
    places = set(quarantined_about(records))  # ciphertext too lies there
    erase_identity(actor=actor, act=act, survivor=survivor)
    if one.stage is Stage.CASE:
        places |= set(answered_under(survivor).values())
        erase_referrals(actor=actor, act=act, survivor=survivor)
        erase_cases(actor=actor, act=act, survivor=survivor)
        erase_consents(actor=actor, survivor=survivor)
        erase_person(actor=actor, act=act, survivor=survivor)
    for position in sorted(places):
        erase_payload(position, actor=actor, at=at)
