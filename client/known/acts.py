"""Known answers for moments, hybrid clocks and acts."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from client.acts import EPOCH, Draft, Pen
from client.drawing import seeded
from client.sealing import Part
from demeso.kernel.act import Envelope, Groups
from demeso.kernel.canon import b64, digest
from demeso.kernel.clock import Hybrid, stamp
from demeso.kernel.ids import uuid7

AT = 1790000000000
DEVICE = uuid7(AT, seeded("device")(10))
RECORD = uuid7(AT, seeded("record")(10))
WORKER = uuid7(AT, seeded("worker")(10))
SEED = seeded("device seed")(32)
NOT_MOMENTS = (
    "",
    "2026-09-21T13:33:20Z",
    "2026-09-21T13:33:20.0Z",
    "2026-09-21T13:33:20.000",
    "2026-09-21T13:33:20.000+00:00",
    "2026-02-30T00:00:00.000Z",
    "2026-09-21T24:00:00.000Z",
    "2026-09-21 13:33:20.000Z",
)
TICKS = (AT, AT, AT - 86400000, AT + 1, AT + 1, AT + 7)


def at(millis: int) -> datetime:
    """Return the moment that many milliseconds after 1970."""
    return EPOCH + timedelta(milliseconds=millis)


def clock_vectors() -> dict[str, Any]:
    """Return moments as text, and a hybrid clock's steps."""
    moments = [
        {"millis": millis, "text": stamp(at(millis))}
        for millis in (0, 1, 999, 951782400000, AT, 4102444799999)
    ]
    hybrid, steps = Hybrid(0, 0, DEVICE), []
    for millis in TICKS:
        hybrid = hybrid.tick(millis)
        steps.append({"millis": millis, "text": str(hybrid)})
    full = Hybrid(AT, 9999, DEVICE)
    return {
        "moments": moments,
        "refused": list(NOT_MOMENTS),
        "device": DEVICE,
        "steps": steps,
        "full": {"text": str(full), "millis": AT, "next": str(full.tick(AT))},
    }


def _pen() -> Pen:
    return Pen(DEVICE, SEED, clock=lambda: at(AT), random=seeded("acts"))


def _drafts() -> dict[str, Draft]:
    plain = Draft("needs.recorded", RECORD, "needs@1", WORKER)
    groups: Groups = {
        "priorities": {"needs": ["health", "legal"]},
        "note": {"text": "Dɛmɛ"},
    }
    part: Part = {"type": "body", "suite": 1}
    return {
        "nothing said": plain,
        "two groups": replace(plain, groups=groups, base=7),
        "a group and a part": replace(plain, groups=groups, sealed=(part, part)),
    }


def _case(name: str, act: Envelope) -> dict[str, Any]:
    wire = act.wire()
    masked = {name: digest(dict(group)) for name, group in act.groups.items()}
    return {
        "name": name,
        "act": wire,
        "masked": {**wire, "groups": masked, "sealed": [digest(p) for p in act.sealed]},
        "signed": act.signed_bytes().decode(),
        "digest": act.digest(),
    }


def act_vectors() -> dict[str, Any]:
    """Return acts with their signed bytes and digest, and forged ones."""
    pen = _pen()
    acts = {name: pen.write(draft) for name, draft in _drafts().items()}
    first, second = acts["nothing said"], acts["two groups"]
    changed = replace(second, groups={"priorities": {"needs": ["police"]}})
    forged = {
        "another number": replace(first, seq=9),
        "a changed answer": changed,
        "another act's signature": replace(first, sig=second.sig),
        "no signature": replace(first, sig=b64(bytes(64))),
        "a part added": replace(first, sealed=({"type": "body"},)),
        "another author": replace(first, actor=RECORD),
    }
    return {
        "seed": b64(SEED),
        "public": pen.public,
        "millis": AT,
        "cases": [_case(name, act) for name, act in acts.items()],
        "forged": [{"name": name, "act": act.wire()} for name, act in forged.items()],
    }
