"""A software authenticator: what a phone or a small key does, in forty lines."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

from demeso.kernel.canon import b64, unb64

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One key in a device; its counter moves by one each time."""

    host: str = "localhost"
    origin: str = "http://localhost:8000"
    flags: int = PRESENT | VERIFIED
    counter: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(32))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1()), repr=False
    )

    def born(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what a browser says after `navigator.credentials.create`."""
        said = self._said("webauthn.create", options["publicKey"]["challenge"])
        public = cbor.encode(
            dict(ES256.from_cryptography_key(self.secret.public_key()))
        )
        born = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        whole = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + born}
        return self._shown(said, {"attestationObject": b64(cbor.encode(whole))})

    def answer(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what a browser says after `navigator.credentials.get`."""
        self.counter += 1
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        data = self._data()
        signed = self.secret.sign(
            data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256())
        )
        return self._shown(
            said, {"authenticatorData": b64(data), "signature": b64(signed)}
        )

    def _said(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(told).encode()

    def _data(self, more: int = 0) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + self.counter.to_bytes(4, "big")

    def _shown(self, said: bytes, more: dict[str, str]) -> dict[str, Any]:
        name = b64(self.id)
        response = {"clientDataJSON": b64(said), **more}
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def challenge_of(options: dict[str, Any]) -> bytes:
    """Return the bytes that a key is asked to sign."""
    return unb64(options["publicKey"]["challenge"])
