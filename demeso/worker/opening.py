"""Show what two people open together: requests, the other half, one case's texts."""

from dataclasses import asdict
from datetime import datetime

from demeso.agencies.queries.people import called_by
from demeso.agencies.queries.rota import (
    has_rota,
    is_overseer,
    on_call_at,
    overseers,
)
from demeso.casework.models import Glass
from demeso.casework.queries.glass import has_open_glass
from demeso.casework.rules.glass import ends_at
from demeso.casework.services.unsealing import (
    find_askable,
    list_glasses,
    read_opened,
    read_waiting,
)
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from demeso.worker.queries import Shown

CONCERNED = frozenset({"keys.vault", "keys.oversight", "people.write"})


def show_glasses(actor: Actor, *, at: datetime) -> Shown:
    """Return what is asked or open, and who is on call in the agency."""
    if not CONCERNED & actor.permissions:
        raise UnknownError
    found = list_glasses(actor=actor, at=at)
    holders = overseers(actor.agency)
    named = called_by(holders)  # a partner's people too
    on_call = on_call_at(actor.agency)
    setting = actor.may("people.write") or is_overseer(
        actor.worker, agency=actor.agency
    )
    return {
        "now": stamp(at),
        "glasses": [_shown(one, actor) for one in found],
        "watch": {
            "holders": [
                {"id": one, "called": named.get(one, ""), "on_call": one in on_call}
                for one in sorted(holders, key=lambda one: (named.get(one, ""), one))
            ],
            "enough": has_rota(actor.agency),
            "may_set": setting,
        },
    }


def show_askable(code: str, actor: Actor, *, at: datetime) -> Shown:
    """Return the case of a code, coded, and the keys to seal a reason to."""
    found = find_askable(code=code, actor=actor, at=at)
    case = found.case
    return {
        "case": case.id,
        "survivor": case.survivor_id,
        "code": case.survivor.code,
        "lead": case.lead_id,
        "readers": sorted(found.readers),
        "waits": has_open_glass(case),
    }


def show_waiting(request: str, actor: Actor, *, at: datetime) -> Shown:
    """Return a reason and the other half, to whoever is on call."""
    found = read_waiting(asked=request, actor=actor, at=at)
    return {
        **_shown(found.glass, actor),
        "to": found.glass.to,
        "case": found.glass.case_id,
        "reason": found.reason,
        "half": found.half,
    }


def show_opened(request: str, actor: Actor, *, at: datetime) -> Shown:
    """Return both halves and the texts of one case, to whoever asked."""
    found = read_opened(asked=request, actor=actor, at=at)
    texts = [{**asdict(one), "at": stamp(one.at)} for one in found.texts]
    return {
        **_shown(found.glass, actor),
        "now": stamp(at),
        "case": found.glass.case_id,
        "vault": found.vault,
        "oversight": found.oversight,
        "texts": texts,
    }


def _shown(one: Glass, actor: Actor) -> Shown:
    return {
        "id": one.id,
        "code": one.case.survivor.code,
        "why": one.why,
        "state": one.state,
        "mine": one.asker_id == actor.worker,
        "asked_by": one.asker.called,
        "asked_at": stamp(one.asked_at),
        "ends_at": stamp(ends_at(one.facts())),
    }
