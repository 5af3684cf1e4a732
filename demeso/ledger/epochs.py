"""Which version a place in the tree has: a restored server gives places out again.

An epoch is named by the microsecond in which it began, and lifts every version
from its first place on by as much. Nobody writes a leaf in a microsecond: so a
version that a lost server gave out is never reached again, though its places are.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Max

from demeso.ledger.models import QUARANTINED, Entry, Epoch

FIRST_EPOCH = 1
COPY = 0  # what a copy is in, until whoever starts from it writes or is called
BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Epochs:
    """The first place of every epoch but the very first, and the epoch's name."""

    firsts: tuple[int, ...] = ()
    names: tuple[int, ...] = ()

    def version(self, position: int) -> int:
        """Return the version of what stands at a place in the tree."""
        before = bisect_right(self.firsts, position)
        return position + (self.names[before - 1] if before else 0)


def epochs() -> Epochs:
    """Read the epochs that this server has been through."""
    return of_rows(Epoch.objects.order_by("began").values_list("first", "began"))


def of_rows(rows: Iterable[tuple[int, int]]) -> Epochs:
    """Return the epochs of (first place, name), in order."""
    found = list(rows)
    return Epochs(tuple(first for first, _ in found), tuple(name for _, name in found))


def reached(records: Iterable[str]) -> dict[str, int]:
    """Return record → the version of its last applied act, for those that have one."""
    rows = Entry.objects.filter(record__in=set(records)).exclude(state=QUARANTINED)
    last = rows.values("record").annotate(last=Max("position")).order_by()
    lifted, found = epochs(), last.values_list("record", "last")
    return {record: lifted.version(place) for record, place in found}


def next_epoch(at: datetime, last: int, size: int) -> int:
    """Return the name of an epoch that begins: above all that this copy gave out."""
    return max((at - BEGAN) // timedelta(microseconds=1), last + size)
