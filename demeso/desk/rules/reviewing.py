"""Count what waits for a choice: how many, since when, in which cases. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Supervision is weekly (domain 1.6): what is open for more than a week was passed over.
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Open:
    """Two answers that stand side by side in a case, and since when."""

    code: str
    since: datetime


@dataclass(frozen=True)
class Counted:
    """What a supervisor sees at a glance; never what was answered."""

    number: int
    oldest: int
    codes: tuple[str, ...]
    late: int


def side_by_side_since(arrived: Iterable[datetime]) -> datetime:
    """Return when there were two: the first answer alone was no question."""
    return sorted(arrived)[1]


def counted(waiting: Sequence[Open], at: datetime) -> Counted:
    """Count what is open, given who has waited longest first; codes in that order."""
    days = [max((at - one.since).days, 0) for one in waiting]
    return Counted(
        number=len(waiting),
        oldest=max(days, default=0),
        codes=tuple(dict.fromkeys(one.code for one in waiting)),
        late=sum(at - one.since > WEEK for one in waiting),
    )
