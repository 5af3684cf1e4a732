"""Seal calls that somebody else carries to the server in a file: HPKE, suite 2."""

import gzip
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

from client.grants import HPKE
from demeso.kernel.act import Envelope
from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.sealing import KEM_SIZE, KEY_SIZE

VERSION = 1
INFO = b"demeso/parcel/v1\n"
STEP, LENGTH_SIZE = 4096, 4
BATCH = 50
PATH = "/field/v1/parcel"


def letter(device: str, signed: Mapping[str, str], raw: bytes) -> dict[str, Json]:
    """Return one call with its signature, as it stands in a parcel."""
    return {
        "device": device,
        "at": signed["X-Signed-At"],
        "signature": signed["X-Signature"],
        "encoding": "gzip",
        "body": b64(raw),
    }


def plain_of(letters: Iterable[Mapping[str, Json]]) -> bytes:
    """Return what is sealed: the letters, then zeros that hide how many there are."""
    said = canonical({"v": VERSION, "letters": list(letters)})
    room = -(-(len(said) + LENGTH_SIZE) // STEP) * STEP
    return (len(said).to_bytes(LENGTH_SIZE, "big") + said).ljust(room, b"\0")


def seal_parcel(letters: Iterable[Mapping[str, Json]], *, kem: str) -> bytes:
    """Seal letters to the server's public key; the file says nothing else."""
    raw = unb64(kem, size=KEM_SIZE)
    to = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:-KEY_SIZE]),
        X25519PublicKey.from_public_bytes(raw[-KEY_SIZE:]),
    )
    return bytes([VERSION]) + HPKE.encrypt(plain_of(letters), to, INFO)


def pack_parcel(worker: Any, *, kem: str) -> bytes:
    """Put all that waits on a device, or that no backup holds yet, into one file."""
    acts: list[Envelope] = [*worker.kept, *worker.outbox]
    found = []
    for start in range(0, len(acts), BATCH):
        body = worker.request(acts[start : start + BATCH], pull=False)
        raw = gzip.compress(json.dumps(body).encode(), mtime=0)
        signed = worker.signed(raw, pull=False)
        found.append(letter(worker.session.pen.device, signed, raw))
    return seal_parcel(found, kem=kem)


def parcel_key(worker: Any) -> str:
    """Fetch the public key to which parcels are sealed."""
    session = worker.session
    return str(session.wire.ask("GET", PATH, headers=session.headers)["kem"])


def bring_parcel(worker: Any, file: bytes) -> Mapping[str, Any]:
    """Bring a file that somebody handed over; return how many acts were in it."""
    session = worker.session
    told = session.headers | {"Content-Type": "application/octet-stream"}
    answer = session.wire.send("POST", PATH, file, told)
    return dict(answer.body)
