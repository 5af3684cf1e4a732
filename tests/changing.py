"""A new passphrase for somebody of the cast: her keys wrapped anew."""

import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.keys import make_bundle, new_kdf
from demeso.agencies.rules.passphrase import Changing
from demeso.kernel.canon import b64, digest
from demeso.vault.queries import get_bundle
from tests.cast import Person


def changing(worker: Person, **but: Any) -> Changing:
    """Return what her browser sends; she knows the new login key from its return."""
    kdf = but.pop("kdf", None) or new_kdf()
    wrap, signer = but.pop("wrap", os.urandom(32)), but.pop("signer", worker.keys)
    keys = but.pop("keys", worker.keys)
    bundle = make_bundle(keys, user_key=worker.user_key, wrap=wrap, kdf=kdf)
    sent = Changing(**{
        "present": worker.login_key, "login_key": b64(os.urandom(32)),
        "bundle": bundle, "before": digest(dict(get_bundle(worker.id))), "proof": "",
        **but,
    })  # fmt: skip
    key = Ed25519PrivateKey.from_private_bytes(signer.sign_seed)
    proof = b64(key.sign(sent.signed_bytes(worker.id)))
    return Changing(**{**sent.__dict__, "proof": proof, **but})
