"""Known answers for padding, bodies and keyring pages."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from client.drawing import seeded
from client.keyring import PagePlace, seal_page
from client.known.acts import AT, RECORD, WORKER
from client.ringing import packed_keys
from client.sealing import (
    CompartmentKey,
    Part,
    Place,
    encrypt,
    keys_plain,
    new_key,
    pad,
    seal_body,
)
from demeso.kernel.canon import b64, canonical, unb64
from demeso.kernel.ids import uuid7
from demeso.kernel.sealing import (
    BODY_INFO,
    KEYRING_INFO,
    body_context,
    keyring_context,
)

KEY = new_key(AT, seeded("compartment key"))
OTHER = uuid7(AT, seeded("other")(10))
PLACE = Place(RECORD, "identity", 3)
USER_KEY = seeded("user key")(32)
ANSWERS: dict[str, Part] = {
    "nothing": {},
    "a name": {"called": "Nana", "born": "2002-04-01"},
    "a story": {"story": "Dɛmɛ ɲɔgɔn. " * 30},
    "a long story": {"story": "Dɛmɛ ɲɔgɔn. " * 400},
}
SIZES = (0, 1, 251, 252, 253, 1020, 1021, 4092, 4093, 8188, 8189, 131068)


def padding_vectors() -> dict[str, Any]:
    """Return sizes with their buckets, one padded text, and bad paddings."""
    short = pad(b"hello")
    tail = short[:-1] + b"\1"
    wide = short.ljust(1024, b"\0")
    lying = (300).to_bytes(4, "big") + short[4:]
    refused = {
        "a byte in the tail": tail,
        "too wide a bucket": wide,
        "a length beyond the end": lying,
        "a length that fits a smaller bucket": pad(bytes(500))[:256],
        "cut": short[:-1],
        "nothing": b"",
    }
    return {
        "cases": [{"size": size, "padded": len(pad(bytes(size)))} for size in SIZES],
        "too_long": 131069,
        "raw": b64(b"hello"),
        "padded": b64(short),
        "refused": [{"name": n, "padded": b64(raw)} for n, raw in refused.items()],
    }


def refusal(told: str, malformed: str = "sealed.malformed") -> dict[str, str]:
    """Return the code and field of a refusal told as a code, or as a field."""
    if "." in told:
        return {"code": told, "field": ""}
    return {"code": malformed, "field": told}


def key_json(key: CompartmentKey) -> dict[str, str]:
    """Return a compartment key as it stands in vectors."""
    return {"id": key.id, "key": b64(key.key)}


def _raw_body(plain: bytes) -> Part:
    part = seal_body({}, place=PLACE, key=KEY, random=seeded("raw body"))
    salt = unb64(str(part["salt"]))
    sealed = encrypt(KEY.key, salt, BODY_INFO, body_context(part), plain)
    return {**part, "ct": b64(sealed)}


def _refused_bodies(part: Part) -> list[dict[str, Any]]:
    ct = unb64(str(part["ct"]))
    flipped = b64(bytes([ct[0] ^ 1]) + ct[1:])
    narrow = pad(b"{}")[:-1] + b"\1"
    spaced = pad(b'{"a": 1}')
    rows: tuple[tuple[str, Part, str], ...] = (
        ("another object", {**part, "object": OTHER}, "sealed.other"),
        ("another compartment", {**part, "compartment": "contact"}, "sealed.other"),
        ("an older version", {**part, "version": 2}, "sealed.other"),
        ("another key id", {**part, "key": OTHER}, "sealed.other"),
        ("another salt", {**part, "salt": b64(bytes(32))}, "sealed.unreadable"),
        ("a flipped bit", {**part, "ct": flipped}, "sealed.unreadable"),
        ("cut", {**part, "ct": b64(ct[:-1])}, "ct"),
        ("cut to a bucket", {**part, "ct": b64(ct[:272])}, "sealed.unreadable"),
        ("an unknown suite", {**part, "suite": 9}, "suite"),
        ("the suite of grants", {**part, "suite": 2}, "suite"),
        ("a suite that is true", {**part, "suite": True}, "suite"),
        ("no such room", {**part, "compartment": "x"}, "compartment"),
        ("version nought", {**part, "version": 0}, "version"),
        ("a short salt", {**part, "salt": b64(bytes(31))}, "salt"),
        ("padded base64", {**part, "salt": f"{part['salt']}="}, "salt"),
        ("a field too many", {**part, "note": ""}, "fields"),
        ("no such type", {**part, "type": "file"}, "type"),
        ("padding that is not zero", _raw_body(narrow), "sealed.padding"),
        ("JSON with a space", _raw_body(spaced), "sealed.plain"),
        ("a list", _raw_body(pad(b"[]")), "sealed.plain"),
        ("not UTF-8", _raw_body(pad(b'{"a":"\xff"}')), "sealed.plain"),
    )
    place, key = asdict(PLACE), key_json(KEY)
    found = [
        {"name": name, "part": bad, "place": place, "key": key, **refusal(no)}
        for name, bad, no in rows
    ]
    moved = [
        ("read as another object", replace(PLACE, object=OTHER)),
        ("read as another compartment", replace(PLACE, compartment="contact")),
    ]
    swapped = [
        {
            "name": name,
            "part": {**part, **asdict(elsewhere)},
            "place": asdict(elsewhere),
            "key": key,
            **refusal("sealed.unreadable"),
        }
        for name, elsewhere in moved
    ]
    return found + swapped


def body_vectors() -> dict[str, Any]:
    """Return sealed bodies, and every way to tamper with one."""
    random = seeded("body")
    cases = [
        {
            "name": name,
            "answers": answers,
            "place": asdict(PLACE),
            "key": key_json(KEY),
            "part": seal_body(answers, place=PLACE, key=KEY, random=random),
        }
        for name, answers in ANSWERS.items()
    ]
    base = seal_body(ANSWERS["a story"], place=PLACE, key=KEY, random=random)
    return {"cases": cases, "refused": _refused_bodies(base)}


PLAIN = "sealed.plain"


def _page(place: PagePlace, raw: bytes) -> Part:
    """Return a page of one's own making."""
    context = keyring_context(place.worker, place.page, place.version)
    salt = seeded("page of one's own")(32)
    sealed = encrypt(USER_KEY, salt, KEYRING_INFO, context, pad(raw))
    head = {"v": 1, "suite": 1, **asdict(place)}
    return {**head, "salt": b64(salt), "ct": b64(sealed)}


