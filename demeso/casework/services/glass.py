"""Open one case with two people, for four hours, and close it again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from demeso.agencies.queries.recovery import holds
from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.casework.models import Case, Glass
from demeso.casework.queries.cases import get_case
from demeso.casework.queries.glass import (
    answerers,
    get_glass,
    glass_to_close,
    glasses_over,
    has_open_glass,
    is_glass,
    key_of,
    readers_of_reason,
    untold_glasses,
)
from demeso.casework.rules.asking import YES
from demeso.casework.rules.glass import (
    OPEN_FOR,
    REASON,
    TIME,
    EndAnswers,
    GlassAnswers,
    RefusalAnswers,
    ReleaseAnswers,
    after,
    is_fit_end,
    is_over,
    is_reason,
    may_ask,
    may_release,
    waits,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.kernel.sealing import GLASS
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.vault.handing import end_grants, hand_caseload
from demeso.vault.services import keep_parts
from demeso.vault.shredding import shred

CLOSE = "glass.close"  # what the minute tick may


@writing
def request_glass(*, actor: Actor, act: Act[GlassAnswers]) -> Glass:
    """Ask to open one case, with a reason that whoever is on call can read."""
    said, case = act.answers, get_case(act.answers.case, actor=actor)
    _require_asker(actor, case)
    same = said.survivor == case.survivor_id
    refuse_unless(same, "closure.other_case", field="survivor")
    # A closed case may press again; of whoever took her yes back nothing is left.
    stands = case.survivor.ended_at is None or case.closed_at is not None
    refuse_unless(stands, "consent.missing")
    refuse_unless(not is_glass(act.record), "glass.known")
    refuse_unless(not has_open_glass(case), "glass.waiting")
    asked = Glass(
        id=act.record, case=case, asker_id=actor.worker, to=key_of(actor.worker),
        why=said.glass_why, state=after("", act.kind), asked_at=act.received_at,
    )  # fmt: skip
    refuse_unless(bool(answerers(asked)), "glass.nobody")
    readers = readers_of_reason(case.agency_id, actor.worker)
    right = is_reason(act.sealed, request=act.record, case=case.id, readers=readers)
    refuse_unless(right, "glass.readers")
    keep_parts(actor=actor, act=act, objects=frozenset({act.record}))
    record(act, actor=actor, root=case.survivor_id)
    return keep(asked)


def _require_asker(actor: Actor, case: Case) -> None:
    may = may_ask(
        sees_team=actor.may("team.read"),
        holds_vault=holds(actor.worker, agency=case.agency_id, owner="vault"),
        leads=case.lead_id == actor.worker,
    )
    refuse_unless(may, "glass.not_you")


@writing
def release_glass(*, actor: Actor, act: Act[ReleaseAnswers]) -> Glass:
    """Give the other half of one case to whoever asked, for four hours."""
    refuse_unless(act.answers.released == YES, "glass.unsaid", field="released")
    glass = _answered(actor, act)
    given = {"to": glass.to, "rights": GLASS, "consent": glass.id}
    hand_caseload(actor=actor, act=act, terms=given, objects={glass.case_id})
    record(act, actor=actor, root=glass.case.survivor_id)
    glass.until = act.received_at + OPEN_FOR
    return keep(glass, "state", "answered_by", "answered_at", "until")


@writing
def refuse_glass(*, actor: Actor, act: Act[RefusalAnswers]) -> Glass:
    """Say no, and why: another way may help sooner."""
    glass = _answered(actor, act)
    record(act, actor=actor, root=glass.case.survivor_id)
    glass.closed_at = act.received_at
    return keep(glass, "state", "answered_by", "answered_at", "closed_at")


def _answered(
    actor: Actor, act: Act[ReleaseAnswers] | Act[RefusalAnswers]
) -> Glass:  # fmt: skip
    glass, at = get_glass(act.record, actor=actor), act.received_at
    may = may_release(actor.worker, asker=glass.asker_id, on_call=answerers(glass))
    refuse_unless(may, "glass.own")
    state = after(glass.state, act.kind)
    refuse_unless(waits(glass.facts(), at), "glass.over")
    glass.state, glass.answered_by, glass.answered_at = state, actor.name, at
    return glass


@writing
def close_glass(*, actor: Actor, act: Act[EndAnswers]) -> Glass:
    """End what was asked or open; the half that was given is deleted."""
    by_clock = actor.may(CLOSE)
    glass = (
        glass_to_close(act.record) if by_clock else get_glass(act.record, actor=actor)
    )
    fit = is_fit_end(act.answers.glass_end, by_clock=by_clock)
    refuse_unless(fit, "form.faults", field="glass_end")
    state = after(glass.state, act.kind)
    early = by_clock and not is_over(glass.facts(), act.received_at)
    refuse_unless(not early, "glass.settled")
    record(act, actor=actor, root=glass.case.survivor_id)
    end_grants(actor=actor, act=act, to=[glass.to], rights=[GLASS],
               objects=[glass.case_id])  # fmt: skip
    glass.state, glass.closed_at = state, act.received_at
    return keep(glass, "state", "closed_at")


def close_over(*, actor: Actor, at: datetime) -> int:
    """Close everything whose time is past; return how many."""
    found = glasses_over(at)
    for one in found:
        said = {"end": {"glass_end": TIME}}
        slip = Slip("glass.closed", one.id, "glass_end@1", said)
        act_at_door(door="work", slip=slip, actor=actor, at=at)
    return len(found)


@writing
def mark_told(*, actor: Actor, at: datetime) -> frozenset[str]:
    """Say that whoever is on call is being told of new requests; return them."""
    del actor  # the job
    people: set[str] = set()
    for one in untold_glasses():
        one.told_at = at
        keep(one, "told_at")
        people |= answerers(one)
    return frozenset(people)


def are_untold(*, actor: Actor) -> bool:
    """Tell whether a request waits of which nobody on call has had a word."""
    del actor  # the minute tick
    return bool(untold_glasses())


@writing
def forget_glasses(*, actor: Actor, act: Act[Any], cases: Iterable[str]) -> None:
    """Delete what was asked about cases that are erased, reasons included."""
    found = Glass.objects.filter(case_id__in=list(cases))
    for one in found:
        shred(actor=actor, act=act, object_=one.id, compartments=[REASON])
    found.delete()


def require_answerer(*, glass: Glass, actor: Actor) -> None:
    """Refuse whoever may not give the other half of a request."""
    if actor.worker not in answerers(glass):
        raise UnknownError
