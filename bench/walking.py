"""Prepare what is measured: a caseworker whose device writes the walk's acts."""

import json
from dataclasses import dataclass, field
from typing import Any

from client.keys import new_agency_keys, new_worker_keys
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
from demeso.kernel.clock import now
from demeso.kernel.sealing import fingerprint
from demeso.vault.models import PublicKey
from tests.field.device import Handset, handset

OUTCOMES = (("health", "provided"), ("psychosocial", "already"), ("legal", "declined"))
ACTS_A_CASE = 10
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
    for owner, entry in (
        (hand.worker, keys.entry),
        (home, new_agency_keys("vault", home).entry),
        (home, new_agency_keys("oversight", home).entry),
    ):
        worker.entries[f"{entry['owner']}:{owner}"] = entry
        publish(entry)
    return worker, Post(hand)


def publish(entry: dict[str, Any]) -> None:
    """Put a public key where the vault looks for it."""
    PublicKey.objects.create(
        fingerprint=fingerprint(entry), owner=entry["owner"], owner_id=entry["id"],
        epoch=1, entry=entry, record=entry["id"], act_id=entry["id"],
        published_at=now(),
    )  # fmt: skip


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
