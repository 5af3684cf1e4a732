"""Compare two editions of the mapping: what is new, what is gone, what changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from demeso.directory.rules.listing import FAMILIES
from demeso.interchange.rules.columns import FLAT, KEY, LINK
from demeso.interchange.rules.spreading import BETWEEN, SAID_ONLY

Record = Mapping[str, str]
EARLIEST, LATEST = 2010, 2100
# What an edition does not compare: it changes without anybody changing the entry.
UNCOMPARED = (KEY, LINK, *SAID_ONLY)


@dataclass(frozen=True)
class EditionAnswers:
    """What `edition.made` says: the year that was mapped."""

    year: int = 0


@dataclass(frozen=True)
class Changed:
    """A place that stands in both editions, and the answers that are others."""

    place: Record
    answers: tuple[tuple[str, str, str], ...]  # column, before, after


@dataclass(frozen=True)
class Comparison:
    """What one edition has that another has not."""

    new: Sequence[Record] = ()
    gone: Sequence[Record] = ()
    changed: Sequence[Changed] = ()
    same: int = 0
    regions: Sequence[tuple[str, int, int]] = field(default_factory=tuple)
    families: Sequence[tuple[str, int, int]] = field(default_factory=tuple)


def is_year(year: int) -> bool:
    """Tell whether a mapping can be of a year."""
    return EARLIEST <= year <= LATEST


def compared(before: Iterable[Record], after: Iterable[Record]) -> Comparison:
    """Return what changed from one edition to another, place by place."""
    old = {record[KEY]: record for record in before}
    now = {record[KEY]: record for record in after}
    both = [(old[key], now[key]) for key in now if key in old]
    changed = [
        Changed(record, told)
        for earlier, record in both
        if (told := tuple(_differences(earlier, record)))
    ]
    return Comparison(
        new=[record for key, record in now.items() if key not in old],
        gone=[record for key, record in old.items() if key not in now],
        changed=changed,
        same=len(both) - len(changed),
        regions=_counted(old.values(), now.values(), "region"),
        families=_counted(old.values(), now.values(), "services"),
    )


def _differences(before: Record, after: Record) -> Iterable[tuple[str, str, str]]:
    for name in sorted({*before, *after} - set(UNCOMPARED)):
        one, other = before.get(name, ""), after.get(name, "")
        if one != other and not (name.startswith(FLAT) and name.endswith(KEY)):
            yield name, one, other


def _counted(
    before: Iterable[Record], after: Iterable[Record], name: str
) -> list[tuple[str, int, int]]:
    """Return code → how many places in either edition; what neither has is left out."""
    old, now = _count(before, name), _count(after, name)
    order = {code: place for place, code in enumerate(FAMILIES)}
    codes = sorted({*old, *now}, key=lambda code: (order.get(code, 0), code))
    return [(code, old[code], now[code]) for code in codes]


def _count(records: Iterable[Record], name: str) -> Counter[str]:
    return Counter(
        code
        for record in records
        for code in record.get(name, "").split(BETWEEN)
        if code
    )
