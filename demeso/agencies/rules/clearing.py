"""Decide what a browser's clearing cost: what a device wrote, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LOSSES = "losses.read"  # what a role must carry to see what its agency's devices lost
MOST_SEQ = 10_000_000
# Weekly supervision (domain 1.6): silent for longer than that is passed over.
SILENT = timedelta(days=7)
YES = "yes"


@dataclass(frozen=True)
class Cleared:
    """The answers of `clearing@1`: the mark that stayed beside the emptied notebook.

    `seq` is the last number that the device had given to an act; `waiting` of them
    had not been acknowledged.
    """

    device: str = ""
    seq: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Looked:
    """The answers of `clearing_look@1`."""

    clearing_talked: str = ""


def is_whole(said: Cleared) -> bool:
    """Tell whether a mark can be true: nothing waits that was never written."""
    return 0 < said.seq <= MOST_SEQ and 0 <= said.waiting <= said.seq


def lost(seq: int, acked: int) -> int:
    """Return how many acts are nowhere: written up to `seq`, kept here up to `acked`.

    Kept acts have no holes, so that the two numbers say it all. What a colleague's
    parcel brings later is lost no more; what a restored server forgot is.
    """
    return max(0, seq - acked)


def is_silent(heard: datetime, replaced: datetime, at: datetime) -> bool:
    """Tell whether a device fell silent once another took its place, a week ago."""
    return heard < replaced and at - replaced >= SILENT
