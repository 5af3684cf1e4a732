"""What is awaited from those who held something of hers, by code."""

from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.queries.people import names_of
from demeso.kernel.actor import Actor
from demeso.referrals.queries.referring import followed_shreddings
from demeso.survivors.queries import codes_of


@dataclass(frozen=True)
class Awaited:
    """One person whose word is awaited."""

    survivor: str
    code: str
    organisation: str
    called: str
    how: str
    state: str
    asked_at: datetime


def awaited(actor: Actor) -> list[Awaited]:
    """Return what an agency's supervisor or controller waits for."""
    rows = followed_shreddings(actor)
    codes = codes_of({row.referral.survivor_id for row in rows}, actor=actor)
    names = names_of({row.worker for row in rows}, actor=actor)
    return [
        Awaited(
            survivor=row.referral.survivor_id,
            code=codes.get(row.referral.survivor_id, ""),
            organisation=row.referral.recipient.name,
            called=names.get(row.worker, ""),
            how=row.how,
            state=row.state,
            asked_at=row.asked_at,
        )
        for row in rows
    ]
