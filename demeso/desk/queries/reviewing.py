"""What waits for a supervisor: two answers to one question, acts set aside."""

from dataclasses import dataclass
from datetime import datetime

from demeso.casework.queries.tracking import team_cases
from demeso.desk.queries.tracking import names
from demeso.desk.rules.reviewing import Counted, Open, counted, side_by_side_since
from demeso.kernel.actor import Actor
from demeso.ledger.looking import arrivals, roots_of
from demeso.ledger.models import Entry
from demeso.ledger.queries import Conflict, conflicts_under, quarantined_of


@dataclass(frozen=True)
class Disputed:
    """A conflict, and the case in which people must choose."""

    code: str
    conflict: Conflict
    since: datetime


@dataclass(frozen=True)
class Review:
    """What a supervisor looks at again."""

    disputes: tuple[Disputed, ...]
    set_aside: tuple[Entry, ...]
    called: dict[str, str]

    def counted(self, at: datetime) -> Counted:
        """Count what people must still choose."""
        return counted([Open(one.code, one.since) for one in self.disputes], at)


def to_review(*, actor: Actor) -> Review:
    """Return what a supervisor must look at again."""
    codes = dict(team_cases(actor).values_list("survivor_id", "survivor__code"))
    found = conflicts_under(codes, actor=actor)
    roots = roots_of(conflict.record for conflict in found)
    called = names(actor)
    aside = quarantined_of(called, actor=actor)
    came = arrivals(value.act for one in found for value in one.values)
    disputes = [
        Disputed(
            codes[roots[one.record]],
            one,
            side_by_side_since(came[value.act] for value in one.values),
        )
        for one in found
    ]
    disputes.sort(key=lambda one: one.since)  # who has waited longest comes first
    return Review(tuple(disputes), tuple(aside), called)
