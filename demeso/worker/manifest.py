"""What a release is: every served file's digest, and who signed the list. Pure.

docs/formats/release.md is the format; web/src/keeper/ reads it in the browser.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from demeso.kernel.canon import b64, canonical, unb64

CONTEXT = b"demeso/release/v1\n"


@dataclass(frozen=True)
class Release:
    """A list as it is signed, and its signature."""

    manifest: str
    sig: str

    @property
    def digest(self) -> str:
        """Return what people and the ledger call it by."""
        return b64(hashlib.sha256(self.manifest.encode()).digest())

    @property
    def version(self) -> int:
        """Return which release it is."""
        return int(json.loads(self.manifest)["version"])

    @property
    def files(self) -> dict[str, str]:
        """Return address → SHA-256 of what is served there."""
        return dict(json.loads(self.manifest)["files"])


def listed(version: int, served: Mapping[str, bytes], *, development: bool) -> str:
    """Write the list of a release."""
    files = {
        address: b64(hashlib.sha256(content).digest())
        for address, content in served.items()
    }
    about = {"v": 1, "version": version, "development": development}
    return canonical({**about, "files": files}).decode()


def signed(manifest: str, seed: bytes) -> Release:
    """Sign a list with the 32 bytes of a release key."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return Release(manifest, b64(key.sign(CONTEXT + manifest.encode())))


def public_of(seed: bytes) -> str:
    """Return the public half of a release key."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return b64(key.public_key().public_bytes_raw())


def is_signed(release: Release, public: str) -> bool:
    """Tell whether the holder of that key signed the list."""
    try:
        key = Ed25519PublicKey.from_public_bytes(unb64(public, size=32))
        message = CONTEXT + release.manifest.encode()
        key.verify(unb64(release.sig, size=64), message)
    except (InvalidSignature, ValueError):
        return False
    return True
