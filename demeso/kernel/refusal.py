"""Say no with a stable code."""


class RefusedError(Exception):
    """Refuse a request; `code` is `noun.reason`, stable and translatable."""

    def __init__(self, code: str, *, field: str = "") -> None:
        """Keep the code and, where one answer is to blame, its name."""
        super().__init__(code)
        self.code = code
        self.field = field


class UnknownError(RefusedError):
    """Refuse because there is nothing there, or nothing for this actor.

    Unknown and forbidden must look the same from outside.
    """

    def __init__(self, code: str = "record.unknown") -> None:
        """Use one code for both cases unless a room needs its own."""
        super().__init__(code)


class BusyError(RefusedError):
    """Refuse because too much is asked at once; `retry_after` is in seconds."""

    def __init__(self, code: str, retry_after: int) -> None:
        """Keep the code and how long to wait."""
        super().__init__(code)
        self.retry_after = retry_after


def refuse_unless(allowed: bool, code: str, *, field: str = "") -> None:  # noqa: FBT001 -- reads as a sentence: refuse unless allowed
    """Raise `RefusedError(code)` when the condition does not hold."""
    if not allowed:
        raise RefusedError(code, field=field)
