"""Write the keys of a keyring page as bytes, two fifths of their JSON, and back."""

from collections.abc import Mapping
from uuid import UUID

from client.sealing import CompartmentKey
from demeso.kernel.ids import is_uuid7
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import BODY_COMPARTMENTS, KEY_SIZE

PACKED = b"\x01"  # what comes first; JSON begins with a brace
ID_SIZE, TIME_SIZE = 16, 6
DIGIT = 128  # of a number in bytes, lowest first; all but the last are marked

Keys = Mapping[str, Mapping[str, CompartmentKey]]  # object → compartment → key


def packed_keys(keys: Keys) -> bytes:
    """Write keys as docs/formats/sealing.md says, in the order of ids and names."""
    parts = [PACKED]
    for object_ in sorted(keys):
        here, own = keys[object_], UUID(object_).bytes
        refuse_unless(here.keys() <= set(BODY_COMPARTMENTS), "sealed.plain")
        names = [name for name in BODY_COMPARTMENTS if name in here]
        mask = sum(1 << BODY_COMPARTMENTS.index(name) for name in names)
        parts += [own, bytes([mask])]
        before = _millis(own)
        for name in names:
            id_ = UUID(here[name].id).bytes
            parts += [_number(_millis(id_) - before), id_[TIME_SIZE:], here[name].key]
            before = _millis(id_)
    return b"".join(parts)


def unpacked_keys(raw: bytes) -> dict[str, dict[str, CompartmentKey]]:
    """Read what `packed_keys` wrote; refuse anything else with `sealed.plain`."""
    reader = _Reader(raw[len(PACKED) :])
    found: dict[str, dict[str, CompartmentKey]] = {}
    while reader.left:
        object_ = reader.take(ID_SIZE)
        mask, reader.before = reader.take(1)[0], _millis(object_)
        names = [n for at, n in enumerate(BODY_COMPARTMENTS) if mask & (1 << at)]
        found[_id(object_)] = {name: reader.key() for name in names}
    refuse_unless(packed_keys(found) == raw, "sealed.plain")
    return found


def _millis(id_: bytes) -> int:
    return int.from_bytes(id_[:TIME_SIZE], "big")


def _id(raw: bytes) -> str:
    found = str(UUID(bytes=raw))
    refuse_unless(is_uuid7(found), "sealed.plain")
    return found


def _number(value: int) -> bytes:
    """Write a whole number, small ones in one byte, below zero or not."""
    left, digits = 2 * value if value >= 0 else -2 * value - 1, []
    while left >= DIGIT:
        digits.append(left % DIGIT + DIGIT)
        left //= DIGIT
    return bytes([*digits, left])


class _Reader:
    """Bytes, read from their beginning; what is missing is refused."""

    def __init__(self, left: bytes) -> None:
        self.left, self.before = left, 0

    def take(self, size: int) -> bytes:
        taken, self.left = self.left[:size], self.left[size:]
        refuse_unless(len(taken) == size, "sealed.plain")
        return taken

    def number(self) -> int:
        value, worth, digit = 0, 1, DIGIT
        while digit >= DIGIT:
            digit = self.take(1)[0]
            value, worth = value + digit % DIGIT * worth, worth * DIGIT
            refuse_unless(worth <= DIGIT**TIME_SIZE * DIGIT, "sealed.plain")
        return value // 2 if value % 2 == 0 else -(value + 1) // 2

    def key(self) -> CompartmentKey:
        """Read a key, whose id was drawn so long after the one before it."""
        self.before += self.number()
        refuse_unless(0 <= self.before < 1 << (8 * TIME_SIZE), "sealed.plain")
        tail = self.take(ID_SIZE - TIME_SIZE)
        id_ = _id(self.before.to_bytes(TIME_SIZE, "big") + tail)
        return CompartmentKey(id_, self.take(KEY_SIZE))
