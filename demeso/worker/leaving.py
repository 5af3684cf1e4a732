"""Show what hangs on somebody who leaves, who goes on with it, and what still waits."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from demeso.agencies.models import Worker
from demeso.agencies.queries.leaving import (
    agencies_of_leaver,
    epochs_held,
    is_on_call,
    leaving,
    left_with,
    own_departure,
    successors,
)
from demeso.agencies.queries.people import devices_of
from demeso.agencies.queries.recovery import sheets_kept_by
from demeso.agencies.rules.leaving import LATE, SAYS, wanting
from demeso.agencies.rules.roles import KEY_PERMISSIONS
from demeso.casework.queries.handing import (
    Carried,
    carried_by,
    handed_cases,
    tasks_of,
    unread,
    waiting_for,
)
from demeso.directory.queries.leaving import answered_by
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from demeso.kernel.sealing import RIGHT_OF
from demeso.ledger.queries import quarantined_of
from demeso.ledger.services import note_reading, writing
from demeso.referrals.queries.leaving import open_from, open_to
from demeso.vault.queries import current_fingerprints
from demeso.worker.late import strangers

Shown = dict[str, Any]


@writing
def read_departures(*, actor: Actor, at: datetime) -> Shown:
    """Return who leaves and what waits, to whoever sees to it, or leaves herself."""
    own = own_departure(actor.worker)
    may = any(actor.may(one) for one in (*SAYS, *KEY_PERMISSIONS.values()))
    if own is None and not may:
        raise UnknownError
    seen: set[str] = set()
    shown = {
        "departures": [_departure(one, actor, seen, at) for one in leaving(actor)],
        "mine": _mine(own, seen) if own else None,
        "waiting": {half: len(waiting_for(actor, half)) for half in RIGHT_OF},
        "successors": _people(successors(actor.agency)),
    }
    if seen:
        note_reading("app.departures", seen, actor=actor, at=at)
    return shown


def _mine(worker: Worker, seen: set[str]) -> Shown:
    carried = carried_by(worker.pk)
    seen |= {one.survivor for one in carried}
    return {"id": worker.departure, "carried": [_carried(one) for one in carried]}


def _departure(worker: Worker, actor: Actor, seen: set[str], at: datetime) -> Shown:
    carried = carried_by(worker.pk)
    # Codes are for her own agency's supervisor; who keeps people counts only.
    codes = actor.may("team.read") and actor.agency == worker.agency_id
    unknown = strangers(worker.pk) if codes else {}
    seen |= {one.survivor for one in carried if codes} | set(unknown)
    handed = [case for case in handed_cases(worker.agency_id) if _is_of(case, worker)]
    return {
        "id": worker.departure,
        "worker": worker.pk,
        "called": worker.called,
        "since": stamp(worker.leaving_at) if worker.leaving_at else "",
        "left_at": worker.left_at and stamp(worker.left_at),
        "carried": [_carried(one) for one in carried] if codes else [],
        "number": len(carried),
        "tasks": tasks_of(worker.pk, at.date()),
        "handed": len(handed),
        "unread": len(unread(handed)),
        "wanting": _wanting(worker),
        "keeps": _keeps(worker),
        "late": _late(worker, actor),
        "strangers": sorted(set(unknown.values())),
        "called_at": _last_call(worker),
        **_referrals(worker, [one.survivor for one in carried]),
    }


def _is_of(case: Any, worker: Worker) -> bool:
    return bool(case.departure == worker.departure)


def _carried(one: Carried) -> Shown:
    return {
        "survivor": one.survivor, "code": one.code, "case": one.case, "keys": one.keys,
    }  # fmt: skip


def _wanting(worker: Worker) -> list[str]:
    """Return what needs a successor first, while she is there."""
    if worker.left_at is not None:
        return []
    kept = agencies_of_leaver(worker)
    return sorted({name for one in kept for name in wanting(left_with(one, worker.pk))})


def _keeps(worker: Worker) -> list[str]:
    held = [owner for owner, _epoch in epochs_held(worker.pk, worker.agency_id)]
    sheet = ["sheet"] if sheets_kept_by(worker.pk).exists() else []
    rota = ["rota"] if is_on_call(worker.pk, agency=worker.agency_id) else []
    return [*sorted(set(held)), *sheet, *rota]


def _referrals(worker: Worker, survivors: Collection[str]) -> Shown:
    answers = answered_by(worker.pk)
    return {
        "sent": open_from(survivors),
        "received": open_to([one.pk for one in answers]),
        "answers": [
            {"name": one.name, "deputy": one.deputy_id == worker.pk} for one in answers
        ],
    }


def _late(worker: Worker, actor: Actor) -> int:
    found = quarantined_of([worker.pk], actor=actor)
    return sum(one.code == LATE for one in found)


def _last_call(worker: Worker) -> str:
    calls = (one.heard_at for one in devices_of([worker.pk]) if one.heard_at)
    last = max(calls, default=None)
    return stamp(last) if last else ""


def _people(workers: Collection[Worker]) -> list[Shown]:
    keys = current_fingerprints([one.pk for one in workers])
    return [
        {"id": one.pk, "called": one.called, "key": keys.get(("worker", one.pk), "")}
        for one in workers
    ]
