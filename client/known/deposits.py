"""Known answers for what is left to an agency's intake key, and false ones."""

from typing import Any

from client.drawing import seeded
from client.keys import new_agency_keys
from client.known.acts import RECORD
from client.known.bodies import OTHER, refusal
from client.known.grants import AGENCY, VAULT, pair_json
from client.sealing import Part
from demeso.kernel.canon import b64, unb64
from demeso.vault.rules import sealed_deposit

INTAKE = new_agency_keys("intake", AGENCY, random=seeded("intake"))
LEFT = {"reach": "au puits, le matin", "hours": "mardi", "word": "tissu"}


def deposit_vectors() -> dict[str, Any]:
    """Return a deposit, its key, and tampered ones."""
    part: Part = sealed_deposit(LEFT, to=INTAKE.entry, object_=RECORD)
    ct = unb64(str(part["ct"]))
    flipped = b64(bytes([ct[0] ^ 1]) + ct[1:])
    rows: tuple[tuple[str, Part, str], ...] = (
        ("another object", {**part, "object": OTHER}, "sealed.other"),
        ("another recipient", {**part, "to": VAULT.fingerprint}, "sealed.other"),
        ("a flipped bit", {**part, "ct": flipped}, "sealed.unreadable"),
    )
    return {
        "mine": pair_json(INTAKE),
        "other": pair_json(VAULT),
        "object": RECORD,
        "left": LEFT,
        "part": part,
        "refused": [{"name": n, "part": bad, **refusal(no)} for n, bad, no in rows],
    }
