from dataclasses import asdict
from datetime import datetime

from demeso.agencies.models import Account, Agency, Invitation, Worker
from demeso.agencies.queries.people import (
    get_agency,
    get_invitation,
    get_worker,
    is_username_taken,
    people,
)
from demeso.agencies.rules.joining import (
    DIRECTORY,
    Inviting,
    Newcomer,
    Registration,
    has_proof,
    is_invitation,
    is_username,
    joining_slips,
    newcomer_fault,
)
from demeso.agencies.rules.keys import KeyEntry
from demeso.agencies.services.doors import act_through
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing
from demeso.vault.services import keep_bundle
from demeso.vault.services import publish_key as publish_entry

JOIN_DOOR = "join"


@writing
def register_agency(*, actor: Actor, act: Act[Registration]) -> Agency:
    """Register an organisation whose workers will sign in."""
    actor.require("agencies.write")
    agreed = record(act, actor=actor, root=DIRECTORY)["agency"]
    facts = {"name": agreed["name"], "region": agreed["region"]}
    agency, _made = Agency.objects.update_or_create(
        id=act.record,
        defaults=facts,
        create_defaults={**facts, "registered_at": act.received_at},
    )
    return agency


@writing
def invite_worker(*, actor: Actor, act: Act[Inviting]) -> Worker:
    """Invite a person by a one-time link; inviting again replaces the link."""
    actor.require("people.write")
    answers = act.answers
    agency = get_agency(answers.agency, actor=actor)
    right = is_invitation(answers, act.received_at)
    refuse_unless(right, "invitation.malformed")
    known = people(actor).filter(pk=act.record).first()
    refuse_unless(known is None or known.joined_at is None, "invitation.used")
    record(act, actor=actor, root=agency.id)
    facts = {"agency": agency, "called": answers.called}
    worker, _made = Worker.objects.update_or_create(
        id=act.record,
        defaults=facts,
        create_defaults={**facts, "invited_at": act.received_at},
    )
    link = {"token_hash": answers.token_hash, "until": moment(answers.until)}
    taken = Invitation.objects.filter(token_hash=answers.token_hash)
    refuse_unless(not taken.exclude(pk=worker.pk).exists(), "invitation.malformed")
    Invitation.objects.update_or_create(worker=worker, defaults=link)
    return worker


@writing
def join_worker(*, actor: Actor, newcomer: Newcomer, at: datetime) -> Worker:
    """Let an invited person in: her account, her keys, her first device."""
    worker = get_invitation(newcomer.token, at=at).worker
    name = newcomer.username
    refuse_unless(is_username(name), "username.shape", field="username")
    refuse_unless(not is_username_taken(name), "username.taken", field="username")
    fault = newcomer_fault(newcomer, worker.id)
    refuse_unless(not fault, "joining.malformed", field=fault)
    refuse_unless(has_proof(newcomer), "joining.proof")
    account = Account(id=worker.id, username=name)
    account.set_password(newcomer.login_key)
    account.save(force_insert=True)
    person = Actor(worker.id, worker.agency_id, label=worker.called)
    keep_bundle(newcomer.bundle, actor=person, worker=worker.id, at=at)
    for slip in joining_slips(newcomer):
        act_through(door=JOIN_DOOR, slip=slip, actor=person, at=at)
    return worker


@writing
def welcome_worker(*, actor: Actor, act: Act[KeyEntry]) -> Worker:
    """Count an invited person in, and publish the key that her browser made."""
    worker = get_worker(act.record, actor=actor)
    waiting = worker.id == actor.worker and worker.joined_at is None
    refuse_unless(waiting, "invitation.used")
    refuse_unless(act.answers.id == worker.id, "joining.malformed", field="entry")
    record(act, actor=actor, root=worker.agency_id)
    publish_entry(asdict(act.answers), actor=actor, act=act)
    worker.account_id, worker.joined_at = worker.id, act.received_at
    worker.save(update_fields=["account", "joined_at"])
    Invitation.objects.filter(worker=worker).update(used_at=act.received_at)
    return worker
