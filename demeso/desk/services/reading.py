"""Show what the desk may show, and write down that it was read."""

from datetime import datetime

from demeso.casework.models import Glass
from demeso.casework.queries.glass import glasses
from demeso.desk.queries.locking import Locked, locked, warned
from demeso.desk.queries.reviewing import Review, to_review
from demeso.desk.queries.shredding import Awaited, awaited
from demeso.desk.queries.tracking import followed
from demeso.desk.rules.paging import Pages
from demeso.desk.rules.tracking import Row, Wanted
from demeso.kernel.actor import Actor
from demeso.ledger.services import note_reading, writing
from demeso.referrals.queries.detours import Way


@writing
def read_tracker(
    *, actor: Actor, wanted: Wanted, page: str, at: datetime
) -> tuple[list[Row], Pages, dict[str, int]]:
    """Return a page of the agency's tracker: one leaf, a row per case on it."""
    rows, pages, counted = followed(wanted, page, actor=actor, at=at)
    note_reading("desk.tracker", [row.case for row in rows], actor=actor, at=at)
    return rows, pages, counted


@writing
def read_shreddings(*, actor: Actor, at: datetime) -> list[Awaited]:
    """Return what is awaited to be gone, and write down whose it was."""
    found = awaited(actor)
    note_reading("desk.shreddings", [one.survivor for one in found], actor=actor, at=at)
    return found


@writing
def read_locks(
    *, actor: Actor, at: datetime
) -> tuple[list[Locked], list[tuple[Way, str]]]:
    """Return the agency's locks and whom to warn, and write down whose codes showed."""
    locks, ways = locked(actor), warned(actor)
    if ways:
        seen = [way.survivor for way, _who in ways]
        note_reading("desk.locks", seen, actor=actor, at=at)
    return locks, ways


@writing
def read_review(*, actor: Actor, at: datetime) -> Review:
    """Return what waits for a supervisor, and write down which records she saw."""
    review = to_review(actor=actor)
    seen = {found.conflict.record for found in review.disputes}
    seen |= {entry.record for entry in review.set_aside}
    note_reading("desk.review", seen, actor=actor, at=at)
    return review


@writing
def read_glasses(*, actor: Actor, at: datetime) -> list[Glass]:
    """Return every urgent access of the agency, and write down which were seen."""
    found = glasses(actor)
    if found:
        seen = [one.case_id for one in found]
        note_reading("desk.glasses", seen, actor=actor, at=at)
    return found
