"""Show what a device may not hold for long, and write down that it was read."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from demeso.agencies.queries.roles import roles_behind
from demeso.casework.queries.cases import plan_lines
from demeso.casework.queries.following import proposals
from demeso.casework.queries.telling import Typed, team_incidents, typed_incident
from demeso.casework.rules.telling import ORDERED
from demeso.consent.models import Look
from demeso.consent.queries import looks, notices, shown_of
from demeso.kernel.actor import Actor
from demeso.kernel.canon import unb64
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.proving import last_place
from demeso.ledger.services import note_reading, writing
from demeso.ledger.witnesses import checkpoint_from, cosign, own_note
from demeso.referrals.queries.referring import asked_of
from demeso.vault.queries import keys_of, signing_key
from demeso.vault.signing import LEAF
from demeso.worker.queries import show_keys, show_log
from demeso.worker.seconding import (
    leaves_of,
    prints_behind,
    prints_under,
    show_roles,
    show_stated,
    stated_of,
)


@writing
def read_proposals(*, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Return the closures that wait for this supervisor, coded facts only."""
    found = proposals(actor)
    note_reading("app.closures", [one.case_id for one in found], actor=actor, at=at)
    return [_shown(one) for one in found]


@writing
def read_incidents(*, actor: Actor, at: datetime, code: str) -> list[dict[str, Any]]:
    """Return the team's incidents for this supervisor: code, type and month."""
    found = team_incidents(actor, code=code)
    note_reading("app.incidents", [one.case_id for one in found], actor=actor, at=at)
    return [_listed(one) for one in found]


@writing
def read_incident(*, incident: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return one incident for this supervisor: the coded answers that made its type."""
    typed = typed_incident(incident, actor=actor)
    note_reading("app.incident", [typed.incident.case_id], actor=actor, at=at)
    return {**_listed(typed.incident), **_why(typed)}


def _listed(incident: Any) -> dict[str, Any]:
    return {
        "id": incident.id,
        "code": incident.case.survivor.code,
        "lead": incident.case.lead_id,
        "recorded_at": stamp(incident.recorded_at),
        "month": incident.month,
        "gbv_type": incident.gbv_type,
    }


def _why(typed: Typed) -> dict[str, Any]:
    return {
        "answers": {name: getattr(typed.answers, name) for name in ORDERED},
        "derived": typed.derived,
        "contexts": typed.incident.contexts,
        "correction_reason": typed.correction.correction_reason,
        "version": typed.version,
    }


def _shown(closure: Any) -> dict[str, Any]:
    case = closure.case
    return {
        "id": closure.id,
        "case": case.id,
        "code": case.survivor.code,
        "proposed_by": closure.proposed_by,
        "proposed_at": stamp(closure.proposed_at),
        "reasons": closure.reasons,
        "checklist": closure.checklist,
        "left_open": len(closure.left_open),
        "in_danger": case.in_danger,
        "risk_level": case.risk_level,
        "lines": [
            {"need": line.need, "status": line.status, "outcome": line.outcome}
            for line in plan_lines(case)
            if line.dropped_at is None
        ],
    }


@writing
def read_shreddings(*, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Return what this person is asked to say gone: by referral, and nothing of it."""
    found = asked_of(actor)
    if found:
        seen = [one.referral_id for one in found]
        note_reading("app.shreddings", seen, actor=actor, at=at)
    return [
        {
            "id": one.id,
            "referral": one.referral_id,
            "how": one.how,
            "state": one.state,
            "asked_at": stamp(one.asked_at),
        }
        for one in found
    ]


@writing
def read_looks(*, actor: Actor, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return the children's yeses that this supervisor looks at, and her notices.

    A yes is shown by code; of a notice she learns how old, which day and whom to
    talk to, and nothing that leads to a case.
    """
    found, told = looks(actor), notices(actor)
    for what, rows in (("app.looks", found), ("app.notices", told)):
        if rows:
            seen = [one.survivor_id for one in rows]
            note_reading(what, seen, actor=actor, at=at)
    return {
        "looks": [_look(one) for one in found],
        "notices": [_notice(one) for one in told],
    }


def _look(look: Look) -> dict[str, Any]:
    return {
        "id": look.id,
        "code": look.survivor.code,
        "why": look.why,
        "asked_by": look.asked_by,
        "asked_at": stamp(look.asked_at),
        "said": shown_of(look),
    }


def _notice(look: Look) -> dict[str, Any]:
    return {
        "id": look.id,
        "asked_by": look.asked_by,
        "asked_on": str(look.asked_at.date()),
        "age_group": shown_of(look).get("age_group", ""),
    }


def tell_keys(
    *,
    actor: Actor,
    fingerprints: Collection[str],
    owners: Collection[str],
    since: int,
    at: datetime,
) -> dict[str, Any]:
    """Return public keys, proved to stand in a signed tree that holds them all."""
    del actor  # public keys are for whoever has signed in
    asked = keys_of(owners, fingerprints)
    stated = stated_of({key.owner_id for key in asked if key.owner != "worker"})
    signers = {one.by for row in stated for one in row.both if one}
    workers = {key.owner_id for key in asked if key.owner == "worker"}
    roles = roles_behind(workers | signers)
    behind = [*prints_behind(roles), *prints_under(stated)]
    found = keys_of(owners, [*fingerprints, *behind])
    least = max(
        last_place("key", [key.fingerprint for key in found]),
        last_place("role", leaves_of(roles)),
        last_place(LEAF, [one.said.record for one in stated]),
    )
    made = checkpoint_from(least, at=at)
    size = made.size if made else 0
    return {
        "keys": show_keys(found, size),
        "roles": show_roles(roles, size),
        "secondings": show_stated(stated, size),
        "log": show_log(made, since),
    }


def tell_log(*, actor: Actor, since: int, at: datetime) -> dict[str, Any]:
    """Return the newest checkpoint, and the last one that this person signed."""
    made = checkpoint_from(-1, at=at)
    return {"log": show_log(made, since), "own": own_note(actor.worker)}


def cosign_checkpoint(
    *, actor: Actor, size: int, line: str, at: datetime
) -> dict[str, Any]:
    """Keep the signature of a device that compared a checkpoint with its last one."""
    key = signing_key(actor.worker)
    refuse_unless(key != "", "checkpoint.signature")
    kept = cosign(line, actor=actor, size=size, public=unb64(key), at=at)
    return {"size": kept.size}
