import os
import secrets
from dataclasses import asdict, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from demeso.agencies import rules
from demeso.agencies.models import (
    Account,
    Agency,
    DeskCode,
    Device,
    Invitation,
    RoleGrant,
    Worker,
)
from demeso.agencies.queries import (
    administrators_beside,
    desk_code_account,
    devices_of,
    get_agency,
    get_door,
    get_grant,
    get_invitation,
    get_worker,
    is_username_taken,
    people,
    roles_of,
)
from demeso.kernel.act import Act, Envelope
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json, b64
from demeso.kernel.clock import Hybrid, moment, stamp
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.ledger.services import note, perform, record, writing
from demeso.vault.queries import agency_keys_held
from demeso.vault.services import keep_bundle
from demeso.vault.services import publish_key as publish_entry

# What every device may know; people stand under their own agency.
DIRECTORY = "directory"
JOIN_DOOR = "join"
UNSIGNED = b64(bytes(64))


@writing
def register_agency(*, actor: Actor, act: Act[rules.Registration]) -> Agency:
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
def invite_worker(*, actor: Actor, act: Act[rules.Inviting]) -> Worker:
    """Invite a person by a one-time link; inviting again replaces the link."""
    actor.require("people.write")
    answers = act.answers
    agency = get_agency(answers.agency, actor=actor)
    right = rules.is_invitation(answers, act.received_at)
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
def join_worker(*, actor: Actor, newcomer: rules.Newcomer, at: datetime) -> Worker:
    """Let an invited person in: her account, her keys, her first device."""
    worker = get_invitation(newcomer.token, at=at).worker
    name = newcomer.username
    refuse_unless(rules.is_username(name), "username.shape", field="username")
    refuse_unless(not is_username_taken(name), "username.taken", field="username")
    fault = rules.newcomer_fault(newcomer, worker.id)
    refuse_unless(not fault, "joining.malformed", field=fault)
    refuse_unless(rules.has_proof(newcomer), "joining.proof")
    account = Account(id=worker.id, username=name)
    account.set_password(newcomer.login_key)
    account.save(force_insert=True)
    person = Actor(worker.id, worker.agency_id, label=worker.called)
    keep_bundle(newcomer.bundle, actor=person, worker=worker.id, at=at)
    for slip in rules.joining_slips(newcomer):
        _act_at(JOIN_DOOR, slip, person, at)
    return worker


@writing
def welcome_worker(*, actor: Actor, act: Act[rules.KeyEntry]) -> Worker:
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


@writing
def grant_role(*, actor: Actor, act: Act[rules.RoleGiven]) -> RoleGrant:
    """Give a worker a role; nobody gives herself one."""
    actor.require("people.write")
    answers = act.answers
    worker = get_worker(answers.worker, actor=actor)
    refuse_unless(worker.id != actor.worker, "role.own")
    refuse_unless(worker.agency_id == answers.agency, "role.other_agency")
    roles = roles_of(worker.id)
    refuse_unless(answers.role not in roles, "role.held")
    keys = agency_keys_held(worker.id)
    may = rules.may_take(answers.role, roles=roles, keys=keys)
    refuse_unless(may, "role.apart")
    record(act, actor=actor, root=worker.agency_id)
    grant = RoleGrant.objects.create(
        id=act.record, worker=worker, agency=worker.agency, role=answers.role,
        granted_by=actor.name, granted_at=act.received_at,
    )  # fmt: skip
    _note_role(grant, actor, act.received_at)
    return grant


@writing
def end_role(*, actor: Actor, act: Act[rules.RoleEnded]) -> RoleGrant:
    """Take a role away, as long as somebody is left who can give roles."""
    actor.require("people.write")
    grant = get_grant(act.record, actor=actor)
    others = administrators_beside(grant.worker_id)
    may = rules.may_end(grant.role, others=others)
    refuse_unless(may, "role.last_administrator")
    record(act, actor=actor, root=grant.agency_id)
    grant.ended_at = act.received_at
    grant.save(update_fields=["ended_at"])
    _note_role(grant, actor, act.received_at)
    return grant


def _note_role(grant: RoleGrant, actor: Actor, at: datetime) -> None:
    facts: dict[str, Json] = {
        "grant": grant.id, "worker": grant.worker_id, "agency": grant.agency_id,
        "role": grant.role, "ended": grant.ended_at is not None,
    }  # fmt: skip
    note("role", actor=actor, body={"by": actor.name}, open=facts, at=at)


