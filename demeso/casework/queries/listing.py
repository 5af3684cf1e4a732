"""Read what a list says of a case that somebody leads: coded, one line each."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from demeso.casework.models import Case
from demeso.casework.queries.cases import led_cases
from demeso.casework.queries.tracking import closures_of, pressing
from demeso.casework.rules.closing import State
from demeso.kernel.actor import Actor

SOON = timedelta(days=7)  # what stands on the day's page is wanted whole


@dataclass(frozen=True)
class Listed:
    """What a list says of one case; no name, no place and no story.

    `next_on` is the day agreed for the next contact, None when there is none.
    """

    survivor: str
    code: str
    opened_at: datetime
    needs: tuple[str, ...]
    next_on: date | None


def listable(actor: Actor, *, at: datetime, silent: QuerySet[Any]) -> frozenset[str]:
    """Return the survivors of whose one open case a line will do for a while.

    Not those in which something cannot wait, or comes within a week; `silent` is as
    in `pressing`.
    """
    ours = _ours(actor)
    times = Counter(ours.values_list("survivor_id", flat=True))
    near = Q(risk_level="high") | Q(next_on__lte=at.date() + SOON)
    wanted = ours.filter(near | Q(keys_awaited_at__isnull=False))
    held = {*wanted.values_list("survivor_id", flat=True)}
    held |= {
        *pressing(actor, at=at, silent=silent).values_list("survivor_id", flat=True)
    }
    return frozenset(one for one, count in times.items() if count == 1) - held


def listed(survivors: Collection[str], *, actor: Actor) -> list[Listed]:
    """Return the lines of those whom the actor accompanies, one an open case."""
    ending = closures_of(OuterRef("pk")).filter(state=State.PROPOSED)
    rows = _ours(actor).filter(survivor__in=survivors).select_related("survivor")
    found = rows.annotate(is_ending=Exists(ending)).order_by("survivor")
    return [_line(case, has_next=not case.is_ending) for case in found]


def _ours(actor: Actor) -> QuerySet[Case]:
    return led_cases(actor).filter(closed_at=None, erased_at=None)


def _line(case: Case, *, has_next: bool) -> Listed:
    goes_on = has_next and case.survivor.ended_at is None
    return Listed(
        survivor=case.survivor_id, code=case.survivor.code, opened_at=case.opened_at,
        needs=tuple(case.needs.split()), next_on=case.next_on if goes_on else None,
    )  # fmt: skip
