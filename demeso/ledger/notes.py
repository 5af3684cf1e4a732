"""Signed checkpoints: C2SP `signed-note` and `tlog-checkpoint`. Pure.

demeso/ledger
1234
<root hash, base64>

— demeso/ledger <base64 of 4 bytes of key hash and the Ed25519 signature>
— demeso/worker/ID <base64 of 4 bytes of key hash, 8 of time, and the signature>

The second kind of line is a `tlog-cosignature`: a device compared this tree with
the last one that it had seen, at that time, and found that it had only grown.
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
WITNESS = "demeso/worker/"
ED25519, COSIGNATURE = b"\x01", b"\x04"
COSIGNED_AS = "cosignature/v1\ntime "
TIME_SIZE = 8
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


def key_hash(public: bytes, name: str = ORIGIN, kind: bytes = ED25519) -> bytes:
    """Return the four bytes by which a signature line names its key."""
    hashed = hashlib.sha256(name.encode() + b"\n" + kind + public)
    return hashed.digest()[:KEY_HASH_SIZE]


def witness_name(worker: str) -> str:
    """Return the name under which a person's devices cosign."""
    return f"{WITNESS}{worker}"


def cosignature(text: str, name: str, seed: bytes, *, time: int) -> str:
    """Return the line by which somebody signs a checkpoint's body at a time."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    mark = key_hash(key.public_key().public_bytes_raw(), name, COSIGNATURE)
    signature = key.sign(_cosigned(text, time))
    return f"{MARK}{name} {_base64(mark + time.to_bytes(TIME_SIZE, 'big') + signature)}"


def is_cosigned(note: str, name: str, public: bytes) -> bool:
    """Tell whether a line of a note is that person's cosignature of its body."""
    text, _gap, lines = note.partition("\n\n")
    return any(
        _is_cosignature(f"{text}\n", line, name, public) for line in lines.split("\n")
    )


def _is_cosignature(text: str, line: str, name: str, public: bytes) -> bool:
    mark, raw = key_hash(public, name, COSIGNATURE), _named(line, name)
    if len(raw) != KEY_HASH_SIZE + TIME_SIZE + SIGNATURE_SIZE:
        return False
    time = int.from_bytes(raw[KEY_HASH_SIZE:][:TIME_SIZE], "big")
    signature = raw[KEY_HASH_SIZE + TIME_SIZE :]
    right = raw[:KEY_HASH_SIZE] == mark
    return right and _is_by(public, signature, _cosigned(text, time))


def _cosigned(text: str, time: int) -> bytes:
    return f"{COSIGNED_AS}{time}\n{text}".encode()


def opened(note: str, public: bytes) -> Stated:
    """Return what a note states; raise UnsignedError unless this key signed it."""
    text, gap, lines = note.partition("\n\n")
    if not gap:
        raise UnsignedError("not a signed note")
    text += "\n"
    if not any(_is_signed(text, line, public) for line in lines.split("\n")):
        raise UnsignedError("not signed by this key")
    return _stated(text)


def _is_signed(text: str, line: str, public: bytes) -> bool:
    raw = _named(line, ORIGIN)
    mark, signature = raw[:KEY_HASH_SIZE], raw[KEY_HASH_SIZE:]
    return mark == key_hash(public) and _is_by(public, signature, text.encode())


def _named(line: str, name: str) -> bytes:
    """Return what a signature line of that name holds; nothing if it is another's."""
    start = f"{MARK}{name} "
    if not line.startswith(start):
        return b""
    try:
        return base64.b64decode(line.removeprefix(start), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_by(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
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
