"""Write and read what a leaf commits to. Pure.

docs/formats/ledger.md fixes these shapes.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from demeso.kernel.act import Envelope
from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.clock import stamp
from demeso.kernel.ids import uuid7, uuid7_millis

VERSION = 1
ACT, QUARANTINE, OPENED = "act", "quarantine", "opened"
READ, REFUSAL, BACKUP, ERASED = "read", "refusal", "backup", "payload.erased"
BEGUN = "epoch.begun"
REFUSED = "refused:"  # and the code: how an attempt stands among the readings


def act_body(
    envelope: Envelope, header: Mapping[str, Json], *, root: str, record_type: str
) -> str:
    """Write an applied act without its ciphertext: sealed parts by digest."""
    act = {**envelope.wire(), "sealed": header["sealed"]}
    return body_text({"act": act, "root": root, "record_type": record_type})


def quarantine_body(envelope: Envelope, *, code: str, entry: str) -> str:
    """Write a quarantined act whole: nothing else keeps a copy."""
    return body_text({"act": envelope.wire(), "code": code, "entry": entry})


def stand_in(act: str, digest_: str) -> str:
    """Return the id under which an act is kept whose own id is taken."""
    return uuid7(uuid7_millis(act), unb64(digest_)[:10])


def body_text(body: Json) -> str:
    """Write a body in its one canonical form."""
    return canonical(body).decode("utf-8")


def groups_of(body: str) -> dict[str, dict[str, Any]]:
    """Read an act's answers, by group."""
    groups: dict[str, dict[str, Any]] = json.loads(body)["act"]["groups"]
    return groups


def commitment(salt: bytes, body: str) -> str:
    """Return what a leaf says of its payload; nothing, once the salt is gone."""
    return b64(hmac.digest(salt, body.encode("utf-8"), "sha256"))


def leaf_data(
    position: int,
    at: datetime,
    kind: tuple[str, str],
    commits: str,
    public: Mapping[str, Json] | None,
) -> bytes:
    """Return the bytes of a leaf; `kind` is its type and its name."""
    return told_data(position, stamp(at), kind, commits, public)


def told_data(
    position: int,
    time: str,
    kind: tuple[str, str],
    commits: str,
    public: Mapping[str, Json] | None,
) -> bytes:
    """Return the bytes of a leaf whose moment is told as text."""
    data: dict[str, Json] = {
        "v": VERSION,
        "n": position,
        "t": time,
        "type": kind[0],
        "kind": kind[1],
        "c": commits,
    }
    if public:
        data["open"] = dict(public)
    return canonical(data)
