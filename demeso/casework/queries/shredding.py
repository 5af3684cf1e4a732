"""Read what a withdrawal reaches; the consent room has asked who may."""

from collections.abc import Iterable, Iterator
from typing import Any

from demeso.casework.models import Case, Incident, Withdrawal
from demeso.casework.rules.telling import COUNTED
from demeso.ledger.queries import positions

APART = ("cercle", "reported_elsewhere")


def cases_of(survivor: str) -> list[Case]:
    """Return every case of a survivor, open or closed."""
    return list(Case.objects.filter(survivor_id=survivor).order_by("id"))


def counted_facts(cases: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield what is counted of incidents, and nothing that leads to their case."""
    for one in Incident.objects.filter(case__in=list(cases)).order_by("gbv_type"):
        more = [name for name in COUNTED if name not in APART]
        yield {
            "month_noted": f"{one.recorded_at:%Y-%m}",
            "gbv_type": one.gbv_type,
            "cercle": one.cercle,
            "reported_elsewhere": one.reported_elsewhere,
            "coded": {name: getattr(one, name) for name in more},
        }


def withdrawals() -> Iterator[tuple[Withdrawal, int]]:
    """Yield the withdrawals that are in the tree and not followed up yet."""
    rows = list(Withdrawal.objects.order_by("at", "id"))
    placed = positions(row.id for row in rows)
    return ((row, placed[row.id]) for row in rows if row.id in placed)
