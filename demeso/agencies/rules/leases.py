"""Decide how long a device opens what it keeps, and when a place is cut off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

PERIOD = timedelta(days=7)
LONGEST = timedelta(days=21)
SPARE = (1, 2)  # further periods, each opened by a spoken code of its own
TOLD_BEFORE = timedelta(days=1)
MOST_CUT_OFF = timedelta(days=60)
RENEWED_EVERY = timedelta(hours=12)
CALLED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class BlockadeAnswers:
    """The answers of `blockade@1`: which devices are cut off, where, until when."""

    agency: str = ""
    cercle: str = ""
    until: str = ""
    devices: tuple[str, ...] = ()


@dataclass(frozen=True)
class SecondWord:
    """The answers of `blockade_word@1`."""

    confirmed: str = ""


@dataclass(frozen=True)
class LeaseFacts:
    """From which contact a lease counts, and until when it holds; none before any."""

    since: datetime | None = None
    until: datetime | None = None


def ends_at(contact: datetime, cut_off_until: datetime | None = None) -> datetime:
    """Return when a lease ends: 7 days after the contact, 21 at most when cut off."""
    usual = contact + PERIOD
    if cut_off_until is None:
        return usual
    return max(usual, min(contact + LONGEST, cut_off_until))


def is_held(lease: LeaseFacts, at: datetime) -> bool:
    """Tell whether a device may open what it keeps."""
    return lease.until is not None and at < lease.until


def is_due(lease: LeaseFacts, at: datetime) -> bool:
    """Tell whether a contact renews a lease: twice a day is enough."""
    fresh = lease.since is not None and at - lease.since < RENEWED_EVERY
    return not (fresh and is_held(lease, at))


def period_ends(since: datetime, period: int) -> datetime:
    """Return until when the spoken code of a period opens a device."""
    return since + PERIOD * (period + 1)


def spare_periods(lease: LeaseFacts) -> tuple[int, ...]:
    """Return the periods after a lease that a spoken code may still open."""
    since, until = lease.since, lease.until
    if since is None or until is None:
        return ()
    return tuple(one for one in SPARE if period_ends(since, one) > until)


def told_period(
    lease: LeaseFacts, at: datetime, cut_off_until: datetime | None
) -> int | None:
    """Return the period whose code may be told now; none unless cut off.

    One at a time, from a day before it begins, and only while the blockade lasts.
    """
    since = lease.since
    if since is None or cut_off_until is None or at >= cut_off_until:
        return None
    running = (
        one
        for one in SPARE
        if since + PERIOD * one - TOLD_BEFORE <= at < period_ends(since, one)
    )
    return max(running, default=None)


def blockade_fault(said: BlockadeAnswers, until: datetime, at: datetime) -> str:
    """Return the first question at fault in a blockade; empty when right."""
    checks = {
        "until": at < until <= at + MOST_CUT_OFF,
        "devices": 0 < len(said.devices) == len(set(said.devices)),
    }
    return next((name for name, right in checks.items() if not right), "")


def may_confirm(who: str, *, declared_by: str, devices_of: Collection[str]) -> bool:
    """Tell whether somebody may second a blockade.

    She is not who declared it, and none of the devices is hers.
    """
    return who != declared_by and who not in devices_of
