"""Known answers for the exchange: a signed request, and the hashes it carries."""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.acts import Draft, Pen
from client.drawing import seeded
from client.known.acts import AT, DEVICE, RECORD, SEED, WORKER, at
from client.worker import signed_bytes
from demeso.field.rules import scope_hash, state_hash
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from demeso.kernel.ids import uuid7

OTHER = uuid7(AT, seeded("another record")(10))


def exchange_vectors() -> dict[str, Any]:
    """Return a request as it is sent and signed, and the two hashes."""
    pen = Pen(DEVICE, SEED, clock=lambda: at(AT), random=seeded("exchange"))
    groups = {"priorities": {"needs": ["health"]}}
    act = pen.write(Draft("needs.recorded", RECORD, "needs@1", WORKER, groups))
    versions = {RECORD: 7, OTHER: 12}
    roots = ["directory", OTHER, RECORD]
    request = {
        "v": 1, "device": DEVICE, "epoch": 1, "ack_cursor": None,
        "scope_hash": scope_hash(roots), "acts": [act.wire()], "max_bytes": 65536,
        "client_version": "client/1", "state_hash": state_hash(versions),
    }  # fmt: skip
    body, signed_at = json.dumps(request), stamp(at(AT))
    signed = signed_bytes(body.encode(), signed_at)
    signature = Ed25519PrivateKey.from_private_bytes(SEED).sign(signed)
    return {
        "seed": b64(SEED),
        "public": pen.public,
        "request": request,
        "body": body,
        "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
        "signed": signed.decode("ascii"),
        "headers": {
            "X-Device": DEVICE,
            "X-Signed-At": signed_at,
            "X-Signature": b64(signature),
        },
        "scopes": [{"roots": r, "hash": scope_hash(r)} for r in ([], roots)],
        "states": [{"versions": v, "hash": state_hash(v)} for v in ({}, versions)],
    }
