"""Seal and open what one symmetric key protects (suite 1)."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.ids import is_uuid7, uuid7
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import (
    BODY_INFO,
    BODY_SUITE,
    KEY_SIZE,
    LENGTH_SIZE,
    SALT_SIZE,
    body_context,
    padded,
    part_fault,
)

Random = Callable[[int], bytes]
Part = dict[str, Json]


@dataclass(frozen=True)
class CompartmentKey:
    """The key of one compartment of one case, or half of it."""

    id: str
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Where a body belongs: what it is sealed to, and what a reader expects."""

    object: str
    compartment: str
    version: int


def new_key(millis: int, random: Random = os.urandom) -> CompartmentKey:
    """Draw the key of a compartment, and its id."""
    return CompartmentKey(uuid7(millis, random(10)), random(KEY_SIZE))


def pad(raw: bytes) -> bytes:
    """Hide a length: four bytes of length, the bytes, zeros up to the bucket."""
    try:
        return padded(raw)
    except ValueError as error:
        raise RefusedError("sealed.long") from error


def unpad(block: bytes) -> bytes:
    """Take off the padding; refuse any byte out of place."""
    size = int.from_bytes(block[:LENGTH_SIZE], "big")
    raw = block[LENGTH_SIZE : LENGTH_SIZE + size]
    refuse_unless(len(raw) == size and pad(raw) == block, "sealed.padding")
    return raw


def hkdf(key: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """Derive bytes with HKDF-SHA256."""
    return HKDF(SHA256(), size, salt, info).derive(key)


def encrypt(
    key: bytes, salt: bytes, label: bytes, context: Json, plain: bytes
) -> bytes:
    """Encrypt under a subkey and nonce made from salt and context."""
    bound = canonical(context)
    made = hkdf(key, salt, label + bound, KEY_SIZE + 12)
    return AESGCM(made[:KEY_SIZE]).encrypt(made[KEY_SIZE:], plain, bound)


def decrypt(
    key: bytes, salt: bytes, label: bytes, context: Json, sealed: bytes
) -> bytes:
    """Open what `encrypt` made; refuse anything else."""
    bound = canonical(context)
    made = hkdf(key, salt, label + bound, KEY_SIZE + 12)
    try:
        return AESGCM(made[:KEY_SIZE]).decrypt(made[KEY_SIZE:], sealed, bound)
    except InvalidTag as error:
        raise RefusedError("sealed.unreadable") from error


def read_plain(padded: bytes) -> Part:
    """Read an opened, padded JSON object; refuse what is not canonical."""
    raw = unpad(padded)
    try:
        value = json.loads(raw)
        right = isinstance(value, dict) and canonical(value) == raw
    except ValueError as error:
        raise RefusedError("sealed.plain") from error
    refuse_unless(right, "sealed.plain")
    return dict(value)


def seal_body(
    answers: Mapping[str, Json],
    *,
    place: Place,
    key: CompartmentKey,
    random: Random = os.urandom,
) -> Part:
    """Seal the answers of one compartment into a body part."""
    salt = random(SALT_SIZE)
    part: Part = {
        "type": "body",
        "suite": BODY_SUITE,
        "object": place.object,
        "compartment": place.compartment,
        "version": place.version,
        "key": key.id,
        "salt": b64(salt),
    }
    plain = pad(canonical(dict(answers)))
    sealed = encrypt(key.key, salt, BODY_INFO, body_context(part), plain)
    return {**part, "ct": b64(sealed)}


def open_body(part: Mapping[str, Json], *, place: Place, key: CompartmentKey) -> Part:
    """Open a body part that must belong to that place and key."""
    require_part(part, "body")
    found = Place(
        str(part["object"]), str(part["compartment"]), int(str(part["version"]))
    )
    refuse_unless(found == place and part["key"] == key.id, "sealed.other")
    salt, sealed = unb64(str(part["salt"])), unb64(str(part["ct"]))
    plain = decrypt(key.key, salt, BODY_INFO, body_context(part), sealed)
    return read_plain(plain)


def require_part(part: Mapping[str, Json], kind: str) -> None:
    """Refuse what is not a well-shaped sealed part of that type."""
    fault = part_fault(part) or ("" if part["type"] == kind else "type")
    refuse_unless(not fault, "sealed.malformed", field=fault)


def keys_plain(keys: Mapping[str, CompartmentKey]) -> Part:
    """Write compartment keys as JSON, for a grant or a keyring page."""
    return {name: {"id": key.id, "key": b64(key.key)} for name, key in keys.items()}


def keys_from(plain: Json) -> dict[str, CompartmentKey]:
    """Read compartment keys back; refuse any other shape."""
    if not isinstance(plain, Mapping):
        raise RefusedError("sealed.plain")
    return {name: _key_from(key) for name, key in plain.items()}


def _key_from(plain: Json) -> CompartmentKey:
    if not isinstance(plain, Mapping) or set(plain) != {"id", "key"}:
        raise RefusedError("sealed.plain")
    id_, key = plain["id"], plain["key"]
    try:
        raw = unb64(str(key), size=KEY_SIZE)
    except ValueError as error:
        raise RefusedError("sealed.plain") from error
    refuse_unless(is_uuid7(id_), "sealed.plain")
    return CompartmentKey(str(id_), raw)
