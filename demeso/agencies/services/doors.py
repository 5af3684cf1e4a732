import os
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from demeso.agencies.models import Account, DeskCode, Device
from demeso.agencies.queries.people import desk_code_account, get_door
from demeso.agencies.rules.devices import (
    DESK_CODE_FOR,
    DOOR_INFO,
    DeviceKind,
    Slip,
    hashed,
)
from demeso.kernel.act import Envelope
from demeso.kernel.actor import Actor
from demeso.kernel.canon import b64
from demeso.kernel.clock import Hybrid, stamp
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import foresee
from demeso.ledger.rows import keep
from demeso.ledger.services import perform, writing

UNSIGNED = b64(bytes(64))


@writing
def door_envelope(*, door: str, slip: Slip, actor: Actor, at: datetime) -> Envelope:
    """Return a page's act, numbered and signed by the door it came through."""
    [envelope] = _envelopes(door, [slip], actor, at)
    return envelope


def _envelopes(
    door: str, slips: Iterable[Slip], actor: Actor, at: datetime
) -> list[Envelope]:
    seed = _door_seed(door)
    device = _door_device(door, seed, at)
    signed = [_signed(slip, device, seed, (actor, at)) for slip in slips]
    keep(device, "seq")
    return signed


def _signed(
    slip: Slip, device: Device, seed: Ed25519PrivateKey, told: tuple[Actor, datetime]
) -> Envelope:
    actor, at = told
    device.seq += 1
    millis = int(at.timestamp() * 1000)
    envelope = Envelope(
        id=slip.id or uuid7(millis, os.urandom(10)), device=device.id, seq=device.seq,
        kind=slip.kind, record=slip.record, base=slip.base, time=stamp(at),
        form=slip.form, hlc=str(Hybrid(millis, device.seq % 10_000, device.id)),
        actor=actor.name, groups=slip.groups, sealed=slip.sealed, sig=UNSIGNED,
    )  # fmt: skip
    return replace(envelope, sig=b64(seed.sign(envelope.signed_bytes())))


def act_at_door(*, door: str, slip: Slip, actor: Actor, at: datetime) -> object | None:
    """Do what a page asks; a page sent twice does it once and returns None."""
    try:
        return act_through(door=door, slip=slip, actor=actor, at=at)
    except RefusedError as error:
        if error.code != "act.repeated":
            raise
        return None


@writing
def act_through(*, door: str, slip: Slip, actor: Actor, at: datetime) -> object:
    """Do an act at a door, which numbers and signs it."""
    envelope = door_envelope(door=door, slip=slip, actor=actor, at=at)
    return perform(envelope, actor=actor, at=at)


@writing
def acts_through(
    *, door: str, slips: Iterable[Slip], actor: Actor, at: datetime
) -> None:
    """Do many acts at a door; what they ask of the ledger is read in one go."""
    envelopes = _envelopes(door, slips, actor, at)
    foresee(envelopes)
    for envelope in envelopes:
        perform(envelope, actor=actor, at=at)


def _door_seed(door: str) -> Ed25519PrivateKey:
    info = DOOR_INFO + door.encode()
    raw = HKDF(SHA256(), 32, None, info).derive(settings.DOOR_SEED.encode())
    return Ed25519PrivateKey.from_private_bytes(raw)


def _door_device(door: str, seed: Ed25519PrivateKey, at: datetime) -> Device:
    Device.objects.get_or_create(
        kind=DeviceKind.DOOR.value,
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
    code, until = secrets.token_urlsafe(32), at + DESK_CODE_FOR
    DeskCode.objects.create(
        code_hash=hashed(code), account_id=actor.worker, until=until
    )
    return code, until


def spend_desk_code(*, code: str, at: datetime) -> Account:
    """Return whose desk code this is; it is good for nothing afterwards."""
    account = desk_code_account(code, at=at)
    spent, _by_table = DeskCode.objects.filter(pk=hashed(code)).delete()
    if account is None or not spent:
        raise RefusedError("desk.code")
    return account
