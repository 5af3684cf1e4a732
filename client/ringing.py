"""Write the keys of a keyring page as bytes, half as long as their JSON, and back."""

from collections.abc import Mapping
from uuid import UUID

from client.sealing import CompartmentKey
from demeso.kernel.ids import is_uuid7
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import KEY_SIZE

PACKED = b"\x01"  # what comes first; JSON begins with a brace
ID_SIZE = 16

Keys = Mapping[str, Mapping[str, CompartmentKey]]  # object → compartment → key


def packed_keys(keys: Keys) -> bytes:
    """Write keys as docs/formats/sealing.md says, in the order of ids and names."""
    parts = [PACKED]
    for object_ in sorted(keys):
        parts += [UUID(object_).bytes, len(keys[object_]).to_bytes(1, "big")]
        for name in sorted(keys[object_]):
            key, said = keys[object_][name], name.encode("ascii")
            parts += [len(said).to_bytes(1, "big"), said, UUID(key.id).bytes, key.key]
    return b"".join(parts)


def unpacked_keys(raw: bytes) -> dict[str, dict[str, CompartmentKey]]:
    """Read what `packed_keys` wrote; refuse anything else with `sealed.plain`."""
    reader = _Reader(raw[len(PACKED) :])
    found: dict[str, dict[str, CompartmentKey]] = {}
    while reader.left:
        object_ = reader.id()
        found[object_] = dict(reader.key() for _key in range(reader.number()))
    refuse_unless(packed_keys(found) == raw, "sealed.plain")
    return found


class _Reader:
    """Bytes, read from their beginning; what is missing is refused."""

    def __init__(self, left: bytes) -> None:
        self.left = left

    def take(self, size: int) -> bytes:
        taken, self.left = self.left[:size], self.left[size:]
        refuse_unless(len(taken) == size, "sealed.plain")
        return taken

    def number(self) -> int:
        return self.take(1)[0]

    def id(self) -> str:
        found = str(UUID(bytes=self.take(ID_SIZE)))
        refuse_unless(is_uuid7(found), "sealed.plain")
        return found

    def key(self) -> tuple[str, CompartmentKey]:
        said = self.take(self.number())
        try:
            name = said.decode("ascii")
        except UnicodeDecodeError as error:
            raise RefusedError("sealed.plain") from error
        return name, CompartmentKey(self.id(), self.take(KEY_SIZE))
