"""Draw the same bytes again from a label: for demo and vectors, never for people."""

import hashlib
from itertools import count

from client.sealing import Random


def seeded(label: str) -> Random:
    """Return a source of bytes that depends on the label alone."""
    numbers = count()

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"{label}\n{next(numbers)}".encode()).digest(size)

    return draw
