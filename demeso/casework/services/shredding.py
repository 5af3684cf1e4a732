"""Delete what she takes back, sealed and coded; take the new keys of what stays."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from demeso.casework.models import (
    Case,
    CountedIncident,
    FollowUp,
    Incident,
    PlanLine,
    Urgency,
    Withdrawal,
)
from demeso.casework.queries.cases import get_led_case
from demeso.casework.queries.shredding import cases_of, counted_facts, withdrawals
from demeso.casework.rules.shredding import (
    NewKeysAnswers,
    ends_help,
    erased,
    shredded,
)
from demeso.consent.queries import counts_in_statistics
from demeso.consent.rules.allowing import WithdrawalAnswers
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.ledger.book import attempt, sealed_kept
from demeso.ledger.erasing import answered_under, quarantined_about
from demeso.ledger.rows import keep
from demeso.ledger.services import (
    erase_payload,
    let_go_sealed,
    note_refusal,
    record,
    writing,
)
from demeso.survivors.queries import require_helped
from demeso.survivors.services.recording import forget_profile
from demeso.vault.services import keep_new_keys
from demeso.vault.shredding import end_older_grants, shred

JUDGED = {
    "in_danger": "", "risk_level": "", "assessed_at": None, "judged_at": None,
    "next_on": None, "needs": "", "is_lacking": False,
}  # fmt: skip


@writing
def shred_withdrawn(*, actor: Actor, act: Act[WithdrawalAnswers]) -> list[Case]:
    """Delete at once what a withdrawal names; a release and statistics name nothing.

    Nothing here refuses: her withdrawal holds, whatever comes with it.
    """
    gone = shredded(act.answers.what)
    cases = cases_of(act.record) if gone else []
    for case in cases:
        shred(actor=actor, act=act, object_=case.id, compartments=gone)
    brought = _new_keys(actor, act, frozenset(case.id for case in cases))
    for case in cases:
        waits = case.id not in brought and case.closed_at is None
        case.keys_awaited_at = act.received_at if waits else None
        keep(case, "keys_awaited_at")
    if cases:
        _erase(actor, act, [case.id for case in cases])
    return cases


def _new_keys(actor: Actor, act: Act[Any], cases: frozenset[str]) -> frozenset[str]:
    """Keep the new grants; wrong ones are refused alone, and asked for again."""
    if not (act.sealed and cases):
        return frozenset()
    try:
        with attempt():
            return keep_new_keys(actor=actor, act=act, objects=cases)
    except RefusedError as fault:
        at = act.received_at
        note_refusal(fault.code, actor=actor, what=act.id, at=at, records=cases)
        sealed_kept(act.id)
        return frozenset()


def _erase(actor: Actor, act: Act[WithdrawalAnswers], cases: list[str]) -> None:
    what, survivor, at = act.answers.what, act.record, act.received_at
    # Her yes to statistics ends with all help; else it stands until she says so.
    if not ends_help(what) and counts_in_statistics([survivor]):
        CountedIncident.objects.bulk_create(
            CountedIncident(id=secrets.token_hex(16), **facts)
            for facts in counted_facts(cases)
        )
    Incident.objects.filter(case__in=cases).delete()
    Urgency.objects.filter(case__in=cases).delete()
    Case.objects.filter(id__in=cases).update(urgent_until=None)
    if ends_help(what):
        FollowUp.objects.filter(case__in=cases).delete()
        PlanLine.objects.filter(case__in=cases).delete()
        Case.objects.filter(id__in=cases).update(**JUDGED)
        forget_profile(actor=actor, act=act, survivor=survivor)
    waiting = quarantined_about([survivor, *cases])
    _forget([*answered_under(survivor, erased(what)).values(), *waiting], actor, at)
    # What came in the same batch has no place in the tree yet: the job follows.
    keep(Withdrawal(id=act.id, survivor_id=survivor, what=what, at=at))


def _forget(positions: Iterable[int], actor: Actor, at: datetime) -> None:
    for position in sorted(set(positions)):
        erase_payload(position, actor=actor, at=at)


@writing
def forget_withdrawn(*, actor: Actor, at: datetime) -> int:
    """Delete the coded answers that came together with their withdrawal; count them."""
    count = 0
    for gone, position in withdrawals():
        found = answered_under(gone.survivor_id, erased(gone.what), before=position)
        _forget(found.values(), actor, at)
        for name in shredded(gone.what):
            acts = answered_under(gone.survivor_id, before=position)
            let_go_sealed(acts, name, actor=actor)
        gone.delete()
        count += len(found)
    return count


@writing
def replace_keys(*, actor: Actor, act: Act[NewKeysAnswers]) -> Case:
    """Take the new keys of a case: its old ones were shredded, or may be known.

    Nobody else may have asked for them, as after a restoration: her device has
    sealed with them since. Keys that crossed others on the way stay beside them,
    and new ones are awaited that carry both.
    """
    case = get_led_case(act.record, actor=actor)
    same = act.answers.survivor == case.survivor_id
    refuse_unless(same, "closure.other_case", field="survivor")
    require_helped(case.survivor, actor=actor)
    refuse_unless(bool(act.sealed), "case.keys")
    keep_new_keys(actor=actor, act=act, objects=frozenset({case.id}))
    crossed = end_older_grants(actor=actor, act=act, object_=case.id)
    record(act, actor=actor, root=case.survivor_id)
    case.keys_awaited_at = act.received_at if crossed else None
    return keep(case, "keys_awaited_at")
