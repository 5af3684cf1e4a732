"""A worker at her device: she writes acts, sends them, and reads what is hers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.acts import Draft
from client.grants import Terms, open_grant
from client.ring import Ring
from client.sealing import CompartmentKey, Part, Place, open_body, seal_body
from client.session import Session, key_entries
from client.wire import Answer, WireError, pack
from demeso.kernel.act import Envelope
from demeso.kernel.canon import Json, b64
from demeso.kernel.clock import stamp

EXCHANGE = "/field/v1/exchange"
SIGNED_AS = "demeso/exchange/v1\nPOST\n/field/v1/exchange\n"
BATCH = 100
STATE_EVERY = 20
PULL_BYTES = 256 * 1024

Keys = dict[str, CompartmentKey]


@dataclass
class Worker:
    """One person, one device, what waits to be sent and what came back."""

    session: Session
    outbox: list[Envelope] = field(default_factory=list)
    kept: list[Envelope] = field(default_factory=list)  # until a backup holds them
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    held: dict[str, Keys] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    entries: dict[str, Part] = field(default_factory=dict)
    ring: Ring = field(default_factory=Ring)
    calls: int = 0
    cursor: str | None = None
    scope_hash: str | None = None
    epoch: int | None = None

    @property
    def id(self) -> str:
        """Return the worker's id."""
        return self.session.worker

    def new_id(self) -> str:
        """Draw an id for a record."""
        return self.session.pen.new_id()

    def say(
        self,
        kind: str,
        record: str,
        form: str,
        groups: Mapping[str, Mapping[str, Json]] | None = None,
        sealed: list[Part] | None = None,
    ) -> Envelope:
        """Write an act down on this device; it leaves at the next exchange."""
        envelope = self.session.pen.write(
            Draft(kind, record, form, self.id, groups or {}, sealed or [],
                  base=self.versions.get(record, 0))
        )  # fmt: skip
        self.outbox.append(envelope)
        return envelope

    def seal(
        self, object_: str, compartment: str, answers: Mapping[str, Json], version: int
    ) -> Part:
        """Seal answers under a key that this worker holds."""
        place = Place(object_, compartment, version)
        key = self.held[object_][compartment]
        return seal_body(answers, place=place, key=key, random=self.session.pen.random)

    def read(self, part: Mapping[str, Any]) -> Part:
        """Open a sealed body with the key that this worker holds."""
        place = Place(part["object"], part["compartment"], part["version"])
        return open_body(
            part, place=place, key=self.held[place.object][place.compartment]
        )

    def entry(self, owner: str, kind: str = "worker") -> Part:
        """Return the public key entry of a worker or an agency."""
        if f"{kind}:{owner}" not in self.entries:
            found = key_entries(self.session.wire, [owner], self.session.token)
            self.entries |= {f"{one['owner']}:{one['id']}": one for one in found}
        return self.entries[f"{kind}:{owner}"]

    def exchange(self, *, pull: bool = True) -> list[dict[str, Any]]:
        """Send everything that waits and read everything new; return problems."""
        found: list[dict[str, Any]] = []
        if pull:
            self.ring.read(self.session, self.held)
        more = True
        while more:
            reply = self.exchange_once(self.outbox[:BATCH], pull=pull)
            found += reply["problems"]
            more = bool(self.outbox) or (pull and reply["more"])
        if pull:
            self.ring.share(self.session, self.held)
        self.problems += found
        return found

    def exchange_once(
        self, acts: list[Envelope], *, pull: bool = True
    ) -> dict[str, Any]:
        """Make one exchange; acknowledged acts are kept until a backup holds them."""
        answer = self.post(acts, pull=pull)
        if answer.status >= 300:  # noqa: PLR2004 -- every other class is a no
            raise WireError(EXCHANGE, answer)
        self._take(answer.body)
        return answer.body

    def post(self, acts: list[Envelope], *, pull: bool = True) -> Answer:
        """Send one signed request and return the bare answer."""
        body = {
            "v": 1,
            "device": self.session.pen.device,
            "epoch": self.epoch,
            "ack_cursor": self.cursor,
            "scope_hash": self.scope_hash,
            "acts": [act.wire() for act in acts],
            "max_bytes": PULL_BYTES,
            "client_version": "client/1",
            "state_hash": self._state() if pull else None,
        }
        raw, packed = pack(json.dumps(body).encode())
        return self.session.wire.send(
            "POST", EXCHANGE, raw, {**self.signed(raw, pull=pull), **packed}
        )

    def signed(self, raw: bytes, *, pull: bool = True) -> dict[str, str]:
        """Return the headers that sign a request's body as sent."""
        pen = self.session.pen
        at = stamp(pen.clock())
        signer = Ed25519PrivateKey.from_private_bytes(pen.seed)
        headers = {
            "X-Device": pen.device,
            "X-Signed-At": at,
            "X-Signature": b64(signer.sign(signed_bytes(raw, at))),
        }
        return headers | (self.session.headers if pull else {})

    def _take(self, reply: Mapping[str, Any]) -> None:
        acked, durable = reply["acked_seq"], reply["durable_seq"]
        acts = [*self.kept, *self.outbox]
        self.kept = [act for act in acts if durable < act.seq <= acked]
        self.outbox = [act for act in acts if act.seq > acked]
        self.epoch, self.calls = reply["server_epoch"], self.calls + 1
        if reply["resnapshot"]:
            self.changes, self.versions = {}, {}
        for root in reply["removals"]:
            kept = self.changes.items()
            self.changes = {id_: one for id_, one in kept if one["root"] != root}
        for change in reply["changes"]:
            self._keep(change)
        if reply["cursor"]:
            self.cursor, self.scope_hash = reply["cursor"], reply["scope_hash"]

    def _state(self) -> str | None:
        """Say now and then what is held: it finds what nobody reported."""
        if self.cursor is None or self.calls % STATE_EVERY != STATE_EVERY - 1:
            return None
        versions: dict[str, int] = {}
        for change in self.changes.values():
            if change["state"] == "applied":
                record = change["act"]["record"]
                seen = max(versions.get(record, 0), change["position"])
                versions[record] = seen
        return state_hash(versions)

    def _keep(self, change: dict[str, Any]) -> None:
        act = change["act"]
        self.changes[act["id"]] = change
        seen = self.versions.get(act["record"], 0)
        self.versions[act["record"]] = max(seen, change["position"])
        for part in act["sealed"]:
            self._open(part)

    def _open(self, part: Mapping[str, Any]) -> None:
        mine = self.session.keys
        if part.get("type") != "grant" or part["to"] != mine.fingerprint:
            return
        if part["object"] in self.held or part["rights"] != "read":
            return
        signer = self._signer(part["signer"])
        terms = Terms(part["object"], part["rights"], part["consent"])
        self.held[part["object"]] = open_grant(
            part, terms=terms, mine=mine, signer=signer
        )

    def _signer(self, fingerprint: str) -> Part:
        path = f"/app/v1/keys?fp={fingerprint}"
        found = self.session.wire.ask("GET", path, headers=self.session.headers)
        return dict(found["keys"][0]["entry"])

    def acts_of(self, record: str) -> list[dict[str, Any]]:
        """Return what is known of a record, in the order it was kept."""
        found = [c for c in self.changes.values() if c["act"]["record"] == record]
        return sorted(found, key=lambda change: int(change["position"]))


def signed_bytes(raw: bytes, at: str) -> bytes:
    """Return what a device signs of a request."""
    return f"{SIGNED_AS}{hashlib.sha256(raw).hexdigest()}\n{at}".encode()


def state_hash(versions: Mapping[str, int]) -> str:
    """Return the fingerprint of record → version, whatever the order."""
    mixed = 0
    for record, version in versions.items():
        hashed = hashlib.sha256(f"{record}\n{version}".encode()).digest()
        mixed ^= int.from_bytes(hashed, "big")
    return b64(mixed.to_bytes(32, "big"))
