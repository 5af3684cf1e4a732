"""Keep small numbers safe: pure decisions, used by every published count."""

from collections.abc import Iterable

THRESHOLD = 5


def show(count: int, threshold: int = THRESHOLD) -> str:
    """Return a count as it may be published: a small number is a person.

    Zero is said plainly; from one to the threshold less one becomes "<5".
    """
    if count < 0:
        raise ValueError("nothing counts below zero")
    return f"<{threshold}" if 0 < count < threshold else str(count)


def show_shared(shares: Iterable[int], threshold: int = THRESHOLD) -> str:
    """Return a count of several houses' people, given house by house.

    Whoever knows her own house's share may subtract it, and the largest share leaves
    least: when what it leaves is a small number, only "5+" is said.
    """
    found = list(shares)
    shown, rest = show(sum(found), threshold), sum(found) - max(found, default=0)
    is_bare = not is_hidden(shown) and is_hidden(show(rest, threshold))
    return f"{threshold}+" if is_bare else shown


def is_hidden(shown: str) -> bool:
    """Tell whether a published value hides a small number, or what is left of one."""
    return shown.startswith("<") or shown.endswith("+")
