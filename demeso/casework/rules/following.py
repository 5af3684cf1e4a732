"""Decide about follow-up: when it is due, what it changes, what it must say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demeso.casework.rules.asking import NOT_SAID, YES
from demeso.casework.rules.safety import DANGERS, RISKS
from demeso.kernel.clock import moment

# Days until the next contact, by risk (domain 8.2): defaults, she may want others.
DUE: dict[str, int] = {"high": 1, "medium": 14, "low": 30}
DUE_UNKNOWN = 14  # nobody has judged the risk yet
SOON = DUE["high"]

NOT_REACHED = "not_reached"


@dataclass(frozen=True)
class FollowUpAnswers:
    """The coded answers of `follow_up.recorded`."""

    case: str = ""
    in_danger: str = ""
    risk_level: str = ""
    way: str = ""
    new_needs: str = ""
    next_on: str = ""
    closing: str = ""


def is_contact(way: str) -> bool:
    """Tell whether she was reached; an attempt by the safe way is kept too."""
    return way not in (NOT_REACHED, *NOT_SAID)


def fault(answers: FollowUpAnswers, told_on: date) -> tuple[str, str]:
    """Return the refusal code and the question at fault; empty when it is right.

    Safety is asked at every contact, and a case is never left without a next day
    unless it is about to be closed.
    """
    if is_contact(answers.way) and not (answers.in_danger and answers.risk_level):
        return "follow_up.safety", "in_danger"
    planned = day_of(answers.next_on)
    if planned is None and answers.closing != YES:
        return "follow_up.no_next", "next_on"
    if planned is not None and planned < told_on:
        return "follow_up.past", "next_on"
    return "", ""


def due_on(risk: str, danger: str, day: date) -> date:
    """Return the day of the next contact where nobody has chosen another."""
    days = SOON if danger == YES else DUE.get(risk, DUE_UNKNOWN)
    return day + timedelta(days=days)


@dataclass(frozen=True)
class Judged:
    """Danger and risk as they are in force, and when they were told."""

    in_danger: str
    risk_level: str
    told_at: datetime | None


def judged(before: Judged, told: Judged) -> Judged:
    """Return danger and risk after one more word on them.

    The later word counts. One that arrives late, from a device that was away, may
    raise what is in force and never lower it; what was not said changes nothing.
    """
    later = is_later(before, told)
    return Judged(
        in_danger=_moved(before.in_danger, told.in_danger, DANGERS, later=later),
        risk_level=_moved(before.risk_level, told.risk_level, RISKS, later=later),
        told_at=told.told_at if later else before.told_at,
    )


def is_later(before: Judged, told: Judged) -> bool:
    """Tell whether nothing was said after this word."""
    if before.told_at is None or told.told_at is None:
        return True
    return before.told_at <= told.told_at


def next_on(
    standing: date | None, planned: date | None, due: date, *, later: bool
) -> date:
    """Return the day of the next contact: as planned, or the earliest that stands."""
    if planned is not None and later:
        return planned
    return min(day for day in (standing, planned or due) if day is not None)


def told_at(time: str, received_at: datetime) -> datetime:
    """Return when something was told, as the device says, never after it arrived."""
    return min(moment(time), received_at)


def day_of(text: str) -> date | None:
    """Return a day that was said; None when there is none."""
    return None if text in NOT_SAID else date.fromisoformat(text)


def _moved(
    before: str, told: str, codes: tuple[tuple[str, str], ...], *, later: bool
) -> str:
    order = [code for code, _label in codes]  # what protects most comes first
    if told not in order:
        return before or told
    if later or before not in order:
        return told
    return min(before, told, key=order.index)
