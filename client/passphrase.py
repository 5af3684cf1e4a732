"""Change one's passphrase: the same keys wrapped anew, then the server's word."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.keys import make_bundle, new_kdf, open_bundle, passphrase_keys
from client.sealing import Part
from client.session import Session, hashed
from demeso.agencies.rules.passphrase import CHANGE_SIGNED_AS, is_no_weaker
from demeso.kernel.canon import Json, b64, canonical, digest
from demeso.kernel.refusal import refuse_unless

PATH = "/app/v1/passphrase"


def change(session: Session, new: str) -> Part:
    """Give the present passphrase and a new one; return what the server now keeps.

    The person knows the new one only after the server's yes: cut before it, the
    old one opens; cut after it, the new one does, and never both there.
    """
    wire, person = session.wire, session.person
    stands = wire.ask("GET", "/app/v1/me", headers=session.headers)["bundle"]
    present = passphrase_keys(person.passphrase, stands["kdf"])
    opened = open_bundle(stands, worker=session.worker, wrap=present.wrap)
    refuse_unless(opened.user_key == session.user_key, "sealed.other")
    body = changing(session, new, stands, present.login)
    wire.ask("POST", PATH, body, session.headers)
    person.passphrase = new
    bundle: Part = body["bundle"]  # type: ignore[assignment]  # made below
    return bundle


def changing(session: Session, new: str, stands: Part, present: str) -> dict[str, Json]:
    """Return what is sent: settings never weaker than those that stand."""
    random = session.pen.random
    old: Any = stands["kdf"]
    kdf: Any = new_kdf(m=int(old["m"]), t=int(old["t"]), random=random)
    refuse_unless(is_no_weaker(kdf, old), "passphrase.weaker")
    keys = passphrase_keys(new, kdf)
    bundle = make_bundle(
        session.keys, user_key=session.user_key, wrap=keys.wrap, kdf=kdf, random=random
    )
    said: dict[str, Json] = {
        "worker": session.worker,
        "login": hashed(keys.login),
        "bundle": digest(bundle),
        "before": digest(stands),
    }
    signer = Ed25519PrivateKey.from_private_bytes(session.keys.sign_seed)
    proof = b64(signer.sign(CHANGE_SIGNED_AS + canonical(said)))
    return {
        "present": present, "login_key": keys.login, "bundle": bundle,
        "before": digest(stands), "proof": proof,
    }  # fmt: skip
