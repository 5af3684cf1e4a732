"""Known answers for leases: spoken codes, spare keys, the shelf's key, earlier keys."""

from typing import Any

from client.drawing import seeded
from client.leasing import shelf_key
from client.rekeying import Keys, carried, key_of, staying
from client.sealing import CompartmentKey, keys_plain, new_key
from demeso.agencies.rules.spoken import code_of, spare
from demeso.kernel.canon import b64

DEVICE = "0190b3b8-4a10-7c50-8000-000000000001"
OTHER = "0190b3b8-4a10-7c50-8000-000000000002"
SINCE, LATER = "2026-11-02T09:00:00.000Z", "2026-11-03T09:00:00.000Z"
SECRET, USER_KEY = seeded("lease secret")(32), seeded("lease user key")(32)
NAMES = ("identity", "contact", "narrative", "sensitive")


def _code(device: str, since: str, period: int) -> dict[str, Any]:
    place = {"device": device, "since": since}
    code = code_of(SECRET, **place, period=period)
    return {**place, "code": code, "spare": spare(SECRET, **place, period=period)}


def _refused(told: dict[str, Any]) -> list[dict[str, Any]]:
    first = told["spare"]
    rows = (
        ("another code", first, "0000000000", DEVICE, SINCE),
        ("a code too short", first, told["code"][:9], DEVICE, SINCE),
        ("another period", {**first, "period": 2}, told["code"], DEVICE, SINCE),
        ("another contact", first, told["code"], DEVICE, LATER),
        ("another device", first, told["code"], OTHER, SINCE),
    )
    return [
        {"name": n, "spare": s, "code": c, "device": d, "since": at}
        for n, s, c, d, at in rows
    ]


def _drawn(at: int) -> dict[str, CompartmentKey]:
    return {name: new_key(at, seeded(f"{name} {at}")) for name in NAMES}


def _opening(keys: Keys, compartment: str, key_id: str) -> dict[str, str]:
    found = key_of(keys, compartment, key_id)
    return {"compartment": compartment, "id": found.id, "key": b64(found.key)}


def _rotated() -> dict[str, Any]:
    """Return keys that were replaced twice, and what opens which body."""
    drawn = [
        {name: new_key(at, seeded(f"{name} {at}")) for name in NAMES}
        for at in (1, 2, 3)
    ]
    first, second, third = drawn
    once = second | carried(first, NAMES)
    twice: dict[str, CompartmentKey] = third | carried(once, NAMES)
    return {
        "first": keys_plain(first),
        "second": keys_plain(second),
        "third": keys_plain(third),
        "twice": keys_plain(twice),
        "story_gone": keys_plain(staying(twice, ("identity", "contact"))),
        "opens": [_opening(twice, n, keys[n].id) for keys in drawn for n in NAMES],
    }


def lease_vectors() -> dict[str, Any]:
    """Return codes and what they open, what must be refused, and keys carried on."""
    told = [_code(DEVICE, SINCE, 1), _code(DEVICE, SINCE, 2), _code(DEVICE, LATER, 1)]
    return {
        "secret": b64(SECRET),
        "user_key": b64(USER_KEY),
        "shelf_keys": [
            {"device": one, "key": b64(shelf_key(USER_KEY, SECRET, one))}
            for one in (DEVICE, OTHER)
        ],
        "told": told,
        "refused": _refused(told[0]),
        "keys": _rotated(),
    }
