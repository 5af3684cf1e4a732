"""Decide what of "urgent until" is kept, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from demeso.kernel.clock import moment
from demeso.kernel.text import _

KEPT = timedelta(days=14)
LONGEST = timedelta(hours=72)  # no moment lies further ahead: see kernel.derive
PATIENCE = timedelta(minutes=10)  # a device's clock may run ahead a little

BANDS = (
    ("under_3_days", _("Moins de 3 jours")),
    ("3_5_days", _("De 3 à 5 jours")),
    ("over_5_days", _("Plus de 5 jours")),
    ("not_said", _("Ne veut pas le dire")),
)


@dataclass(frozen=True)
class UrgencyAnswers:
    """The coded answers of `urgency.recorded`."""

    case: str = ""
    band: str = ""
    urgent_until: str = ""
    hours_said: str = ""
    cercle: str = ""


def until(text: str) -> datetime | None:
    """Return the moment that a device derived; None when nothing is urgent."""
    return moment(text) if text else None


def is_plausible(text: str, told_at: str, received_at: datetime) -> bool:
    """Tell whether a derived moment is one, and no further ahead than it can be."""
    try:
        told = min(moment(told_at), received_at)
        return not text or moment(text) <= told + LONGEST + PATIENCE
    except ValueError:
        return False


def forgotten_before(now: datetime) -> datetime:
    """Return the moment before which what was received is deleted by now."""
    return now - KEPT
