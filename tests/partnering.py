"""A partner organisation that keeps a key or a sheet for another, by agreement."""

from dataclasses import dataclass
from typing import Any

from tests.cast import Person, Team
from tests.recovering import House

SHEET = "recovery"


@dataclass
class Partner:
    """Centre Yèlèn, which keeps for Association Dɛmɛ."""

    team: Team
    boss: Person
    supervisor: Person
    dpo: Person


def sign(by: Person, agency: str, other: str, owner: str, record: str) -> Any:
    """Sign an agreement for one side."""
    said = {"agency": agency, "partner": other, "owner": owner}
    return by.do("agreement.signed", record, "agreement@1", groups={"agreement": said})


def agree(house: House, partner: Partner, owner: str) -> str:
    """Let both sides sign; return the agreement."""
    record = house.administrator.new_id()
    for by in (house.administrator, partner.boss):
        sign(by, house.team.id, partner.team.id, owner, record)
    return record


def end(by: Person, record: str, why: str = "not_needed") -> Any:
    """End an agreement, or say no to it."""
    groups = {"ending": {"agreement_end": why}}
    return by.do("agreement.ended", record, "agreement_end@1", groups=groups)
