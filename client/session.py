"""Join by an invitation, set up the second factor, sign in: as the app does it."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.acts import Pen
from client.keys import (
    KeyPair,
    key_pair,
    make_bundle,
    new_kdf,
    new_worker_keys,
    open_bundle,
    passphrase_keys,
)
from client.sealing import Random
from client.totp import code_at
from client.wire import Wire, WireError
from demeso.kernel.canon import Json, b64, canonical, digest
from demeso.kernel.clock import now
from demeso.kernel.ids import uuid7

AUTH = "/_allauth/app/v1"
TOTP = f"{AUTH}/account/authenticators/totp"
JOIN_SIGNED_AS = b"demeso/join/v1\n"
SECOND_FACTOR_DUE = 401


@dataclass
class Person:
    """Who signs in: her name, what she knows, what she has."""

    username: str
    passphrase: str = field(repr=False)
    secret: str = field(default="", repr=False)  # of the second factor


@dataclass
class Session:
    """A signed-in worker: her token, her keys, her device's pen."""

    wire: Wire
    person: Person
    worker: str
    agency: str
    token: str = field(repr=False)
    keys: KeyPair
    user_key: bytes = field(repr=False)
    pen: Pen
    log_key: str = ""  # whose signature the log carries, as her invitation said

    @property
    def headers(self) -> dict[str, str]:
        """Return the header that says who asks."""
        return {"X-Session-Token": self.token}


@dataclass(frozen=True)
class Chance:
    """Where a device takes time and randomness from."""

    clock: Callable[[], datetime] = now
    random: Random = os.urandom


def hashed(secret: str) -> str:
    """Return the form in which the server keeps a token."""
    return b64(hashlib.sha256(secret.encode()).digest())


def join(
    wire: Wire, token: str, person: Person, chance: Chance | None = None
) -> Session:
    """Accept an invitation: keys are born here, and only wrapped ones leave."""
    source = chance or Chance()
    token, _dot, log_key = token.partition(".")
    shown = wire.ask("POST", "/app/v1/invitation", {"token": token})
    worker, agency = shown["worker"], shown["agency"]["id"]
    kdf = new_kdf(random=source.random)
    stretched = passphrase_keys(person.passphrase, kdf)
    keys, user_key = new_worker_keys(worker, source.random), source.random(32)
    pen = new_pen(source)
    bundle = make_bundle(
        keys, user_key=user_key, wrap=stretched.wrap, kdf=kdf, random=source.random
    )
    first: dict[str, Json] = {
        "id": pen.device,
        "public": pen.public,
        "label": "client",
    }
    said: dict[str, Json] = {
        "token": hashed(token),
        "username": person.username,
        "login": hashed(stretched.login),
        "bundle": digest(bundle),
        "entry": keys.fingerprint,
        "device": first,
    }
    signer = Ed25519PrivateKey.from_private_bytes(keys.sign_seed)
    body = {
        "token": token,
        "username": person.username,
        "login_key": stretched.login,
        "bundle": bundle,
        "entry": keys.entry,
        "device": first,
        "proof": b64(signer.sign(JOIN_SIGNED_AS + canonical(said))),
    }
    wire.ask("POST", "/app/v1/join", body)
    half = _log_in(wire, person.username, stretched.login)
    person.secret, full = set_up_second_factor(wire, half, source.clock)
    return Session(wire, person, worker, agency, full, keys, user_key, pen, log_key)


def sign_in(wire: Wire, person: Person, *, pen: Pen, code: str = "") -> Session:
    """Sign in on a known device; `code` defaults to the current one."""
    kdf = wire.ask("POST", "/app/v1/salt", {"username": person.username})["kdf"]
    stretched = passphrase_keys(person.passphrase, kdf)
    half = _log_in(wire, person.username, stretched.login)
    told = {"code": code or code_at(person.secret, pen.clock())}
    answer = wire.ask(
        "POST", f"{AUTH}/auth/2fa/authenticate", told, {"X-Session-Token": half}
    )
    token = str(answer.get("meta", {}).get("session_token") or half)
    me = wire.ask("GET", "/app/v1/me", headers={"X-Session-Token": token})
    opened = open_bundle(me["bundle"], worker=me["worker"]["id"], wrap=stretched.wrap)
    keys = key_pair(
        "worker",
        me["worker"]["id"],
        kem_seed=opened.kem_seed,
        sign_seed=opened.sign_seed,
        epoch=me["epoch"],
    )
    return Session(
        wire, person, me["worker"]["id"], me["agency"]["id"], token, keys,
        opened.user_key, pen,
    )  # fmt: skip


def begin_again(session: Session) -> Session:
    """Sign in with keys that were renewed, and set up a new second factor."""
    wire, person = session.wire, session.person
    kdf = wire.ask("POST", "/app/v1/salt", {"username": person.username})["kdf"]
    half = _log_in(wire, person.username, passphrase_keys(person.passphrase, kdf).login)
    person.secret, token = set_up_second_factor(wire, half, session.pen.clock)
    me = wire.ask("GET", "/app/v1/me", headers={"X-Session-Token": token})
    return replace(session, token=token, agency=me["agency"]["id"])


def set_up_second_factor(
    wire: Wire, token: str, clock: Callable[[], datetime]
) -> tuple[str, str]:
    """Activate TOTP; return its secret and the session token to go on with."""
    headers = {"X-Session-Token": token}
    offered = wire.call("GET", TOTP, headers=headers)
    secret = str(offered.body["meta"]["secret"])
    done = wire.ask("POST", TOTP, {"code": code_at(secret, clock())}, headers)
    return secret, str(done.get("meta", {}).get("session_token") or token)


def _log_in(wire: Wire, username: str, login: str) -> str:
    path = f"{AUTH}/auth/login"
    answer = wire.call("POST", path, {"username": username, "password": login})
    token = answer.body.get("meta", {}).get("session_token")
    if not token:
        raise WireError(path, answer)
    return str(token)


def new_pen(source: Chance) -> Pen:
    """Take up a new device's pen."""
    millis = int(source.clock().timestamp() * 1000)
    device = uuid7(millis, source.random(10))
    return Pen(device, source.random(32), source.clock, source.random)
