"""Hand out again one case that a device only lists."""

from datetime import datetime
from typing import Any

from demeso.field.queries import root_changes
from demeso.kernel.actor import Actor
from demeso.ledger.services import note_reading, writing


@writing
def read_root(
    *, actor: Actor, root: str, cursor: str, after: int, at: datetime
) -> dict[str, Any]:
    """Return a page of one case to a device that only listed it, and write it down."""
    found = root_changes(root, cursor, after, actor=actor, at=at)
    note_reading("field.root", [root], actor=actor, at=at)
    return found
