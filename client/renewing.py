"""Get new keys after losing one's own, and one's cases back from two halves."""

import secrets
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.grants import Terms, joined, make_grant, open_grant
from client.keys import (
    KeyPair,
    key_pair,
    make_bundle,
    new_kdf,
    passphrase_keys,
)
from client.recovering import held_by, my_grants
from client.session import (
    JOIN_SIGNED_AS,
    Chance,
    Person,
    Session,
    hashed,
    new_pen,
)
from client.wire import Wire
from client.worker import Keys, Worker
from demeso.kernel.act import Envelope
from demeso.kernel.canon import Json, b64, canonical, digest
from demeso.kernel.clock import stamp
from demeso.kernel.sealing import KEY_SIZE, READ, RECOVERY_OVERSIGHT, RECOVERY_VAULT

LINK = "/app/v1/renewal"
VALID = timedelta(days=3)
HALVES = {"vault": RECOVERY_VAULT, "oversight": RECOVERY_OVERSIGHT}


def open_renewal(worker: Worker, whom: str) -> str:
    """Make a one-time link for somebody who lost her keys; return what stands in it."""
    token = secrets.token_urlsafe(32)
    said: dict[str, Json] = {
        "worker": whom,
        "token_hash": hashed(token),
        "until": stamp(worker.session.pen.clock() + VALID),
    }
    worker.say("renewal.opened", worker.new_id(), "renewal@1", {"renewal": said})
    tree = worker.directory.tree()
    return f"{token}.{tree.key}"


def link_state(wire: Wire, token: str) -> dict[str, Any]:
    """Return how far new keys have come."""
    return wire.ask("POST", LINK, {"token": token.partition(".")[0]})


def come_back(
    wire: Wire, token: str, person: Person, chance: Chance | None = None
) -> Session:
    """Make new keys at a link; nothing opens before two people confirmed them."""
    source = chance or Chance()
    token, _dot, log_key = token.partition(".")
    shown = link_state(wire, token)
    kdf = new_kdf(random=source.random)
    stretched = passphrase_keys(person.passphrase, kdf)
    seeds = [source.random(KEY_SIZE) for _each in range(2)]
    keys = key_pair(
        "worker", shown["worker"], kem_seed=seeds[0], sign_seed=seeds[1],
        epoch=shown["epoch"],
    )  # fmt: skip
    user_key, pen = source.random(KEY_SIZE), new_pen(source)
    bundle = make_bundle(
        keys, user_key=user_key, wrap=stretched.wrap, kdf=kdf, random=source.random
    )
    device: dict[str, Json] = {"id": pen.device, "public": pen.public, "label": ""}
    said: dict[str, Json] = {
        "token": hashed(token),
        "username": person.username,
        "login": hashed(stretched.login),
        "bundle": digest(bundle),
        "entry": keys.fingerprint,
        "device": device,
    }
    signer = Ed25519PrivateKey.from_private_bytes(keys.sign_seed)
    body = {
        "token": token,
        "username": person.username,
        "login_key": stretched.login,
        "bundle": bundle,
        "entry": keys.entry,
        "device": device,
        "proof": b64(signer.sign(JOIN_SIGNED_AS + canonical(said))),
    }
    wire.ask("POST", "/app/v1/comeback", body)
    return Session(wire, person, shown["worker"], "", "", keys, user_key, pen, log_key)


def confirm(worker: Worker, renewal: str, print_: str) -> Envelope:
    """Say in person: it is her, and this is the fingerprint on her screen."""
    said: dict[str, Json] = {"renewal": renewal, "print": print_}
    groups = {"confirmation": said}
    return worker.say("renewal.confirmed", worker.new_id(), "confirmation@1", groups)


def rewrap(worker: Worker, renewal: str, half: str) -> Envelope:
    """Open one half of her caseload and seal it to her new key."""
    session = worker.session
    path = f"/app/v1/renewals/{renewal}/{half}"
    parts = session.wire.ask("GET", path, headers=session.headers)["grants"]
    to = worker.directory.recipient(_shown(worker, renewal)["fingerprint"])
    held = {to: held_by(worker, to) for to in {str(part["to"]) for part in parts}}
    sealed = []
    for part in parts:
        keys = _opened(worker, part, held[str(part["to"])])
        terms = Terms(str(part["object"]), HALVES[half], renewal)
        sealed.append(make_grant(keys, terms=terms, to=to, signer=session.keys))
    said: dict[str, Json] = {"renewal": renewal, "half": half}
    groups = {"rewrapping": said}
    return worker.say(
        "caseload.rewrapped", worker.new_id(), "rewrapping@1", groups, sealed
    )


def take_back(worker: Worker, renewal: str) -> dict[str, Keys]:
    """Join the halves that two people gave, and keep the keys as one's own."""
    session = worker.session
    halves: dict[str, dict[str, Keys]] = {}
    for part in (one for one in my_grants(worker) if one["consent"] == renewal):
        keys = _opened(worker, part, session.keys)
        halves.setdefault(str(part["object"]), {})[str(part["rights"])] = keys
    whole = {
        object_: joined(pair[RECOVERY_VAULT], pair[RECOVERY_OVERSIGHT])
        for object_, pair in halves.items()
        if {RECOVERY_VAULT, RECOVERY_OVERSIGHT} <= pair.keys()
    }
    mine = session.keys
    sealed = [
        make_grant(keys, terms=Terms(o, READ), to=mine.entry, signer=mine)
        for o, keys in whole.items()
    ]
    worker.held |= whole  # the next exchange puts them on her keyring
    groups: dict[str, dict[str, Json]] = {"taking": {"renewal": renewal}}
    worker.say("caseload.taken", worker.new_id(), "taking@1", groups, sealed)
    return whole


def _opened(worker: Worker, part: Any, mine: KeyPair) -> Keys:
    terms = Terms(part["object"], part["rights"], part["consent"])
    signer = worker.directory.signer(part["signer"])
    return open_grant(part, terms=terms, mine=mine, signer=signer)


def _shown(worker: Worker, renewal: str) -> dict[str, Any]:
    session = worker.session
    found = session.wire.ask("GET", "/app/v1/recovery", headers=session.headers)
    return next(one for one in found["renewals"] if one["id"] == renewal)
