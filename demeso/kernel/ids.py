"""Make and check the two kinds of identity: UUIDv7 and the survivor code."""

import uuid
from collections.abc import Sequence

# No 0/O, 1/I/L, U: what is misread on paper or misheard on a bad line.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SIZE = 8
CHECK_PRIME = 31


def uuid7(millis: int, random: bytes) -> str:
    """Return a UUIDv7 from milliseconds and ten random bytes (RFC 9562)."""
    if not 0 <= millis < 1 << 48 or len(random) != 10:  # noqa: PLR2004
        raise ValueError("a UUIDv7 needs 48 bits of time and 10 random bytes")
    raw = bytearray(millis.to_bytes(6, "big") + random)
    raw[6] = 0x70 | raw[6] & 0x0F
    raw[8] = 0x80 | raw[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(raw)))


def is_uuid7(text: object) -> bool:
    """Tell whether the text is a UUIDv7 in its usual lower-case form."""
    if not isinstance(text, str):
        return False
    try:
        read = uuid.UUID(text)
    except ValueError:
        return False
    return read.version == 7 and str(read) == text  # noqa: PLR2004


def uuid7_millis(text: str) -> int:
    """Return the milliseconds since 1970 that a UUIDv7 carries."""
    return int.from_bytes(uuid.UUID(text).bytes[:6], "big")


def check_character(body: str) -> str:
    """Return the check character of an eight-character code.

    A weighted sum modulo the prime 31 finds every single wrong character and
    every exchange of two; bodies whose remainder is 30 are never made.
    """
    return ALPHABET[_remainder(body)]


def _remainder(body: str) -> int:
    places = (ALPHABET.index(char) for char in body)
    return sum((i + 2) * place for i, place in enumerate(places)) % CHECK_PRIME


def survivor_code(picks: Sequence[int]) -> str | None:
    """Return a nine-character code from eight numbers from 0 to 29.

    Returns None when the picks have no check character; draw again then.
    """
    if len(picks) != CODE_SIZE:
        raise ValueError("a code needs eight picks")
    body = "".join(ALPHABET[pick] for pick in picks)
    place = _remainder(body)
    return None if place == len(ALPHABET) else body + ALPHABET[place]


def is_survivor_code(text: object) -> bool:
    """Tell whether nine plain characters are a code with a right check."""
    if not isinstance(text, str) or len(text) != CODE_SIZE + 1:
        return False
    if any(char not in ALPHABET for char in text):
        return False
    place = _remainder(text[:CODE_SIZE])
    return place < len(ALPHABET) and ALPHABET[place] == text[-1]


def show_code(code: str) -> str:
    """Show a code in three groups for dictation: K7Q-F2M-9T3."""
    return "-".join((code[:3], code[3:6], code[6:]))
