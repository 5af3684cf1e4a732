"""Known answers for public key entries and grants."""

from dataclasses import asdict
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.drawing import seeded
from client.grants import Terms, hold_grant, make_grant, split_key
from client.keys import KeyPair, new_agency_keys, new_worker_keys
from client.known.acts import AT, RECORD, WORKER
from client.known.bodies import KEY, OTHER, key_json, refusal
from client.sealing import Part, keys_plain, new_key
from demeso.kernel.canon import b64, unb64
from demeso.kernel.ids import uuid7
from demeso.kernel.sealing import grant_signed_bytes

AGENCY = uuid7(AT, seeded("agency")(10))
CONSENT = uuid7(AT, seeded("consent")(10))
LEAD = new_worker_keys(WORKER, seeded("lead"))
FOCAL = new_worker_keys(OTHER, seeded("focal point"))
VAULT = new_agency_keys("vault", AGENCY, random=seeded("vault"))
KEYS = {"identity": KEY, "contact": new_key(AT, seeded("contact"))}


def pair_json(pair: KeyPair) -> dict[str, Any]:
    """Return a key pair, seeds included, as it stands in vectors."""
    return {
        "entry": pair.entry,
        "fingerprint": pair.fingerprint,
        "kem": b64(pair.kem_seed),
        "sign": b64(pair.sign_seed),
    }


def entry_vectors() -> dict[str, Any]:
    """Return entries with their seeds and fingerprints, and false ones."""
    entry = LEAD.entry
    rows: tuple[tuple[str, Part, str], ...] = (
        ("an unknown suite", {**entry, "suite": 1}, "suite"),
        ("a short key", {**entry, "kem": b64(bytes(1184))}, "kem"),
        ("a worker who cannot sign", {**entry, "sign": ""}, "sign"),
        ("no such owner", {**entry, "owner": "server"}, "owner"),
        ("epoch nought", {**entry, "epoch": 0}, "epoch"),
        ("a field too many", {**entry, "name": ""}, "fields"),
    )
    return {
        "cases": [pair_json(pair) for pair in (LEAD, FOCAL, VAULT)],
        "refused": [{"name": n, "entry": bad, "field": f} for n, bad, f in rows],
    }


def _sign_again(part: Part) -> Part:
    key = Ed25519PrivateKey.from_private_bytes(LEAD.sign_seed)
    return {**part, "sig": b64(key.sign(grant_signed_bytes(part)))}


def _refused_grants(part: Part) -> list[dict[str, Any]]:
    enc, ct = unb64(str(part["enc"])), unb64(str(part["ct"]))
    flipped = {**part, "ct": b64(bytes([ct[0] ^ 1]) + ct[1:])}
    other_enc = {**part, "enc": b64(enc[:-1] + bytes([enc[-1] ^ 1]))}
    to_vault = {**part, "to": VAULT.fingerprint}
    moved, more = {**part, "object": OTHER}, {**part, "rights": "hold"}
    rows: tuple[tuple[str, Part, str], ...] = (
        ("another object", moved, "grant.forged"),
        ("another object, signed", _sign_again(moved), "sealed.other"),
        ("more rights", more, "grant.forged"),
        ("more rights, signed", _sign_again(more), "sealed.other"),
        ("another consent", {**part, "consent": None}, "grant.forged"),
        ("another recipient", to_vault, "grant.forged"),
        ("another recipient, signed", _sign_again(to_vault), "grant.recipient"),
        ("a flipped bit", flipped, "grant.forged"),
        ("a flipped bit, signed", _sign_again(flipped), "sealed.unreadable"),
        ("another encapsulation, signed", _sign_again(other_enc), "sealed.unreadable"),
        ("another signer", {**part, "signer": FOCAL.fingerprint}, "grant.forged"),
        ("no signature", {**part, "sig": b64(bytes(64))}, "grant.forged"),
        ("cut", {**part, "ct": b64(ct[:-1])}, "ct"),
        ("a short encapsulation", {**part, "enc": b64(enc[:32])}, "enc"),
        ("an unknown suite", {**part, "suite": 3}, "suite"),
        ("the suite of bodies", {**part, "suite": 1}, "suite"),
        ("no such right", {**part, "rights": "recovery"}, "rights"),
    )
    return [{"name": name, "part": bad, **refusal(no)} for name, bad, no in rows]


def grant_vectors() -> dict[str, Any]:
    """Return grants from a caseworker to a focal point, and tampered ones."""
    terms = Terms(RECORD, consent=CONSENT)
    part = make_grant(KEYS, terms=terms, to=FOCAL.entry, signer=LEAD)
    held = hold_grant(VAULT, record=RECORD, to=FOCAL.entry, signer=LEAD)
    vault, oversight = split_key(KEY, seeded("half"))
    return {
        "signer": pair_json(LEAD),
        "recipient": pair_json(FOCAL),
        "other": pair_json(VAULT),
        "terms": asdict(terms),
        "keys": keys_plain(KEYS),
        "part": part,
        "hold": {"agency": pair_json(VAULT), "record": RECORD, "part": held},
        "halves": {
            "key": key_json(KEY),
            "vault": key_json(vault),
            "oversight": key_json(oversight),
        },
        "refused": _refused_grants(part),
    }