@writing
def publish_key(*, actor: Actor, act: Act[rules.KeyEntry]) -> None:
    """Publish the actor's agency's vault or oversight key, handed to its holders."""
    answers = act.answers
    actor.require(rules.KEY_PERMISSIONS.get(answers.owner, "keys"))
    refuse_unless(answers.id == actor.agency, "key.other_agency")
    record(act, actor=actor, root=DIRECTORY)
    holders = publish_entry(asdict(answers), actor=actor, act=act)
    refuse_unless(actor.worker in holders, "key.not_held")
    for holder in holders:
        worker = get_worker(holder, actor=actor)
        may = worker.agency_id == actor.agency and rules.may_keep(
            answers.owner, roles=roles_of(holder), keys=agency_keys_held(holder)
        )
        refuse_unless(may, "key.apart")


@writing
def enroll_device(*, actor: Actor, act: Act[rules.Enrolling]) -> Device:
    """Add one of the actor's own devices."""
    answers = act.answers
    worker = get_worker(actor.worker, actor=actor)
    refuse_unless(rules.is_digest(answers.public), "device.malformed")
    known = Device.objects.filter(public=answers.public)
    known = known | Device.objects.filter(pk=act.record)
    refuse_unless(not known.exists(), "device.known")
    record(act, actor=actor, root=worker.agency_id)
    return Device.objects.create(
        id=act.record, kind=answers.kind or rules.DeviceKind.BROWSER.value,
        public=answers.public, label=answers.label, worker=worker,
        enrolled_at=act.received_at,
    )  # fmt: skip


@writing
def revoke_device(*, actor: Actor, act: Act[rules.Revoking]) -> Device:
    """Stop a device for good: one's own, or anybody's for whoever keeps people."""
    everybody = people(actor).values_list("pk", flat=True)
    workers = everybody if actor.may("people.write") else [actor.worker]
    device = devices_of(workers).filter(pk=act.record, revoked_at=None).first()
    if device is None:
        raise UnknownError
    record(act, actor=actor, root=actor.agency)
    device.revoked_at = act.received_at
    device.save(update_fields=["revoked_at"])
    return device


@writing
def door_envelope(
    *, door: str, slip: rules.Slip, actor: Actor, at: datetime
) -> Envelope:
    """Return a page's act, numbered and signed by the door it came through."""
    seed = _door_seed(door)
    device = _door_device(door, seed, at)
    device.seq += 1
    device.save(update_fields=["seq"])
    millis = int(at.timestamp() * 1000)
    envelope = Envelope(
        id=slip.id or uuid7(millis, os.urandom(10)), device=device.id, seq=device.seq,
        kind=slip.kind, record=slip.record, base=slip.base, time=stamp(at),
        form=slip.form, hlc=str(Hybrid(millis, device.seq % 10_000, device.id)),
        actor=actor.name, groups=slip.groups, sealed=slip.sealed, sig=UNSIGNED,
    )  # fmt: skip
    return replace(envelope, sig=b64(seed.sign(envelope.signed_bytes())))


def act_at_door(
    *, door: str, slip: rules.Slip, actor: Actor, at: datetime
) -> object | None:
    """Do what a page asks; a page sent twice does it once and returns None."""
    try:
        return _act_at(door, slip, actor, at)
    except RefusedError as error:
        if error.code != "act.repeated":
            raise
        return None


@writing
def _act_at(door: str, slip: rules.Slip, actor: Actor, at: datetime) -> object:
    envelope = door_envelope(door=door, slip=slip, actor=actor, at=at)
    return perform(envelope, actor=actor, at=at)


def _door_seed(door: str) -> Ed25519PrivateKey:
    info = rules.DOOR_INFO + door.encode()
    raw = HKDF(SHA256(), 32, None, info).derive(settings.DOOR_SEED.encode())
    return Ed25519PrivateKey.from_private_bytes(raw)


def _door_device(door: str, seed: Ed25519PrivateKey, at: datetime) -> Device:
    Device.objects.get_or_create(
        kind=rules.DeviceKind.DOOR.value,
        label=door,
        defaults={
            "id": uuid7(int(at.timestamp() * 1000), os.urandom(10)),
            "public": b64(seed.public_key().public_bytes_raw()),
            "enrolled_at": at,
        },
    )
    return get_door(door)


def make_desk_code(*, actor: Actor, at: datetime) -> tuple[str, datetime]:
    """Make the actor's single-use code for the desk, and say until when it is good."""
    DeskCode.objects.filter(until__lte=at).delete()
    code, until = secrets.token_urlsafe(32), at + rules.DESK_CODE_FOR
    DeskCode.objects.create(
        code_hash=rules.hashed(code), account_id=actor.worker, until=until
    )
    return code, until


def spend_desk_code(*, code: str, at: datetime) -> Account:
    """Return whose desk code this is; it is good for nothing afterwards."""
    account = desk_code_account(code, at=at)
    spent, _by_table = DeskCode.objects.filter(pk=rules.hashed(code)).delete()
    if account is None or not spent:
        raise RefusedError("desk.code")
    return account
