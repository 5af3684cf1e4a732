"""How far each organisation's devices have signed the log."""

from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.queries.people import agency_names
from demeso.kernel.actor import Actor
from demeso.ledger.witnesses import witnesses


@dataclass(frozen=True)
class Signed:
    """An organisation, the newest size of the log that it signed, and when."""

    called: str
    size: int
    at: datetime


def who_signed(*, actor: Actor) -> list[Signed]:
    """Return how far each organisation has signed, the one furthest behind first."""
    actor.require("audit.read")
    found = witnesses()
    names = agency_names([one.agency for one in found])
    return [Signed(names.get(w.agency, w.agency), w.size, w.at) for w in found]
