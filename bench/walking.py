"""Prepare what is measured: a caseworker whose device writes the walk's acts."""

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.keys import KeyPair, new_agency_keys, new_worker_keys
from client.sealing import Part
from client.session import Person, Session
from client.walk import (
    complete_assessment,
    open_case,
    record_identity,
    record_needs,
    record_outcome,
    record_safety,
)
from client.wire import Wire, pack
from client.worker import Worker
from demeso.kernel.act import Envelope
from demeso.kernel.canon import b64
from demeso.kernel.clock import now
from demeso.kernel.sealing import fingerprint
from demeso.vault.models import PublicKey, Seconding
from demeso.vault.signing import PUBLISHED, KeyStatement
from tests.field.device import Handset, handset

OUTCOMES = (("health", "provided"), ("psychosocial", "already"), ("legal", "declined"))
ACTS_A_CASE, BATCH = 10, 100
Sealed = tuple[bytes, dict[str, str]]


@dataclass
class Post:
    """The way from the device to the exchange's door, without a network."""

    handset: Handset
    answers: list[Any] = field(default_factory=list)

    def sealed(self, acts: list[Envelope]) -> Sealed:
        """Return a signed request."""
        raw, packed = pack(json.dumps(self.handset.request(acts)).encode())
        return raw, {**self.handset.signed(raw), **packed}

    def exchange(self, sent: Sealed) -> None:
        """Send a request; a problem of any kind ends the measuring."""
        raw, headers = sent
        answer = self.handset.send(raw, headers)
        assert answer.status_code == 200, answer.content
        assert answer.json()["problems"] == [], answer.json()["problems"]


def caseworker() -> tuple[Worker, Post]:
    """Make a caseworker with keys, and the way to the door."""
    hand = handset(7, "caseworker")
    keys = new_worker_keys(hand.worker)
    home = hand.agency
    session = Session(
        Wire("http://localhost"), Person("bench", ""), hand.worker, home, hand.token,
        keys, bytes(32), hand.pen,
    )  # fmt: skip
    worker = Worker(session)
    other = new_worker_keys(hand.pen.new_id())
    for pair in (keys, other):
        publish(pair.entry, str(pair.entry["id"]))
    worker.directory.entries[f"worker:{hand.worker}"] = keys.entry
    for owner in ("vault", "oversight"):
        entry = new_agency_keys(owner, home).entry
        worker.directory.entries[f"{owner}:{home}"] = entry
        publish(entry, second(entry, hand.pen.new_id(), (keys, other)))
    return worker, Post(hand)


def publish(entry: Part, record: str) -> None:
    """Put a public key where the vault looks for it."""
    PublicKey.objects.create(
        fingerprint=fingerprint(entry), owner=str(entry["owner"]),
        owner_id=str(entry["id"]), epoch=1, entry=entry, record=record, act_id=record,
        published_at=now(),
    )  # fmt: skip


def second(entry: Part, record: str, people: tuple[KeyPair, KeyPair]) -> str:
    """Let two people sign that a key is the agency's; return the record."""
    said = KeyStatement(
        record, fingerprint(entry), str(entry["owner"]), str(entry["id"]), 1, (),
        PUBLISHED,
    )  # fmt: skip
    signed = [
        {"by": one.entry["id"], "key": one.fingerprint, "sig": _signed(one, said)}
        for one in people
    ]
    Seconding.objects.create(
        **said.wire(), act_id=record, asked_at=now(), seconded_at=now(),
        first_signature=signed[0], second_signature=signed[1],
    )  # fmt: skip
    return record


def _signed(pair: KeyPair, said: KeyStatement) -> str:
    key = Ed25519PrivateKey.from_private_bytes(pair.sign_seed)
    return b64(key.sign(said.signed_bytes()))


def tell_cases(worker: Worker, count: int) -> list[Envelope]:
    """Write the acts of whole cases, ten each: from her yes to her plan."""
    for _case in range(count // ACTS_A_CASE):
        case = open_case(worker)
        identity, contact = {"called": "Awa"}, {"meet_where": "puits"}
        record_identity(
            worker, case, identity=identity, contact=contact, profile={"sex": "female"}
        )
        record_needs(worker, case, [need for need, _outcome in OUTCOMES])
        record_safety(worker, case, danger="yes", risk="high", plan="chez sa tante")
        complete_assessment(worker, case)
        for need, outcome in OUTCOMES:
            record_outcome(worker, case, need, outcome)
        record_safety(worker, case, danger="no", risk="low")
    written, worker.outbox = worker.outbox, []
    return written