def _tail(key: CompartmentKey) -> bytes:
    """Return what follows the moment of a key on a page."""
    return UUID(key.id).bytes[6:] + key.key


def keyring_vectors() -> dict[str, Any]:
    """Return one keyring page, and what must not open."""
    place = PagePlace(WORKER, 0, 2)
    later, sooner = AT + 90 * 86_400_000, AT - 1
    case = {
        "identity": KEY,
        "contact": new_key(AT, seeded("contact")),
        "narrative": new_key(later, seeded("narrative")),
        "sensitive": new_key(sooner, seeded("sensitive")),
    }
    ring = {RECORD: case, OTHER: {"package": new_key(later, seeded("package"))}}
    page = seal_page(ring, place=place, user_key=USER_KEY, random=seeded("page"))
    ct = unb64(str(page["ct"]))
    flipped = b64(ct[:-1] + bytes([ct[-1] ^ 1]))
    here, odd, tail = asdict(place), b"\1" + UUID(RECORD).bytes, _tail(KEY)
    endless = odd + b"\x01" + b"\xff" * 60
    rows: tuple[tuple[str, Part, dict[str, Any], str], ...] = (
        ("an older version", page, {**here, "version": 3}, "sealed.other"),
        ("another page", page, {**here, "page": 1}, "sealed.other"),
        ("another worker", page, {**here, "worker": OTHER}, "sealed.other"),
        ("renumbered", {**page, "page": 1}, {**here, "page": 1}, "sealed.unreadable"),
        ("a flipped bit", {**page, "ct": flipped}, here, "sealed.unreadable"),
        ("an unknown suite", {**page, "suite": 3}, here, "suite"),
        ("cut", {**page, "ct": b64(ct[:100])}, here, "ct"),
        ("a byte too many", _page(place, packed_keys(ring) + b"\0"), here, PLAIN),
        ("a key too few", _page(place, packed_keys(ring)[:-1]), here, PLAIN),
        ("an unknown compartment", _page(place, odd + b"\x20"), here, PLAIN),
        ("a long moment", _page(place, odd + b"\x01\x80\0" + tail), here, PLAIN),
        ("a moment without end", _page(place, endless), here, PLAIN),
        ("neither JSON nor keys", _page(place, b"\2"), here, PLAIN),
    )
    earlier = canonical({o: keys_plain(k) for o, k in ring.items()})
    return {
        "user_key": b64(USER_KEY),
        "place": here,
        "ring": {object_: keys_plain(keys) for object_, keys in ring.items()},
        "plain": b64(packed_keys(ring)),
        "page": page,
        "earlier": _page(place, earlier),  # as earlier apps wrote it: JSON
        "refused": [
            {"name": n, "page": p, "place": where, **refusal(no, "keyring.malformed")}
            for n, p, where, no in rows
        ],
    }
