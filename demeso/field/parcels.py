"""Open a parcel: calls of a device without network, carried by somebody in a file.

The frozen format is docs/formats/parcel.md. Only this server opens one; what is
inside is signed by the device that wrote it, call by call.
"""

import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    Suite,
)

from demeso.field.rules import MOST_COMPRESSED
from demeso.kernel.canon import unb64
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import ENC_SIZE, KEY_SIZE, LENGTH_SIZE, TAG_SIZE

VERSION = 1
INFO = b"demeso/parcel/v1\n"
STEP = 4096
MOST = 2 * 1024 * 1024
MOST_LETTERS = 32
MLKEM_SEED_SIZE = 64
HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
FIELDS = frozenset({"device", "at", "signature", "encoding", "body"})


@dataclass(frozen=True)
class Letter:
    """One call as its device would have made it: headers, and the body as sent."""

    device: str
    at: str
    signature: str
    encoding: str
    body: bytes


def public_of(seed: bytes) -> bytes:
    """Return the 1216 public bytes to which parcels for this server are sealed."""
    return b"".join(part.public_key().public_bytes_raw() for part in _parts(seed))


def open_parcel(file: bytes, *, seed: bytes) -> list[Letter]:
    """Return the calls in a file; refuse one that is not for this server."""
    refuse_unless(len(file) <= MOST, "parcel.too_large")
    sealed = len(file) - 1 - ENC_SIZE - TAG_SIZE
    whole = sealed > 0 and sealed % STEP == 0 and file[0] == VERSION
    refuse_unless(whole, "parcel.malformed")
    try:
        padded = HPKE.decrypt(file[1:], MLKEM768X25519PrivateKey(*_parts(seed)), INFO)
    except (InvalidTag, ValueError) as error:
        raise RefusedError("parcel.unreadable") from error
    return read_letters(unpadded(padded))


def unpadded(padded: bytes) -> bytes:
    """Return what stands in front of the zeros; refuse any other tail."""
    length = int.from_bytes(padded[:LENGTH_SIZE], "big")
    plain, tail = padded[LENGTH_SIZE:][:length], padded[LENGTH_SIZE + length :]
    refuse_unless(len(plain) == length and not any(tail), "parcel.malformed")
    return plain


def read_letters(plain: bytes) -> list[Letter]:
    """Read the calls; refuse what is none."""
    try:
        given = json.loads(plain)
        letters = [_letter(one) for one in given["letters"]]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise RefusedError("parcel.malformed") from error
    right = set(given) == {"v", "letters"} and given["v"] == VERSION
    refuse_unless(right and len(letters) <= MOST_LETTERS, "parcel.malformed")
    return letters


def _letter(given: object) -> Letter:
    if not isinstance(given, dict):
        raise TypeError("not a letter")
    texts = {name: value for name, value in given.items() if isinstance(value, str)}
    if set(given) != FIELDS or len(texts) != len(FIELDS):
        raise ValueError("not a letter")
    if texts["encoding"] not in ("", "gzip"):
        raise ValueError("not packed as agreed")
    body = unb64(texts.pop("body"))
    if len(body) > MOST_COMPRESSED:
        raise ValueError("too long")
    return Letter(**texts, body=body)


def _parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    wide = hashlib.shake_256(seed).digest(MLKEM_SEED_SIZE + KEY_SIZE)
    return (
        MLKEM768PrivateKey.from_seed_bytes(wide[:MLKEM_SEED_SIZE]),
        X25519PrivateKey.from_private_bytes(wide[MLKEM_SEED_SIZE:]),
    )
