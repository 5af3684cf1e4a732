"""Show what the desk may show, and write down that it was read."""

from datetime import datetime

from demeso.desk.queries import Review, followed, to_review
from demeso.desk.rules import Row
from demeso.kernel.actor import Actor
from demeso.ledger.services import note_reading, writing


@writing
def read_tracker(*, actor: Actor, at: datetime) -> list[Row]:
    """Return the tracker of the actor's agency: one leaf, a row per record."""
    rows = followed(actor=actor, at=at)
    note_reading("desk.tracker", [row.case for row in rows], actor=actor, at=at)
    return rows


@writing
def read_review(*, actor: Actor, at: datetime) -> Review:
    """Return what waits for a supervisor, and write down which records she saw."""
    review = to_review(actor=actor)
    seen = {found.conflict.record for found in review.disputes}
    seen |= {entry.record for entry in review.set_aside}
    note_reading("desk.review", seen, actor=actor, at=at)
    return review
