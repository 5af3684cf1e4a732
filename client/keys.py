"""Make a worker's or an agency's keys, and keep them under a passphrase."""

import hashlib
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from client.sealing import Part, Random, decrypt, encrypt, hkdf
from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import (
    BODY_SUITE,
    BUNDLE_INFO,
    GRANT_SUITE,
    KDF_FLOOR,
    KDF_NAME,
    KDF_SALT_SIZE,
    KEY_SIZE,
    LOGIN_INFO,
    SALT_SIZE,
    VERSION,
    WRAP_INFO,
    bundle_fault,
    fingerprint,
    kdf_fault,
    private_context,
    wrapped_context,
)

MLKEM_SEED_SIZE = 64


@dataclass(frozen=True)
class PassphraseKeys:
    """What a passphrase becomes: what is sent, and what never is."""

    login: str = field(repr=False)  # the password that the server is given
    wrap: bytes = field(repr=False)


@dataclass(frozen=True)
class KeyPair:
    """A public key entry and the seeds behind it (`sign_seed` may be empty)."""

    entry: Part
    kem_seed: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False, default=b"")

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the public entry."""
        return fingerprint(self.entry)


def new_kdf(
    m: int = KDF_FLOOR["m"], t: int = KDF_FLOOR["t"], random: Random = os.urandom
) -> Part:
    """Draw KDF settings with a new salt."""
    salt = b64(random(KDF_SALT_SIZE))
    return {"name": KDF_NAME, "m": m, "t": t, "p": 1, "salt": salt}


def passphrase_keys(passphrase: str, kdf: Mapping[str, Json]) -> PassphraseKeys:
    """Stretch a passphrase; refuse settings below the compiled-in floor."""
    fault = kdf_fault(kdf)
    refuse_unless(not fault, "passphrase.settings", field=fault)
    refuse_unless(passphrase != "", "passphrase.empty")
    master = Argon2id(
        salt=unb64(str(kdf["salt"])),
        length=KEY_SIZE,
        iterations=int(str(kdf["t"])),
        lanes=1,
        memory_cost=int(str(kdf["m"])),
    ).derive(unicodedata.normalize("NFKC", passphrase).encode())
    login = hkdf(master, b"", LOGIN_INFO, KEY_SIZE)
    return PassphraseKeys(b64(login), hkdf(master, b"", WRAP_INFO, KEY_SIZE))


def kem_private(seed: bytes) -> MLKEM768X25519PrivateKey:
    """Expand a 32-byte X-Wing seed into its private key."""
    return MLKEM768X25519PrivateKey(*_kem_parts(seed))


def kem_public_bytes(seed: bytes) -> bytes:
    """Return the 1216 public bytes of an X-Wing seed."""
    return b"".join(part.public_key().public_bytes_raw() for part in _kem_parts(seed))


def _kem_parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    wide = hashlib.shake_256(seed).digest(MLKEM_SEED_SIZE + KEY_SIZE)
    return (
        MLKEM768PrivateKey.from_seed_bytes(wide[:MLKEM_SEED_SIZE]),
        X25519PrivateKey.from_private_bytes(wide[MLKEM_SEED_SIZE:]),
    )


def sign_public_bytes(seed: bytes) -> bytes:
    """Return the 32 public bytes of an Ed25519 seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def key_pair(
    owner: str, id_: str, *, kem_seed: bytes, sign_seed: bytes = b"", epoch: int = 1
) -> KeyPair:
    """Build the public entry of seeds that exist already."""
    entry: Part = {
        "v": VERSION,
        "suite": GRANT_SUITE,
        "owner": owner,
        "id": id_,
        "kem": b64(kem_public_bytes(kem_seed)),
        "sign": b64(sign_public_bytes(sign_seed)) if sign_seed else "",
        "epoch": epoch,
    }
    return KeyPair(entry, kem_seed, sign_seed)


def new_worker_keys(worker: str, random: Random = os.urandom) -> KeyPair:
    """Draw a worker's keys: one to receive grants, one to sign them."""
    kem_seed, sign_seed = random(KEY_SIZE), random(KEY_SIZE)
    return key_pair("worker", worker, kem_seed=kem_seed, sign_seed=sign_seed)


def new_agency_keys(
    owner: str, agency: str, *, epoch: int = 1, random: Random = os.urandom
) -> KeyPair:
    """Draw an agency's `vault`, `oversight`, `recovery` or `intake` key."""
    return key_pair(owner, agency, kem_seed=random(KEY_SIZE), epoch=epoch)


def make_bundle(
    keys: KeyPair,
    *,
    user_key: bytes,
    wrap: bytes,
    kdf: Mapping[str, Json],
    random: Random = os.urandom,
) -> Part:
    """Wrap the user key under the passphrase, the private seeds under the user key."""
    worker = str(keys.entry["id"])
    seeds = {"kem": b64(keys.kem_seed), "sign": b64(keys.sign_seed)}
    outer, inner = random(SALT_SIZE), random(SALT_SIZE)
    wrapped = encrypt(wrap, outer, BUNDLE_INFO, wrapped_context(worker, kdf), user_key)
    private = encrypt(
        user_key, inner, BUNDLE_INFO, private_context(worker), canonical(seeds)
    )
    return {
        "v": VERSION,
        "suite": BODY_SUITE,
        "kdf": dict(kdf),
        "wrapped": {"salt": b64(outer), "ct": b64(wrapped)},
        "private": {"salt": b64(inner), "ct": b64(private)},
    }


@dataclass(frozen=True)
class Opened:
    """What a bundle gives back on the device, never anywhere else."""

    user_key: bytes = field(repr=False)
    kem_seed: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)


def open_bundle(bundle: Mapping[str, Any], *, worker: str, wrap: bytes) -> Opened:
    """Open a worker's bundle with the wrapping key."""
    fault = bundle_fault(bundle)
    refuse_unless(not fault, "bundle.malformed", field=fault)
    user_key = _open_box(
        bundle["wrapped"], wrap, wrapped_context(worker, bundle["kdf"])
    )
    seeds = json.loads(_open_box(bundle["private"], user_key, private_context(worker)))
    return Opened(user_key, unb64(seeds["kem"]), unb64(seeds["sign"]))


def _open_box(box: Mapping[str, str], key: bytes, context: Json) -> bytes:
    salt, sealed = unb64(box["salt"]), unb64(box["ct"])
    return decrypt(key, salt, BUNDLE_INFO, context, sealed)
