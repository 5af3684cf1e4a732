"""Nana, 24, displaced: one story at three moments, anchored to the moment it is told.

The visit of the demo opens each of them (demeso/help/cards.py). Tonight: twenty hours
ago, nobody asked yet. This week: care given, as Oumou said on the phone; Nana's own
word is missing. Another time: a yes that she may take back.
"""

from collections.abc import Sequence
from datetime import timedelta

from client.following import record_follow_up, record_urgency
from client.stories import SECTORS, Provider
from client.walk import (
    Case,
    Handing,
    Yes,
    accept,
    complete_assessment,
    confirm,
    earlier,
    open_case,
    record_identity,
    record_needs,
    record_outcome,
    record_safety,
    refer,
    release,
)
from client.worker import Worker
from demeso.kernel.canon import Json
from demeso.kernel.clock import now, stamp

# Whole hours then say 52 and 100, rounded or cut, for the first half hour.
SINCE = timedelta(hours=20) - timedelta(minutes=29)
WEEK, ANSWERED, GIVEN, SEEN = (
    timedelta(days=5), timedelta(days=4, hours=22), timedelta(days=4),
    timedelta(days=1, hours=3),
)  # fmt: skip
ANOTHER_TIME = timedelta(days=3)
MEETING: dict[str, Json] = {
    "may_meet": "yes", "meet_where": "jeudi au marché", "code_word": "tissu",
}  # fmt: skip
PLAN = "Chez la tante, sac prêt derrière la porte."


def tell_nana(
    worker: Worker, health: Provider, livelihoods: Provider
) -> dict[str, str]:
    """Tell the story; return each moment's code, what was handed on, since when."""
    week = tell_week(worker, health, livelihoods)
    change, handed = tell_change(worker, health)
    since = stamp(now() - SINCE)
    tonight = tell_tonight(worker, since)
    codes = {"week": week.code, "change": change.code, "tonight": tonight.code}
    return {
        **codes, "handed": handed, "since": since, "survivor": change.survivor,
    }  # fmt: skip


def tell_tonight(worker: Worker, since: str) -> Case:
    """Yesterday evening: yes to help, and nothing has left yet."""
    case = _begin(worker, ["health", "psychosocial", "legal"])
    record_safety(worker, case, danger="unsure", risk="high",
                  reasons=["within_reach"], plan=PLAN)  # fmt: skip
    record_urgency(worker, case, "under_3_days", since=since, cercle="mopti")
    return case


def tell_week(worker: Worker, health: Provider, livelihoods: Provider) -> Case:
    """Five days on: care given, listening arranged, no answer for her living."""
    with earlier(worker, WEEK):
        case = _begin(worker, ["health", "psychosocial", "legal", "livelihoods"])
        record_safety(worker, case, danger="yes", risk="high", plan=PLAN)
        care = hand_on(worker, case, health, "health", urgent="yes")
        listening = hand_on(worker, case, health, "psychosocial")
    with earlier(worker, ANSWERED):
        accept(worker, care, said_by="phone")
        accept(worker, listening, day=_day(2), said_by="phone")
    with earlier(worker, GIVEN):
        confirm(worker, care, "provider", said_by="phone")
    with earlier(worker, SEEN):
        record_follow_up(
            worker, case, "elsewhere", safety=("no", "medium"), next_on=_day(3)
        )
        complete_assessment(worker, case)
        hand_on(worker, case, livelihoods, "livelihoods")
    return case


def tell_change(worker: Worker, health: Provider) -> tuple[Case, str]:
    """Another time: a yes for one organisation, which she may take back."""
    with earlier(worker, ANOTHER_TIME):
        case = _begin(worker, ["psychosocial", "legal"])
        record_safety(worker, case, danger="no", risk="medium")
        referral = hand_on(worker, case, health, "psychosocial")
        accept(worker, referral, day=_day(4), said_by="phone")
        complete_assessment(worker, case)
    return case, referral


def hand_on(
    worker: Worker, case: Case, provider: Provider, service: str, urgent: str = "no"
) -> str:
    """Hand on what she allowed: the need, and how to meet her; nothing else."""
    told: dict[str, Json] = {
        "need": {"service": service, "urgent": urgent},
        "contact": dict(MEETING),
    }
    allowed = release(worker, case, provider.organisation, sorted(told))
    handing = Handing(
        provider.organisation, service, told, provider.readers, urgent=urgent
    )
    return refer(worker, case, handing, allowed)


def _begin(worker: Worker, needs: Sequence[str]) -> Case:
    """Care yes, lawyer not now, statistics no."""
    case = open_case(worker, Yes(statistics="no", language="ff"))
    record_identity(
        worker,
        case,
        identity={"called": "Nana", "address": SECTORS[0]},
        contact={"may_phone": "no", **MEETING},
        profile={"sex": "female", "age_band": "18_25"},
    )
    record_needs(worker, case, needs)
    record_outcome(
        worker, case, "legal", "declined", barriers=["choice.not_ready"], reoffer="yes"
    )
    return case


def _day(ahead: int) -> str:
    return (now() + timedelta(days=ahead)).date().isoformat()
