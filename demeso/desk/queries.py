"""Compose what the desk shows from the rooms below; coded, never a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.queries import colleagues
from demeso.casework.queries import TrackedCase, tracker
from demeso.desk.rules import Handed, Row, by_care, cell_of
from demeso.kernel.actor import Actor
from demeso.ledger.models import Entry
from demeso.ledger.queries import Conflict, conflicts_under, quarantined_of
from demeso.referrals.models import Referral
from demeso.referrals.queries import by_line


@dataclass(frozen=True)
class Disputed:
    """A conflict, and the case in which people must choose."""

    code: str
    conflict: Conflict


@dataclass(frozen=True)
class Review:
    """What waits for a supervisor: two answers to one question, acts set aside."""

    disputes: tuple[Disputed, ...]
    set_aside: tuple[Entry, ...]
    called: dict[str, str]


def followed(*, actor: Actor, at: datetime) -> list[Row]:
    """Return the cases of the actor's agency, those that cannot wait first."""
    cases = tracker(actor)
    sent = by_line(line.id for case in cases for line in case.lines)
    called = names(actor)
    rows = (_row(case, sent, called, at) for case in cases)
    return sorted(rows, key=by_care)


def names(actor: Actor) -> dict[str, str]:
    """Return worker → what colleagues call her, for the actor's agency."""
    return dict(colleagues(actor).values_list("id", "called"))


def to_review(*, actor: Actor) -> Review:
    """Return what a supervisor must look at again."""
    cases = tracker(actor)
    called = names(actor)
    aside = quarantined_of(called, actor=actor)
    return Review(tuple(_disputes(cases, actor)), tuple(aside), called)


def _disputes(cases: list[TrackedCase], actor: Actor) -> Iterable[Disputed]:
    if not conflicts_under([case.survivor for case in cases], actor=actor):
        return
    for case in cases:
        for conflict in conflicts_under([case.survivor], actor=actor):
            yield Disputed(case.code, conflict)


def _row(
    case: TrackedCase,
    sent: dict[str, list[Referral]],
    called: dict[str, str],
    at: datetime,
) -> Row:
    cells = {
        line.need: cell_of(line.status, _handed(sent.get(line.id, [])), at=at)
        for line in case.lines
    }
    return Row(
        case=case.id,
        survivor=case.survivor,
        code=case.code,
        opened_at=case.opened_at,
        days=(at - case.opened_at).days,
        in_danger=case.in_danger,
        risk_level=case.risk_level,
        lead=called.get(case.lead, ""),
        cells=cells,
    )


def _handed(referrals: list[Referral]) -> Handed | None:
    if not referrals:
        return None
    last = referrals[0]
    return Handed(
        status=last.status,
        sent_at=last.sent_at,
        urgent=last.urgent,
        appointment_on=last.appointment_on,
        received=last.received,
        to=last.recipient.name,
    )
