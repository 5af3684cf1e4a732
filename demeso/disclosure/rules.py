"""Keep small numbers safe: pure decisions, used by every published count."""

THRESHOLD = 5


def show(count: int, threshold: int = THRESHOLD) -> str:
    """Return a count as it may be published: a small number is a person.

    Zero is said plainly; from one to the threshold less one becomes "<5".
    """
    if count < 0:
        raise ValueError("nothing counts below zero")
    return f"<{threshold}" if 0 < count < threshold else str(count)


def is_hidden(shown: str) -> bool:
    """Tell whether a published value hides a small number."""
    return shown.startswith("<")
