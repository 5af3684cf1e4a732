"""Known answers for what two people sign: of a role, of a key, of who holds it."""

from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.keys import KeyPair
from client.known.acts import RECORD
from client.known.grants import AGENCY, CONSENT, FOCAL, LEAD, VAULT, pair_json
from client.known.recovery import RECOVERY
from demeso.agencies.rules.seconding import ENDED, FOUNDED, GIVEN, Statement
from demeso.kernel.canon import Json, b64
from demeso.vault.signing import NAMED, PUBLISHED, KeyStatement, Said, Signature, Stated

FIRST, SECOND = LEAD, FOCAL
THIRD = CONSENT  # an id of nobody here
WHEN = datetime(2026, 11, 2, tzinfo=UTC)
HOLDERS = tuple(sorted(str(pair.entry["id"]) for pair in (FIRST, SECOND)))


def _signature(said: Said, pair: KeyPair) -> Signature:
    key = Ed25519PrivateKey.from_private_bytes(pair.sign_seed)
    sig = b64(key.sign(said.signed_bytes()))
    return Signature(str(pair.entry["id"]), pair.fingerprint, sig)


def _role(step: str) -> dict[str, Any]:
    said = Statement(RECORD, THIRD, AGENCY, "caseworker", step)
    both = [_signature(said, pair).wire() for pair in (FIRST, SECOND)]
    return {"said": said.__dict__, "words": b64(said.signed_bytes()), "signed": both}


def _key(step: str, *holders: str) -> dict[str, Any]:
    said = KeyStatement(RECORD, VAULT.fingerprint, "vault", AGENCY, 1, holders, step)
    both = (_signature(said, FIRST), _signature(said, SECOND))
    leaf: dict[str, Json] = Stated(said, both, "", WHEN).facts()
    return {
        "said": said.wire(), "words": b64(said.signed_bytes()), "leaf": leaf,
        "signed": [one.wire() for one in both], "barred": sorted(said.barred),
    }  # fmt: skip


def _recovered() -> dict[str, Any]:
    said = KeyStatement(RECORD, VAULT.fingerprint, "vault", AGENCY, 1, (THIRD,), NAMED)
    key = Ed25519PrivateKey.from_private_bytes(RECOVERY.sign_seed)
    words = said.recovered_bytes()
    return {"said": said.wire(), "words": b64(words), "sig": b64(key.sign(words))}


def seconding_vectors() -> dict[str, Any]:
    """Return each statement, its bytes, and both signatures under it."""
    return {
        "first": pair_json(FIRST),
        "second": pair_json(SECOND),
        "recovery": pair_json(RECOVERY),
        "roles": [_role(step) for step in (GIVEN, ENDED, FOUNDED)],
        "keys": [_key(PUBLISHED, *HOLDERS), _key(PUBLISHED), _key(NAMED, THIRD)],
        "recovered": _recovered(),
    }
