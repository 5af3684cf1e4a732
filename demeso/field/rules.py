"""Read an exchange: limits, signature, runs, cursor and scope. Pure.

The frozen format is docs/formats/exchange.md.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from demeso.kernel.act import LONGEST_NAME, Envelope, MalformedError, read_envelope
from demeso.kernel.canon import LARGEST, Json, b64, unb64
from demeso.kernel.clock import is_skewed, moment
from demeso.kernel.ids import is_uuid7
from demeso.kernel.refusal import RefusedError, refuse_unless

VERSION = 1
MOST_ACTS = 500
MOST_COMPRESSED = 256 * 1024
MOST_RAW = 2 * 1024 * 1024
FEWEST_BYTES, USUAL_BYTES, MOST_BYTES = 4 * 1024, 64 * 1024, 1024 * 1024
CALLS_A_MINUTE = 240
STATE_SIZE = 16  # bytes of a fingerprint that finds what went wrong by chance
EARLIEST_CAPTURE = "0"  # the oldest app that may still record new acts
SIGNED_AS = "demeso/exchange/v1\nPOST\n/field/v1/exchange\n"
FUTURE = timedelta(minutes=10)
COLUMNS = ("kind", "form", "hlc", "actor")
# What changes who works in an agency, or may keep its keys: its devices then ask
# again who is there.
MOVES = (
    "agreement.ended", "agreement.signed",
    "holder.seconded",
    "role.ended", "role.granted", "role.seconded",
    "worker.invited", "worker.joined", "worker.left",
)  # fmt: skip


def signed_bytes(body: bytes, signed_at: str) -> bytes:
    """Return what the device signs: method, path, body as sent, its time."""
    hashed = hashlib.sha256(body).hexdigest()
    return f"{SIGNED_AS}{hashed}\n{signed_at}".encode()


def is_signed(message: bytes, signature: str, public: str) -> bool:
    """Tell whether the key signed the message."""
    try:
        key_of(public).verify(unb64(signature, size=64), message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)
def key_of(public: str) -> Ed25519PublicKey:
    """Read a public key; a batch asks for the same one again and again."""
    return Ed25519PublicKey.from_public_bytes(unb64(public, size=32))


def most_bytes(encoding: str) -> int:
    """Return how long a body may be as sent."""
    return MOST_COMPRESSED if encoding else MOST_RAW


def inflated(body: bytes, encoding: str) -> bytes:
    """Return the raw body; never inflate past the limit."""
    refuse_unless(len(body) <= most_bytes(encoding), "exchange.too_large")
    if not encoding:
        return body
    refuse_unless(encoding == "gzip", "exchange.malformed", field="encoding")
    stream = zlib.decompressobj(wbits=31)
    try:
        raw = stream.decompress(body, MOST_RAW + 1)
    except zlib.error as error:
        raise RefusedError("exchange.malformed", field="encoding") from error
    refuse_unless(len(raw) <= MOST_RAW, "exchange.too_large")
    whole = stream.eof and not stream.unused_data
    refuse_unless(whole, "exchange.malformed", field="encoding")
    return raw


@dataclass(frozen=True)
class Asked:
    """What a device asks in one exchange; its acts are not read yet."""

    device: str
    acts: list[Any]
    epoch: int | None
    ack_cursor: str | None
    scope_hash: str | None
    max_bytes: int
    client_version: str
    state_hash: str | None
    carries: int | None = None  # how many cases it holds whole; of others a line


def read_request(raw: bytes) -> Asked:
    """Read a request; refuse what is not one, naming the field."""
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise RefusedError("exchange.malformed", field="json") from error
    fault = request_fault(given)
    refuse_unless(not fault, "exchange.malformed", field=fault)
    refuse_unless(len(given["acts"]) <= MOST_ACTS, "exchange.too_large")
    read = FIELDS - {"v", "acts", "max_bytes"} | set(given) & MORE.keys()
    values = {name: given[name] for name in read}
    budget = min(max(given["max_bytes"], FEWEST_BYTES), MOST_BYTES)
    return Asked(**values, acts=given["acts"], max_bytes=budget)


def request_fault(given: Any) -> str:
    """Return the first field at fault in a request; empty when right."""
    if not isinstance(given, dict) or set(given) - MORE.keys() != FIELDS:
        return "fields"
    checks = CHECKS | MORE
    wrong = (name for name in checks if name in given and not checks[name](given[name]))
    return next(wrong, "")


def claim(wire: object) -> tuple[int, str]:
    """Return the number and signature that an act claims, before it is read."""
    if not isinstance(wire, dict):
        return 0, ""
    seq, sig = wire.get("seq"), wire.get("sig")
    if not (_is_count(seq) and isinstance(sig, str)):
        return 0, ""
    return int(str(seq)), sig


def read_act(wire: object, place: int) -> Envelope:
    """Read one act of a request; refuse what is not one, naming its place."""
    try:
        envelope = read_envelope(wire)
    except MalformedError as error:
        raise RefusedError("act.malformed", field=f"{place}.{error.field}") from error
    for name in COLUMNS:
        value = getattr(envelope, name)
        if len(value) > LONGEST_NAME or not value.isprintable():
            raise RefusedError("act.malformed", field=f"{place}.{name}")
    return envelope


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME * 4


def _is_text_or_none(value: Any) -> bool:
    return value is None or _is_text(value)


def _is_count(value: Any) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and 0 <= value <= LARGEST


CHECKS = {
    "v": lambda value: _is_count(value) and value == VERSION,
    "device": _is_text,
    "epoch": lambda value: value is None or _is_count(value),
    "ack_cursor": _is_text_or_none,
    "scope_hash": _is_text_or_none,
    "acts": lambda value: isinstance(value, list),
    "max_bytes": _is_count,
    "client_version": _is_text,
    "state_hash": _is_text_or_none,
}
FIELDS = frozenset(CHECKS)
MORE = {"carries": _is_count}  # what a request may say besides


NAMING = frozenset({"case", "line", "release", "survivor"})


def named(act: Envelope) -> frozenset[str]:
    """Return the records that an act names: its own, and those it leads to."""
    said = (given for given in act.groups.values() if isinstance(given, Mapping))
    told = {str(g[name]) for g in said for name in NAMING & set(g) if is_uuid7(g[name])}
    return frozenset({act.record, *told})


def has_wrong_clock(envelope: Envelope, signed_at: datetime, at: datetime) -> bool:
    """Tell whether an act's own time is not to be trusted.

    Written offline it may be old; but it cannot come from the future, and the
    device's clock must have been right when it sent the act.
    """
    return is_skewed(signed_at, at) or moment(envelope.time) - at > FUTURE


@dataclass(frozen=True)
class Cursor:
    """How far a device has read: all roots of a scope version, to a position.

    While roots new in the version `filling` are sent from their beginning,
    `behind` says how far that has come. While lines of listed cases are sent,
    `listing` is one more than how many roots of the version are done.
    """

    epoch: int
    version: int = 0
    position: int = -1
    filling: int = 0
    behind: int = -1
    listing: int = 0

    def text(self) -> str:
        """Write the cursor; whoever hands it out signs it."""
        numbers = [str(number) for number in self.__dict__.values()]
        return ".".join(numbers if self.listing else numbers[:-1])


def read_cursor(text: str) -> Cursor:
    """Read a cursor written by `text`."""
    return Cursor(*(int(number) for number in text.split(".")))


def scope_hash(roots: Iterable[str]) -> str:
    """Return the fingerprint of a set of root ids."""
    return b64(hashlib.sha256("\n".join(sorted(roots)).encode()).digest())


def state_hash(versions: Mapping[str, int]) -> str:
    """Return the fingerprint of record → version, whatever the order."""
    mixed = 0
    for record, version in versions.items():
        hashed = hashlib.sha256(f"{record}\n{version}".encode()).digest()
        mixed ^= int.from_bytes(hashed[:STATE_SIZE], "big")
    return b64(mixed.to_bytes(STATE_SIZE, "big"))


def shown_parts(parts: Iterable[Mapping[str, Json]], record: str) -> list[Json]:
    """Return the sealed parts of a referral that its recipient may hold."""
    return [
        dict(part)
        for part in parts
        if part["object"] == record and part.get("compartment", "package") == "package"
    ]
