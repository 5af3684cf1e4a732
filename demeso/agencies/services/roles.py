"""Give and end roles: two people give, one may end at once."""

from datetime import datetime

from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.people import get_grant, get_worker, people
from demeso.agencies.queries.roles import (
    administrators_beside,
    may_sign,
    roles_asked,
    roles_of,
    signed_twice,
    statement,
    step_of,
    waiting,
)
from demeso.agencies.rules.roles import RoleEnded, RoleGiven, may_end, may_take
from demeso.agencies.rules.seconding import (
    ENDED,
    FOUNDER,
    Refusing,
    Seconding,
    Statement,
    leaf_name,
)
from demeso.agencies.services.signing import own_signature
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import note, record, writing
from demeso.vault.queries import agency_keys_held

FOUNDERS = 2


@writing
def grant_role(*, actor: Actor, act: Act[RoleGiven]) -> RoleGrant:
    """Ask that a worker gets a role; it counts once a second person has signed."""
    actor.require("people.write")
    answers = act.answers
    worker = get_worker(answers.worker, actor=actor)
    refuse_unless(worker.id != actor.worker, "role.own")
    refuse_unless(worker.agency_id == answers.agency, "role.other_agency")
    roles = roles_asked(worker.id)
    refuse_unless(answers.role not in roles, "role.held")
    keys = agency_keys_held(worker.id)
    refuse_unless(may_take(answers.role, roles=roles, keys=keys), "role.apart")
    grant = RoleGrant(
        id=act.record, worker=worker, agency=worker.agency, role=answers.role,
        granted_by=actor.name, granted_at=act.received_at,
    )  # fmt: skip
    if actor.worker:
        grant.first_signature = _signed(statement(grant), answers.signature, actor)
    else:
        _require_founding(actor)
    record(act, actor=actor, root=worker.agency_id)
    grant.save(force_insert=True)
    return grant


def _require_founding(actor: Actor) -> None:
    """Refuse a role without a person behind it, but to the two who found the house."""
    made = RoleGrant.objects.filter(granted_by=FOUNDER).count()
    only = not RoleGrant.objects.exclude(granted_by=FOUNDER).exists()
    refuse_unless(actor.name == FOUNDER and made < FOUNDERS and only, "role.signature")


@writing
def second_role(*, actor: Actor, act: Act[Seconding]) -> RoleGrant:
    """Sign the same words as the first person: a role counts, or its end is agreed."""
    grant = _get_waiting(act.record, actor)
    step = step_of(grant)
    if step != ENDED:
        taken, keys = roles_of(grant.worker_id), agency_keys_held(grant.worker_id)
        refuse_unless(may_take(grant.role, roles=taken, keys=keys), "role.apart")
    signed = _signed(statement(grant, step=step), act.answers.signature, actor)
    record(act, actor=actor, root=grant.agency_id)
    if step == ENDED:
        grant.end_second_signature = signed
    else:
        grant.second_signature, grant.seconded_at = signed, act.received_at
    grant.save()
    _note_role(grant, step, actor, act.received_at)
    return grant


@writing
def refuse_role(*, actor: Actor, act: Act[Refusing]) -> RoleGrant:
    """Say no to a role that waits; an end that one person decided stays an end."""
    grant = _get_waiting(act.record, actor)
    if step_of(grant) == ENDED:
        raise UnknownError
    record(act, actor=actor, root=grant.agency_id)
    grant.refused_at = grant.ended_at = act.received_at
    grant.save(update_fields=["refused_at", "ended_at"])
    return grant


def _get_waiting(id_: str, actor: Actor) -> RoleGrant:
    """Return a role that waits for this person's signature."""
    row = waiting(people(actor)).filter(pk=id_).first()
    if row is None or not may_sign(row, actor):
        raise UnknownError
    return row


def _signed(said: Statement, signature: str, actor: Actor) -> dict[str, Json]:
    """Return the actor's signature as a row keeps it."""
    return own_signature(
        actor=actor, said=said, signature=signature, code="role.signature"
    ).wire()


@writing
def end_role(*, actor: Actor, act: Act[RoleEnded]) -> RoleGrant:
    """Take a role away at once, as long as somebody is left who can give roles."""
    actor.require("people.write")
    grant = get_grant(act.record, actor=actor)
    others = administrators_beside(grant.worker_id)
    counts = bool(signed_twice([grant]))
    may = not counts or may_end(grant.role, others=others)
    refuse_unless(may, "role.last_administrator")
    refuse_unless(grant.worker_id != actor.worker, "role.own")
    said = Statement(grant.pk, grant.worker_id, grant.agency_id, grant.role, ENDED)
    grant.end_signature = _signed(said, act.answers.signature, actor)
    record(act, actor=actor, root=grant.agency_id)
    grant.ended_at = act.received_at
    grant.save(update_fields=["ended_at", "end_signature"])
    _note_role(grant, ENDED, actor, act.received_at)
    return grant


def end_roles(*, worker: str, actor: Actor, at: datetime) -> None:
    """End every role of somebody who leaves; the act of her leaving says who did."""
    for grant in RoleGrant.objects.filter(worker=worker, ended_at=None):
        grant.ended_at = at
        grant.save(update_fields=["ended_at"])
        _note_role(grant, ENDED, actor, at)


def _note_role(grant: RoleGrant, step: str, actor: Actor, at: datetime) -> None:
    facts: dict[str, Json] = {
        "grant": grant.id, "worker": grant.worker_id, "agency": grant.agency_id,
        "role": grant.role, "step": step,
    }  # fmt: skip
    by: dict[str, Json] = {"by": actor.name}
    name = leaf_name(grant.id, step)
    note("role", actor=actor, body=by, open=facts, name=name, at=at)
