"""Known answers for parcels: letters, what is sealed of them, and a whole file."""

import gzip
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.acts import Draft, Pen
from client.drawing import seeded
from client.keys import kem_public_bytes
from client.known.acts import AT, DEVICE, RECORD, SEED, WORKER, at
from client.parcels import letter, plain_of, seal_parcel
from client.worker import signed_bytes
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp

SERVER = seeded("parcel")(32)


def parcel_vectors() -> dict[str, Any]:
    """Return a letter, what is sealed, a file that opens, and files that do not."""
    pen = Pen(DEVICE, SEED, clock=lambda: at(AT), random=seeded("letter"))
    groups = {"priorities": {"needs": ["health"]}}
    act = pen.write(Draft("needs.recorded", RECORD, "needs@1", WORKER, groups))
    request = {
        "v": 1, "device": DEVICE, "epoch": None, "ack_cursor": None,
        "scope_hash": None, "acts": [act.wire()], "max_bytes": 4096,
        "client_version": "client/1", "state_hash": None,
    }  # fmt: skip
    raw = gzip.compress(json.dumps(request).encode(), mtime=0)
    signed = Ed25519PrivateKey.from_private_bytes(SEED).sign(
        signed_bytes(raw, stamp(at(AT)))
    )
    headers = {"X-Signed-At": stamp(at(AT)), "X-Signature": b64(signed)}
    one = letter(DEVICE, headers, raw)
    kem = b64(kem_public_bytes(SERVER))
    return {
        "seed": b64(SERVER),
        "kem": kem,
        "letters": [one],
        "plain_sha256": hashlib.sha256(plain_of([one])).hexdigest(),
        "file": {"type": "parcel", "ct": b64(seal_parcel([one], kem=kem))},
    }
