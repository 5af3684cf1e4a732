"""Deadlines and times of keeping that a country sets for the protection of data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

FEBRUARY, LEAP_DAY = 2, 29


@dataclass(frozen=True)
class Ground:
    """Where a limit comes from, and whether a lawyer has checked it."""

    law: str
    checked: bool


@dataclass(frozen=True)
class Limits:
    """What the country asks of whoever keeps data about people."""

    law: str
    authority: str
    filing_hours: int
    answer_days: int
    remind_days_before: int
    identity_years: int
    case_years: int
    child_until: int
    grounds: Mapping[str, Ground]

    def file_by(self, known_at: datetime) -> datetime:
        """Return up to when a breach is filed with the authority."""
        return known_at + timedelta(hours=self.filing_hours)

    def answer_by(self, asked_on: date) -> date:
        """Return up to which day somebody who asks is answered."""
        return asked_on + timedelta(days=self.answer_days)


def read_limits(data: Mapping[str, Any]) -> Limits:
    """Read protection.toml; a missing number is a fault of the country's data."""
    breach, request, kept = data["breach"], data["request"], data["retention"]
    parts = ("breach", "request", "retention", "transfers")
    return Limits(
        law=data["law"],
        authority=data["authority"],
        filing_hours=breach["filing_hours"],
        answer_days=request["answer_days"],
        remind_days_before=request["remind_days_before"],
        identity_years=kept["identity_years"],
        case_years=kept["case_years"],
        child_until=kept["child_until"],
        grounds={
            part: Ground(data[part]["law"], data[part]["checked"]) for part in parts
        },
    )


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March."""
    if (day.month, day.day) == (FEBRUARY, LEAP_DAY):
        leap = (day.year + years) % 4 == 0
        return date(day.year + years, FEBRUARY if leap else 3, LEAP_DAY if leap else 1)
    return day.replace(year=day.year + years)
