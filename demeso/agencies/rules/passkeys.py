"""Decide on the keys of devices that serve as a second factor, beside the code."""

from collections.abc import Collection

MOST = 6  # a phone, a tablet, a spare: nobody needs more
LONGEST_NAME = 40


def may_add(held: int) -> bool:
    """Tell whether there is room for one more key."""
    return held < MOST


def may_remove(factors: Collection[int], gone: Collection[int]) -> bool:
    """Tell whether another factor stays; nobody locks herself out by a tap."""
    return bool(set(factors) - set(gone))


def moves_on(kept: int, shown: int) -> bool:
    """Tell whether a key counts on; standing still or going back, it is a copy.

    Keys that live on several devices at once do not count: they always show zero.
    """
    return kept == shown == 0 or shown > kept


def tidy_name(said: str) -> str:
    """Return what somebody calls her key, on one short line."""
    return " ".join(said.split())[:LONGEST_NAME]
