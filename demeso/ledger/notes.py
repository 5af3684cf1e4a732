"""Signed checkpoints: C2SP `signed-note` and `tlog-checkpoint`. Pure.

demeso/ledger
1234
<root hash, base64>

— demeso/ledger <base64 of 4 bytes of key hash and the Ed25519 signature>
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from demeso.ledger.rules import HASH_SIZE

ORIGIN = "demeso/ledger"
ED25519 = b"\x01"
MARK = "— "
KEY_HASH_SIZE, KEY_SIZE, SIGNATURE_SIZE = 4, 32, 64


class UnsignedError(ValueError):
    """A text is not a checkpoint that this key signed."""


@dataclass(frozen=True)
class Stated:
    """What a checkpoint says."""

    size: int
    root: bytes


def checkpoint_text(size: int, root: bytes) -> str:
    """Write the body of a checkpoint."""
    return f"{ORIGIN}\n{size}\n{_base64(root)}\n"


def signed(text: str, seed: bytes) -> str:
    """Return the note with its signature line."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    mark = key_hash(key.public_key().public_bytes_raw())
    line = _base64(mark + key.sign(text.encode("utf-8")))
    return f"{text}\n{MARK}{ORIGIN} {line}\n"


def verifier(seed: bytes) -> str:
    """Return the public verifier key, as witnesses keep it."""
    public = public_of(seed)
    return f"{ORIGIN}+{key_hash(public).hex()}+{_base64(ED25519 + public)}"


def public_of(seed: bytes) -> bytes:
    """Return the public key of a seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def key_hash(public: bytes) -> bytes:
    """Return the four bytes by which a signature line names its key."""
    hashed = hashlib.sha256(ORIGIN.encode() + b"\n" + ED25519 + public)
    return hashed.digest()[:KEY_HASH_SIZE]


def opened(note: str, public: bytes) -> Stated:
    """Return what a note states; raise UnsignedError unless this key signed it."""
    text, gap, lines = note.partition("\n\n")
    if not gap:
        raise UnsignedError("not a signed note")
    text += "\n"
    if not any(_is_signed(text, line, public) for line in lines.splitlines()):
        raise UnsignedError("not signed by this key")
    return _stated(text)


def _is_signed(text: str, line: str, public: bytes) -> bool:
    name, _gap, encoded = line.removeprefix(MARK).partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return False
    mark, signature = raw[:KEY_HASH_SIZE], raw[KEY_HASH_SIZE:]
    if (name, mark) != (ORIGIN, key_hash(public)) or not line.startswith(MARK):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def _stated(text: str) -> Stated:
    origin, size, root, *_more = [*text.split("\n"), "", ""]
    try:
        hashed = base64.b64decode(root, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnsignedError("no root") from error
    right = origin == ORIGIN and size.isascii() and size.isdigit()
    if not right or str(int(size)) != size or len(hashed) != HASH_SIZE:
        raise UnsignedError("not a checkpoint of this ledger")
    return Stated(int(size), hashed)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
