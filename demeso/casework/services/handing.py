"""Cases go from somebody who leaves to colleagues who stay: none is lost on the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from demeso.agencies.models import Worker
from demeso.agencies.queries.leaving import (
    get_leaver,
    get_successor,
    leaver_of,
)
from demeso.agencies.rules.leaving import Leaving
from demeso.agencies.services.leaving import end_worker
from demeso.casework.models import Case
from demeso.casework.queries.cases import get_open_case
from demeso.casework.queries.handing import (
    get_handed_case,
    is_given,
    is_unread,
    key_to_seal_to,
    may_give,
    open_requests_of,
    shredded_with,
    waiting_for,
)
from demeso.casework.queries.shredding import cases_of
from demeso.casework.rules.asking import NO
from demeso.casework.rules.handing import (
    AssigningAnswers,
    HalfAnswers,
    HandingAnswers,
    TakingOverAnswers,
    may_hand,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.kernel.sealing import HALF_OF, READ, RIGHT_OF
from demeso.ledger.services import note_reading, record, writing
from demeso.survivors.queries import get_survivor_led_by
from demeso.survivors.services.recording import hand_survivor
from demeso.vault.handing import end_grants, hand_caseload
from demeso.vault.queries import fingerprints_of, halves_of
from demeso.vault.rules import Part


@dataclass(frozen=True)
class Waiting:
    """One half of one case, still sealed, and the key that it goes to."""

    case: str
    survivor: str
    departure: str
    to: str
    part: Part


MOVED = ("lead", "handed_by", "departure", "handed_at", "keys_awaited_at")


@writing
def hand_case(*, actor: Actor, act: Act[HandingAnswers]) -> Case:
    """Give a case that one leads to a colleague who stays, with its keys."""
    said, case = act.answers, get_open_case(act.record, actor=actor)
    refuse_unless(said.survivor == case.survivor_id, "handing.other_case")
    leaver = leaver_of(said.departure)
    refuse_unless(leaver is not None and leaver.pk == actor.worker, "handing.departure")
    to = _successor(said.to, agency=actor.agency, lead=actor.worker)
    refuse_unless(len(act.sealed) == 1, "vault.malformed")
    terms = _terms(to.pk, READ, consent=None)
    hand_caseload(actor=actor, act=act, terms=terms, objects=[case.pk])
    record(act, actor=actor, root=case.survivor_id)
    mine = fingerprints_of([actor.worker])
    end_grants(actor=actor, act=act, to=mine, rights=[READ], objects=[case.pk])
    _move(case.survivor_id, said.departure, to, actor, act)
    return case


@writing
def assign_survivor(*, actor: Actor, act: Act[AssigningAnswers]) -> None:
    """Name who goes on with somebody whose caseworker has left; keys follow by two."""
    said, leaver = act.answers, leaver_of(act.answers.departure)
    if leaver is None:
        raise UnknownError
    get_leaver(leaver.pk, actor=actor)
    refuse_unless(leaver.left_at is not None, "handing.still_there")
    survivor = get_survivor_led_by(act.record, leaver.pk)
    to = _successor(said.to, agency=survivor.agency_id, lead=leaver.pk)
    record(act, actor=actor, root=survivor.pk)
    _move(survivor.pk, said.departure, to, actor, act)


def _successor(worker: str, *, agency: str, lead: str) -> Worker:
    """Return who takes over: a caseworker of the agency who is not leaving herself."""
    to = get_successor(worker, agency=agency)
    may = may_hand(lead=lead, to=to.pk, stays=to.departure == "")
    refuse_unless(may, "handing.successor", field="to")
    return to


def _move(
    survivor: str, departure: str, to: Worker, actor: Actor, act: Act[Any]
) -> None:
    """Let the new lead act at once; her device seals the keys anew at next contact."""
    hand_survivor(actor=actor, act=act, survivor=survivor, to=to.pk)
    for case in cases_of(survivor):
        before, case.lead_id = case.lead_id, to.pk
        case.handed_by, case.departure = before, departure
        case.handed_at = act.received_at
        if case.closed_at is None:
            case.keys_awaited_at = case.keys_awaited_at or act.received_at
        case.save(update_fields=MOVED)
    open_requests_of(survivor).update(lead=to.pk)


@writing
def read_waiting_halves(*, actor: Actor, half: str, at: datetime) -> list[Waiting]:
    """Hand a holder of a half, still sealed, that half of every case that waits."""
    cases = {case.pk: case for case in waiting_for(actor, half)}
    if cases:
        note_reading("app.halves", cases, actor=actor, at=at)
    parts = halves_of(list(cases), HALF_OF[half])
    return [_waiting(cases[str(part["object"])], part) for part in parts]


def _waiting(case: Case, part: Part) -> Waiting:
    to = key_to_seal_to(case.lead_id)
    return Waiting(case.pk, case.survivor_id, case.departure, to, part)


@writing
def give_half(*, actor: Actor, act: Act[HalfAnswers]) -> Case:
    """Keep one half of a case for its new lead; alone it opens nothing."""
    said, case = act.answers, get_handed_case(act.record)
    if said.half not in RIGHT_OF or not may_give(case, said.half, actor):
        raise UnknownError
    refuse_unless(said.survivor == case.survivor_id, "handing.other_case")
    waits = is_unread(case) and not is_given(case, said.half)
    refuse_unless(waits, "handing.given")
    refuse_unless(len(act.sealed) == 1, "vault.malformed")
    terms = _terms(case.lead_id, RIGHT_OF[said.half], consent=case.departure)
    record(act, actor=actor, root=case.survivor_id)
    hand_caseload(actor=actor, act=act, terms=terms, objects=[case.pk])
    return case


@writing
def take_over(*, actor: Actor, act: Act[TakingOverAnswers]) -> Case:
    """Keep the keys that the new lead joined from two halves; the halves are spent."""
    case = get_open_case(act.record, actor=actor)
    refuse_unless(act.answers.survivor == case.survivor_id, "handing.other_case")
    ready = case.departure and all(is_given(case, half) for half in RIGHT_OF)
    refuse_unless(bool(ready), "handing.halves")
    terms = _terms(actor.worker, READ, consent=None)
    hand_caseload(actor=actor, act=act, terms=terms, objects=[case.pk])
    record(act, actor=actor, root=case.survivor_id)
    mine, spent = fingerprints_of([actor.worker]), list(RIGHT_OF.values())
    end_grants(actor=actor, act=act, to=mine, rights=spent, objects=[case.pk])
    return case


def _terms(to: str, right: str, *, consent: str | None) -> dict[str, Json]:
    return {"to": key_to_seal_to(to), "rights": right, "consent": consent}


@writing
def leave_worker(*, actor: Actor, act: Act[Leaving]) -> Worker:
    """End what somebody could do here, once nothing hangs on her device alone.

    Who cannot be reached any more leaves all the same: those keys are gone by then.
    """
    worker = get_leaver(act.answers.worker, actor=actor)
    waits = shredded_with(worker)
    gone = act.answers.reached == NO
    refuse_unless(gone or not waits, "departure.keys_awaited")
    return end_worker(actor=actor, act=act)
