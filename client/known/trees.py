"""Known answers for the ledger: leaves, roots, proofs and a signed checkpoint."""

from typing import Any

from client.drawing import seeded
from client.known.acts import AT, WORKER, at
from demeso.kernel.canon import b64
from demeso.ledger import notes
from demeso.ledger.payload import body_text, commitment, leaf_data
from demeso.ledger.rules import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)

SIZES = (1, 2, 3, 5, 8)
SEED = seeded("ledger seed")(32)


def _leaves() -> list[dict[str, Any]]:
    found, draw = [], seeded("salts")
    for place in range(max(SIZES)):
        salt, body = draw(32), body_text({"actor": WORKER, "place": place})
        kept = commitment(salt, body)
        public = {"n": place - 1} if place == max(SIZES) - 1 else None
        type_ = "payload.erased" if public else "read"
        data = leaf_data(place, at(AT + place), (type_, type_), kept, public)
        found.append(
            {"salt": b64(salt), "body": body, "c": kept, "data": data.decode(),
             "hash": b64(leaf_hash(data))}
        )  # fmt: skip
    return found


def ledger_vectors() -> dict[str, Any]:
    """Return what every reader of the ledger must compute alike."""
    leaves = _leaves()
    hashes = [leaf_hash(leaf["data"].encode()) for leaf in leaves]
    size = len(hashes)
    text = notes.checkpoint_text(size, root_of(hashes))
    return {
        "leaves": leaves,
        "empty": b64(root_of([])),
        "roots": [{"size": n, "root": b64(root_of(hashes[:n]))} for n in SIZES],
        "inclusion": [
            {"index": n, "size": size, "proof": _texts(inclusion_proof(hashes, n))}
            for n in range(size)
        ],
        "consistency": [
            {"old": n, "size": size, "proof": _texts(consistency_proof(hashes, n))}
            for n in SIZES
        ],
        "checkpoint": {
            "seed": b64(SEED),
            "verifier": notes.verifier(SEED),
            "text": text,
            "note": notes.signed(text, SEED),
        },
    }


def _texts(proof: list[bytes]) -> list[str]:
    return [b64(step) for step in proof]
