"""A device in a test's hand: it signs, packs and posts like a real one."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.headless.internal.sessionkit import new_session
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from client.acts import Draft, Pen
from client.worker import signed_bytes
from demeso.agencies.models import Account, Agency, Device, Worker
from demeso.kernel.act import Envelope
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from demeso.ledger.queries import head
from tests.signing import signed_role

PATH = "/field/v1/exchange"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Handset:
    """A worker's device, enrolled, and what it remembers between exchanges."""

    pen: Pen
    worker: str
    agency: str
    token: str
    http: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))
    cursor: str | None = None
    scope_hash: str | None = None
    epoch: int | None = None
    held: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, kind: str, record: str, form: str, **groups: Any) -> Envelope:
        base = groups.pop("base", 0)
        sealed, actor = groups.pop("sealed", ()), groups.pop("actor", self.worker)
        id_ = groups.pop("id", "")
        return self.pen.write(
            Draft(kind, record, form, actor, groups, sealed, base, id_)
        )

    def note(self, record: str, kind: str = "thing.noted", **groups: Any) -> Envelope:
        return self.write(kind, record, "thing@1", **groups)

    def request(self, sent: list[Any] = (), **more: Any) -> dict[str, Any]:
        return {
            "v": 1, "device": self.pen.device, "epoch": self.epoch,
            "ack_cursor": self.cursor, "scope_hash": self.scope_hash,
            "acts": [a.wire() if isinstance(a, Envelope) else a for a in sent],
            "max_bytes": 262144, "client_version": "test/1", "state_hash": None,
        } | more  # fmt: skip

    def post(self, sent: list[Any] = (), *, pull: bool = False, **more: Any):
        raw = json.dumps(self.request(sent, **more)).encode()
        return self.send(raw, self.signed(raw, pull=pull))

    def send(self, raw: bytes, headers: dict[str, str]):
        return self.http.post(
            PATH, raw, content_type="application/json", headers=headers
        )

    def signed(self, raw: bytes, *, pull: bool = False, at: datetime | None = None):
        told = stamp(at or self.pen.clock())
        signer = Ed25519PrivateKey.from_private_bytes(self.pen.seed)
        headers = {
            "X-Device": self.pen.device,
            "X-Signed-At": told,
            "X-Signature": b64(signer.sign(signed_bytes(raw, told))),
        }
        return headers | ({"X-Session-Token": self.token} if pull else {})

    def packed(self, acts: list[Any]) -> tuple[bytes, dict[str, str]]:
        raw = gzip.compress(json.dumps(self.request(acts)).encode(), mtime=0)
        return raw, {**self.signed(raw), "Content-Encoding": "gzip"}

    def pull(self, **more: Any) -> dict[str, Any]:
        """Make one exchange with a session, and keep what came."""
        answer = self.post(pull=True, **more).json()
        if answer["resnapshot"]:
            self.held.clear()
        for root in answer["removals"]:
            self.held = {k: c for k, c in self.held.items() if c["root"] != root}
        for change in answer["changes"]:
            self.held[change["act"]["id"]] = change
        self.cursor, self.scope_hash = answer["cursor"], answer["scope_hash"]
        self.epoch = answer["server_epoch"]
        return answer

    def pull_all(self, **more: Any) -> list[dict[str, Any]]:
        pages = [self.pull(**more)]
        while pages[-1]["more"]:
            pages.append(self.pull(**more))
        return pages


def agency_of(pen: Pen) -> Agency:
    """Make an agency."""
    return Agency.objects.create(
        id=pen.new_id(),
        name="Association Dɛmɛ",
        region="Mopti",
        registered_at=pen.clock(),
    )


def handset(seed: int, *roles: str, agency: Agency | None = None) -> Handset:
    """Enrol a worker with her device; `seed` makes her keys."""
    pen = Pen("", bytes(30) + seed.to_bytes(2, "big"))
    pen.device = pen.new_id()
    at, home = pen.clock(), agency or agency_of(pen)
    id_ = pen.new_id()
    account = Account.objects.create(id=id_, username=f"worker{id_}"[:40])
    worker = Worker.objects.create(
        id=id_,
        agency=home,
        called="Aïssata",
        account=account,
        invited_at=at,
        joined_at=at,
    )
    for role in roles:
        signed_role(worker, role, pen)
    Device.objects.create(
        id=pen.device, kind="client", public=pen.public, label="test", worker=worker,
        enrolled_at=at,
    )  # fmt: skip
    return Handset(pen, id_, home.pk, session_of(account))


def session_of(account: Account) -> str:
    """Return the token of a whole session: password and second factor shown."""
    session = new_session()
    session[SESSION_KEY] = account.pk
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa"}]
    session.save()
    return str(session.session_key)


def size() -> int:
    """Return how many leaves the ledger has."""
    return head().size
