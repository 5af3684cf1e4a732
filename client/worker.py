"""A worker at her device: she writes acts, sends them, and reads what is hers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.acts import Draft
from client.directory import Directory
from client.forgetting import let_go, what_of
from client.givers import require_giver
from client.granting import is_newer, require_expected
from client.grants import Terms, open_grant
from client.rekeying import key_of, staying
from client.ring import Ring
from client.sealing import CompartmentKey, Part, Place, open_body, seal_body
from client.session import Session
from client.wire import Answer, WireError, pack
from demeso.casework.rules.shredding import shredded
from demeso.kernel.act import Envelope
from demeso.kernel.canon import Json, b64
from demeso.kernel.clock import stamp
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.refusal import RefusedError, refuse_unless

EXCHANGE = "/field/v1/exchange"
SIGNED_AS = "demeso/exchange/v1\nPOST\n/field/v1/exchange\n"
BATCH = 100
STATE_EVERY = 20
STATE_SIZE = 16
PULL_BYTES = 256 * 1024
FIRST = ("case.opened", "referral.sent")  # whose keys the keyring may hold already

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
    ring: Ring = field(default_factory=Ring)
    calls: int = 0
    cursor: str | None = None
    scope_hash: str | None = None
    epoch: int | None = None
    refused: list[RefusedError] = field(default_factory=list)  # grants not believed

    def __post_init__(self) -> None:
        """Begin with what her invitation said of the log."""
        self.directory = Directory(self.session)
        self.is_watching = False

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
        keys = self.held.get(place.object, {})
        key = key_of(keys, place.compartment, str(part["key"]))
        return open_body(part, place=place, key=key)

    def entry(self, owner: str, kind: str = "worker") -> Part:
        """Return the public key entry of a worker or an agency, proved and pinned."""
        return self.directory.entry(owner, kind)

    def exchange(self, *, pull: bool = True) -> list[dict[str, Any]]:
        """Send everything that waits and read everything new; return problems."""
        found: list[dict[str, Any]] = []
        if pull:
            self._watch()
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
        raw, wire = (
            json.dumps(self.request(acts, pull=pull)).encode(),
            self.session.wire,
        )
        raw, packed = pack(raw) if wire.unpacks else (raw, {})
        return wire.send(
            "POST", EXCHANGE, raw, {**self.signed(raw, pull=pull), **packed}
        )

    def request(self, acts: list[Envelope], *, pull: bool = True) -> dict[str, Any]:
        """Return what a call says."""
        return {
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
        self._let_go(frozenset(reply["removals"]))
        for change in reply["changes"]:
            self._keep(change)
        if reply["cursor"]:
            self.cursor, self.scope_hash = reply["cursor"], reply["scope_hash"]

    def _let_go(self, roots: frozenset[str]) -> None:
        """Drop what stands under roots that left the scope, and its keys."""
        gone = [one for one in self.changes.values() if one["root"] in roots]
        objects = frozenset(one["act"]["record"] for one in gone) & self.held.keys()
        for one in gone:
            del self.changes[one["act"]["id"]]
        for object_ in objects:
            del self.held[object_]
        self.ring.forget(self.session, frozenset(objects))

    def _state(self) -> str | None:
        """Say now and then what is held: it finds what nobody reported."""
        if self.cursor is None or self.calls % STATE_EVERY != STATE_EVERY - 1:
            return None
        versions: dict[str, int] = {}
        for change in self.changes.values():
            if change["state"] == "applied":
                record = change["act"]["record"]
                seen = max(versions.get(record, 0), change["version"])
                versions[record] = seen
        return state_hash(versions)

    def _keep(self, change: dict[str, Any]) -> None:
        act = change["act"]
        self.changes[act["id"]] = change
        if change["state"] == "applied":  # what does not count is no version
            seen = self.versions.get(act["record"], 0)
            self.versions[act["record"]] = max(seen, change["version"])
        if what_of(change):
            stays = frozenset(COMPARTMENTS) - shredded(what_of(change))
            for object_ in let_go(self.changes.values(), change):
                kept = staying(self.held.pop(object_, {}), stays)
                self.held |= {object_: kept} if kept else {}
        for part in act["sealed"]:
            try:
                self._open(part, change)
            except RefusedError as error:
                self.refused.append(error)  # it opens nothing; another grant may

    def _watch(self) -> None:
        """Compare the log with what was seen last, once a session, and sign it."""
        if not self.is_watching:
            self.directory.watch()
            self.is_watching = True

    def _open(self, part: Mapping[str, Any], change: Mapping[str, Any]) -> None:
        mine = self.session.keys
        if part.get("type") != "grant" or part["to"] != mine.fingerprint:
            return
        is_first = change["act"]["kind"] in FIRST and part["object"] in self.held
        if part["rights"] != "read" or is_first:
            return
        signer, others = self.directory.standing(part["signer"])
        require_expected(part, change, signer=signer, others=others, me=self.id)
        require_giver(part, self.changes.values(), mine, self.directory)
        entry = self.directory.signer(part["signer"])
        terms = Terms(part["object"], "read", part["consent"])
        keys = open_grant(part, terms=terms, mine=mine, signer=entry)
        held = self.held.get(part["object"], {})
        refuse_unless(not held or not is_newer(held, keys), "grant.stale")
        self.held[part["object"]] = keys

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
        mixed ^= int.from_bytes(hashed[:STATE_SIZE], "big")
    return b64(mixed.to_bytes(STATE_SIZE, "big"))
