"""Say what sealed parts, key entries and bundles look like from outside.

Shapes and contexts only: nothing here encrypts, opens or holds a key.
The frozen format is docs/formats/sealing.md.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.ids import is_uuid7

APP = "demeso"
VERSION = 1
SUITES = {
    1: "HKDF-SHA256, AES-256-GCM",
    2: "HPKE base mode: X-Wing, HKDF-SHA256, AES-256-GCM",
}
BODY_SUITE, GRANT_SUITE = 1, 2

BODY_COMPARTMENTS = (*COMPARTMENTS, "package")
READ, HALF_VAULT, HALF_OVERSIGHT, HOLD = "read", "half-vault", "half-oversight", "hold"
# One half of one case, to one person: by two people in an emergency (`glass`), or
# for whoever lost her keys or takes a caseload over.
GLASS = "glass"
RECOVERY_VAULT, RECOVERY_OVERSIGHT = "recovery-vault", "recovery-oversight"
# By which key: the right of its half of a case, and of that half given to a new lead.
HALF_OF = {"vault": HALF_VAULT, "oversight": HALF_OVERSIGHT}
RIGHT_OF = {"vault": RECOVERY_VAULT, "oversight": RECOVERY_OVERSIGHT}
RIGHTS = (
    READ, HALF_VAULT, HALF_OVERSIGHT, HOLD,
    GLASS, RECOVERY_VAULT, RECOVERY_OVERSIGHT,
)  # fmt: skip
OWNERS = ("worker", "vault", "oversight", "intake", "recovery")

BUCKETS = (256, 1024, 4096)
BUCKET_STEP = 4096
LARGEST = 32 * BUCKET_STEP
LENGTH_SIZE, TAG_SIZE, KEY_SIZE, SALT_SIZE = 4, 16, 32, 32
ENC_SIZE, KEM_SIZE, SIGNATURE_SIZE = 1120, 1216, 64

# The floor is compiled into every client: a server cannot talk it down. The
# ceiling keeps a false server from freezing a small phone.
KDF_NAME = "argon2id"
KDF_FLOOR = {"m": 19456, "t": 2}
KDF_CEILING = {"m": 1048576, "t": 32}
KDF_SALT_SIZE = 16

PAGE_OBJECTS = 64

BODY_INFO = b"demeso/body/v1\n"
GRANT_INFO = b"demeso/grant/v1\n"
GRANT_SIGNED_AS = b"demeso/grant/sig/v1\n"
DEPOSIT_INFO = b"demeso/deposit/v1\n"
BUNDLE_INFO = b"demeso/bundle/v1\n"
KEYRING_INFO = b"demeso/keyring/v1\n"
ENTRY_HASHED_AS = b"demeso/key/v1\n"
LOGIN_INFO = b"demeso/login/v1"
WRAP_INFO = b"demeso/wrap/v1"

BODY_CONTEXT = ("type", "suite", "object", "compartment", "version", "key")
DEPOSIT_CONTEXT = ("type", "suite", "object", "to")
GRANT_CONTEXT = ("type", "suite", "object", "to", "rights", "consent", "signer")

Check = Callable[[Any], bool]


def bucket(size: int) -> int:
    """Return the padded size of that many bytes; raise ValueError above 128 KiB."""
    needed = size + LENGTH_SIZE
    if needed > LARGEST:
        raise ValueError("too long to seal")
    steps = -(-needed // BUCKET_STEP) * BUCKET_STEP
    return next((room for room in BUCKETS if needed <= room), steps)


def body_context(part: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a body is bound to."""
    return {"app": APP, **{field: part[field] for field in BODY_CONTEXT}}


