"""Write down that codes were shown on a page about the protection of data."""

from collections.abc import Iterable
from datetime import datetime

from demeso.kernel.actor import Actor
from demeso.ledger.services import note_reading, writing

LOST = "desk.lost"
BREACH, RETENTION, REQUESTS = "desk.breach", "desk.retention", "desk.requests"


@writing
def note_shown(
    *, actor: Actor, what: str, survivors: Iterable[str], at: datetime
) -> None:
    """Note who saw whose codes on which page; a page without codes leaves nothing."""
    seen = set(survivors)
    if seen:
        note_reading(what, seen, actor=actor, at=at)
