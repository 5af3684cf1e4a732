"""Mark French text for translation without importing a framework."""


def _(message: str) -> str:
    """Return the French message unchanged; the extractor collects it."""
    return message
