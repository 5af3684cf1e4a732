"""Decide which sealed parts may be kept: shapes, recipients, signatures."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PublicKey,
    Suite,
)

from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.sealing import (
    DEPOSIT_INFO,
    ENC_SIZE,
    GLASS,
    GRANT_SUITE,
    HALF_OVERSIGHT,
    HALF_VAULT,
    HOLD,
    KDF_FLOOR,
    KDF_NAME,
    KDF_SALT_SIZE,
    KEM_SIZE,
    KEY_SIZE,
    PAGE_OBJECTS,
    READ,
    RECOVERY_OVERSIGHT,
    RECOVERY_VAULT,
    deposit_context,
    fingerprint,
    grant_signed_bytes,
    padded,
    part_fault,
)

Part = Mapping[str, Any]

HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
PACKAGE = "package"
# Whose keys a grant of each right may be sealed to.
RECIPIENTS = {
    READ: ("worker",),
    HALF_VAULT: ("vault",),
    HALF_OVERSIGHT: ("oversight",),
    HOLD: ("worker", "recovery"),
    GLASS: ("worker",),
    RECOVERY_VAULT: ("worker",),
    RECOVERY_OVERSIGHT: ("worker",),
}
MOST_PAGES = 256
LARGEST_PAGE = PAGE_OBJECTS * 1024


@dataclass(frozen=True)
class Key:
    """A published key, as far as a rule needs it."""

    fingerprint: str
    owner: str
    owner_id: str
    sign: str


@dataclass(frozen=True)
class Frame:
    """What the act around the parts allows: whose keys sign, which rights."""

    objects: frozenset[str]
    worker: str
    agency: str
    rights: frozenset[str]
    package: bool = False


def malformed(parts: Iterable[object]) -> str:
    """Return the first fault in the shape of sealed parts; empty when right."""
    seen: set[tuple[object, ...]] = set()
    for part in parts:
        fault = part_fault(part)
        if fault:
            return fault
        place = _place(part)  # type: ignore[arg-type]  # its shape is right
        if place in seen:
            return "twice"
        seen.add(place)
    return ""


def _place(part: Part) -> tuple[object, ...]:
    names = ("object", "compartment") if part["type"] == "body" else ("object", "to")
    return tuple(part[name] for name in ("type", *names))


def body_refusal(part: Part, frame: Frame) -> str:
    """Return why a body may not be kept; empty when it may."""
    if part["object"] not in frame.objects:
        return "vault.other_object"
    package = part["compartment"] == PACKAGE
    return "" if package == frame.package else "vault.other_compartment"


def grant_refusal(part: Part, frame: Frame, keys: Mapping[str, Key]) -> str:
    """Return why a grant may not be kept; empty when it may."""
    recipient, signer = keys.get(part["to"]), keys.get(part["signer"])
    if part["object"] not in frame.objects:
        return "vault.other_object"
    if part["rights"] not in frame.rights:
        return "vault.other_rights"
    if signer is None or (signer.owner, signer.owner_id) != ("worker", frame.worker):
        return "vault.signer"
    if recipient is None or not _may_receive(recipient, part["rights"], frame.agency):
        return "vault.recipient"
    signed = is_signed(signer.sign, part["sig"], grant_signed_bytes(part))
    return "" if signed else "vault.signature"


def _may_receive(recipient: Key, rights: str, agency: str) -> bool:
    if recipient.owner not in RECIPIENTS[rights]:
        return False
    return recipient.owner == "worker" or recipient.owner_id == agency


def is_signed(public: str, signature: str, message: bytes) -> bool:
    """Tell whether an Ed25519 key in base64url signed the message."""
    try:
        key = Ed25519PublicKey.from_public_bytes(unb64(public, size=32))
        key.verify(unb64(signature, size=64), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def missing_halves(parts: Iterable[Part], keys: Mapping[str, Key], lead: str) -> bool:
    """Tell whether a new case lacks the lead's grant or one of the two halves."""
    grants = [part for part in parts if part["type"] == "grant"]
    rights = {part["rights"] for part in grants}
    to_lead = any(
        part["rights"] == READ and keys[part["to"]].owner_id == lead for part in grants
    )
    return not (to_lead and rights >= {HALF_VAULT, HALF_OVERSIGHT})


def is_circle(parts: Iterable[Part], circle: Mapping[str, str]) -> bool:
    """Tell whether new grants go, once each, to exactly those who keep the keys.

    `circle` is right → fingerprint to seal to now.
    """
    given = sorted((str(part.get("rights")), str(part.get("to"))) for part in parts)
    return given == sorted(circle.items())


def sealed_deposit(
    answers: Mapping[str, Json], *, to: Mapping[str, Json], object_: str
) -> dict[str, Json]:
    """Seal answers to a public key entry, bound to one object; nobody signs."""
    part: dict[str, Json] = {
        "type": "deposit",
        "suite": GRANT_SUITE,
        "object": object_,
        "to": fingerprint(to),
    }
    info = DEPOSIT_INFO + canonical(deposit_context(part))
    raw = unb64(str(to["kem"]), size=KEM_SIZE)
    public = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:-KEY_SIZE]),
        X25519PublicKey.from_public_bytes(raw[-KEY_SIZE:]),
    )
    sealed = HPKE.encrypt(padded(canonical(dict(answers))), public, info)
    return {**part, "enc": b64(sealed[:ENC_SIZE]), "ct": b64(sealed[ENC_SIZE:])}


def fake_settings(
    username: str, real: Mapping[str, Part], secret: bytes
) -> dict[str, Any]:
    """Return KDF settings for a username that nobody has.

    They are those of a real worker, drawn by a keyed hash, with a salt of
    their own: stable, and spread exactly as the real ones are.
    """

    def draw(*words: str) -> bytes:
        return hmac.digest(secret, "\n".join(words).encode(), hashlib.sha256)

    twin = min(real, key=lambda worker: draw("twin", username, worker), default="")
    kdf = real.get(twin, {"name": KDF_NAME, "p": 1, **KDF_FLOOR})
    return {**kdf, "salt": b64(draw("salt", username)[:KDF_SALT_SIZE])}
