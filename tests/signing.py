"""Roles and keys that two strangers signed: for tests without the cast."""

import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.acts import Pen
from client.keys import KeyPair
from demeso.agencies.models import RoleGrant, Worker
from demeso.agencies.queries.roles import statement
from demeso.kernel.canon import b64
from demeso.vault.models import PublicKey, Seconding
from demeso.vault.signing import PUBLISHED, KeyStatement

SEEDS = {name: os.urandom(32) for name in ("one", "other")}


def signed_role(worker: Worker, role: str, pen: Pen) -> RoleGrant:
    """Make a role of a worker whom two strangers have signed for."""
    row = RoleGrant(
        id=pen.new_id(), worker=worker, agency=worker.agency, role=role,
        granted_by="one", granted_at=pen.clock(), seconded_at=pen.clock(),
        first_signature={},
    )  # fmt: skip
    said = statement(row).signed_bytes()
    first, second = (_signature(name, said, pen) for name in SEEDS)
    row.first_signature, row.second_signature = first, second
    row.save()
    return row


def _signature(name: str, said: bytes, pen: Pen) -> dict[str, str]:
    key = Ed25519PrivateKey.from_private_bytes(SEEDS[name])
    facts = {
        "owner": "worker", "owner_id": name, "epoch": 1, "record": "", "act_id": "",
        "entry": {"sign": b64(key.public_key().public_bytes_raw())},
        "published_at": pen.clock(),
    }  # fmt: skip
    PublicKey.objects.get_or_create(fingerprint=name, defaults=facts)
    return {"by": name, "key": name, "sig": b64(key.sign(said))}


def signed_key(pair: KeyPair, pen: Pen) -> KeyPair:
    """Publish a key of an agency that two strangers have signed for."""
    record, entry = pen.new_id(), pair.entry
    owner, agency, epoch = str(entry["owner"]), str(entry["id"]), 1
    said = KeyStatement(record, pair.fingerprint, owner, agency, epoch, (), PUBLISHED)
    first, second = (_signature(name, said.signed_bytes(), pen) for name in SEEDS)
    Seconding.objects.create(
        record=record, step=PUBLISHED, fp=pair.fingerprint, owner=owner, agency=agency,
        epoch=epoch, holders=[], act_id="", asked_at=pen.clock(),
        seconded_at=pen.clock(), first_signature=first, second_signature=second,
    )  # fmt: skip
    PublicKey.objects.create(
        fingerprint=pair.fingerprint, owner=owner, owner_id=agency, epoch=epoch,
        entry=entry, record=record, act_id="", published_at=pen.clock(),
    )  # fmt: skip
    return pair
