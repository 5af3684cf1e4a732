"""Read when nobody is there for a service, though the door is open. Pure.

`web/src/formats/absences.ts` reads the same. A text such as
`2026-11-09T18:00:00.000Z 2026-11-10T08:00:00.000Z health on_call`, one after another
between "|"; without `on_call` nobody comes either. Moments are compared as text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from demeso.kernel.clock import moment

ON_CALL = "on_call"
MOST = 20


@dataclass(frozen=True)
class Absence:
    """From when until when nobody is there for a service; `cover` is who may come."""

    since: str
    until: str
    service: str
    cover: str = ""

    def text(self) -> str:
        """Return it as a place keeps it."""
        return " ".join((self.since, self.until, self.service, self.cover)).strip()


def absences_text(found: Iterable[Absence]) -> str:
    """Return absences as a place keeps them."""
    return "|".join(one.text() for one in found)


@lru_cache(maxsize=1024)
def read_absences(text: str) -> tuple[Absence, ...]:
    """Read what a place keeps; raise ValueError for what is not written so."""
    return tuple(_read(one) for one in text.split("|")) if text else ()


def _read(text: str) -> Absence:
    since, until, service, *rest = text.split(" ")
    if moment(since) >= moment(until) or rest not in ([], [ON_CALL]):
        raise ValueError(text)
    return Absence(since, until, service, *rest)


def is_absences(text: str) -> bool:
    """Tell whether a text is written as absences are."""
    try:
        return len(read_absences(text)) <= MOST
    except ValueError:
        return False


def absence_at(text: str, service: str, now: str) -> Absence | None:
    """Return the absence that a moment lies in."""
    return next(
        (
            one
            for one in read_absences(text)
            if one.service == service and one.since <= now < one.until
        ),
        None,
    )