def grant_context(part: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a grant is bound to."""
    return {"app": APP, **{field: part[field] for field in GRANT_CONTEXT}}


def deposit_context(part: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a deposit is bound to."""
    return {"app": APP, **{field: part[field] for field in DEPOSIT_CONTEXT}}


def deposit_fault(part: object) -> str:
    """Return the first field at fault in a deposit; empty when right."""
    return _fault(part, DEPOSIT)


def padded(plain: bytes) -> bytes:
    """Return bytes behind their length, filled up to their bucket."""
    room = bucket(len(plain)) - LENGTH_SIZE - len(plain)
    return len(plain).to_bytes(LENGTH_SIZE, "big") + plain + bytes(room)


def grant_signed_bytes(part: Mapping[str, Json]) -> bytes:
    """Return the bytes under the grantor's Ed25519 signature."""
    unsigned = {field: value for field, value in part.items() if field != "sig"}
    return GRANT_SIGNED_AS + canonical(unsigned)


def wrapped_context(worker: str, kdf: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a wrapped user key is bound to, its KDF settings included."""
    return {"app": APP, "type": "wrapped", "worker": worker, "kdf": dict(kdf)}


def private_context(worker: str) -> dict[str, Json]:
    """Return what a worker's sealed private seeds are bound to."""
    return {"app": APP, "type": "private", "worker": worker}


def keyring_context(worker: str, page: int, version: int) -> dict[str, Json]:
    """Return what one page of a keyring is bound to."""
    place: dict[str, Json] = {"worker": worker, "page": page, "version": version}
    return {"app": APP, "type": "keyring", **place}


def fingerprint(entry: Mapping[str, Json]) -> str:
    """Return the 43 characters by which a public key entry is known."""
    hashed = hashlib.sha256(ENTRY_HASHED_AS + canonical(dict(entry)))
    return b64(hashed.digest())


def part_fault(part: object) -> str:
    """Return the first field at fault in a sealed part; empty when right."""
    kind = part.get("type") if isinstance(part, Mapping) else None
    if not isinstance(kind, str) or kind not in PARTS:
        return "type"
    return _fault(part, PARTS[kind])


def bundle_fault(bundle: object) -> str:
    """Return the first field at fault in a worker's key bundle."""
    return _fault(bundle, BUNDLE)


def kdf_fault(kdf: object) -> str:
    """Return the first field at fault in KDF settings, the floor included."""
    return _fault(kdf, KDF)


def page_fault(page: object) -> str:
    """Return the first field at fault in a keyring page."""
    return _fault(page, PAGE)


def entry_fault(entry: object) -> str:
    """Return the first field at fault in a public key entry."""
    fault = _fault(entry, ENTRY)
    if not fault and isinstance(entry, Mapping):
        unsigned = entry["owner"] == "worker" and not entry["sign"]
        return "sign" if unsigned else ""
    return fault


def is_fingerprint(value: object) -> bool:
    """Tell whether a value looks like a fingerprint."""
    return _has_size(value, 32)


def _fault(value: object, checks: Mapping[str, Check]) -> str:
    if not isinstance(value, Mapping) or set(value) != set(checks):
        return "fields"
    wrong = (field for field, is_right in checks.items() if not is_right(value[field]))
    return next(wrong, "")


def _has_size(value: object, size: int) -> bool:
    try:
        return isinstance(value, str) and len(unb64(value, size=size)) == size
    except ValueError:
        return False


def _sized(size: int) -> Check:
    return lambda value: _has_size(value, size)


def _is_padded(value: object) -> bool:
    try:
        size = len(unb64(value)) - TAG_SIZE if isinstance(value, str) else 0
    except ValueError:
        return False
    return LENGTH_SIZE < size <= LARGEST and bucket(size - LENGTH_SIZE) == size


def _is_count(value: object, least: int = 1, most: int = 2**53 - 1) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and least <= int(str(value)) <= most


def _one_of(*values: object) -> Check:
    return lambda value: not isinstance(value, bool) and value in values


def _within(field: str) -> Check:
    return lambda value: _is_count(value, KDF_FLOOR[field], KDF_CEILING[field])


def _is_sealed(size: int) -> Check:
    shape = {"salt": _sized(SALT_SIZE), "ct": _sized(size + TAG_SIZE)}
    return lambda value: not _fault(value, shape)


def _private_size() -> int:
    seed = b64(bytes(KEY_SIZE))
    return len(canonical({"kem": seed, "sign": seed}))


PARTS: dict[str, dict[str, Check]] = {
    "body": {
        "type": _one_of("body"),
        "suite": _one_of(BODY_SUITE),
        "object": is_uuid7,
        "compartment": _one_of(*BODY_COMPARTMENTS),
        "version": _is_count,
        "key": is_uuid7,
        "salt": _sized(SALT_SIZE),
        "ct": _is_padded,
    },
    "grant": {
        "type": _one_of("grant"),
        "suite": _one_of(GRANT_SUITE),
        "object": is_uuid7,
        "to": is_fingerprint,
        "rights": _one_of(*RIGHTS),
        "consent": lambda value: value is None or is_uuid7(value),
        "enc": _sized(ENC_SIZE),
        "ct": _is_padded,
        "signer": is_fingerprint,
        "sig": _sized(SIGNATURE_SIZE),
    },
}
DEPOSIT: dict[str, Check] = {
    "type": _one_of("deposit"),
    "suite": _one_of(GRANT_SUITE),
    "object": is_uuid7,
    "to": is_fingerprint,
    "enc": _sized(ENC_SIZE),
    "ct": _is_padded,
}
KDF: dict[str, Check] = {
    "name": _one_of(KDF_NAME),
    "m": _within("m"),
    "t": _within("t"),
    "p": _one_of(1),
    "salt": _sized(KDF_SALT_SIZE),
}
BUNDLE: dict[str, Check] = {
    "v": _one_of(VERSION),
    "suite": _one_of(BODY_SUITE),
    "kdf": lambda value: not kdf_fault(value),
    "wrapped": _is_sealed(KEY_SIZE),
    "private": _is_sealed(_private_size()),
}
PAGE: dict[str, Check] = {
    "v": _one_of(VERSION),
    "suite": _one_of(BODY_SUITE),
    "worker": is_uuid7,
    "page": lambda value: _is_count(value, 0),
    "version": _is_count,
    "salt": _sized(SALT_SIZE),
    "ct": _is_padded,
}
ENTRY: dict[str, Check] = {
    "v": _one_of(VERSION),
    "suite": _one_of(GRANT_SUITE),
    "owner": _one_of(*OWNERS),
    "id": is_uuid7,
    "kem": _sized(KEM_SIZE),
    "sign": lambda value: value == "" or _has_size(value, KEY_SIZE),
    "epoch": _is_count,
}
