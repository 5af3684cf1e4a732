"""Write values as the one byte string that both languages hash and sign.

Canonical JSON after RFC 8785, without floats: keys sorted, no spaces, UTF-8.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

LARGEST = 2**53 - 1
DEEPEST = 32
WRITTEN = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(value: Json) -> bytes:
    """Return canonical bytes; raise ValueError for what has no one form."""
    _require_plain(value, DEEPEST)
    return WRITTEN(value).encode("utf-8")  # a lone surrogate raises, as it should


def _require_plain(value: Json, depth: int) -> None:
    if type(value) is str:  # by far the most
        return
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise ValueError("keys are ASCII text")
        _require_each(value.values(), depth)
    elif isinstance(value, list | tuple):
        _require_each(value, depth)
    elif not (value is None or isinstance(value, bool | str) or _is_whole(value)):
        raise ValueError(f"no canonical form for {type(value).__name__}")


def _require_each(values: Iterable[Json], depth: int) -> None:
    if depth == 0:
        raise ValueError("nested too deeply")
    for value in values:
        _require_plain(value, depth - 1)


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and abs(value) <= LARGEST


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical form, in base64url."""
    return b64(hashlib.sha256(canonical(value)).digest())


def b64(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64(text: str, *, size: int | None = None) -> bytes:
    """Read base64url without padding; raise ValueError if it is not that."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64url") from error
    if b64(raw) != text or (size is not None and len(raw) != size):
        raise ValueError("not base64url of that size")
    return raw
