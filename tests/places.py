"""Put places into the directory, read again by somebody else."""

from typing import Any

from demeso.ledger.services import perform
from tests.cast import Person

OFFICE = "|".join(["08:00-16:00"] * 5 + ["", ""])
ALWAYS = "|".join(["00:00-24:00"] * 7)
PLACE = {
    "name": "Porte bleue", "region": "mopti", "cercle": "mopti",
    "services": ["health"], "receiving": "yes", "hours": OFFICE, "on_call": "no",
    "languages": "bm ff", "women_staff": "always", "children": "yes", "men": "yes",
    "access": "partly", "cost": "free", "tier": "professional",
}  # fmt: skip


def propose_site(by: Person, organisation: str, **more: Any) -> str:
    """Write a place down; nobody has read it again yet."""
    site = by.new_id()
    groups = {"link": {"organisation": organisation}, "site": {**PLACE, **more}}
    by.do("site.registered", site, "site@1", groups=groups)
    return site


def edit_site(by: Person, site: str, **more: Any) -> str:
    """Write other words for a place; return what then waits to be read."""
    groups = {"site": {**PLACE, **more}}
    act = by.write("site.edited", site, "site@1", groups=groups)
    perform(act, actor=by.actor, at=by.stage.now())
    return act.id


def review_site(
    by: Person, site: str, revision: str, edition: int = 0, decision: str = "yes"
) -> Any:
    """Read again what somebody else wrote."""
    said = {"revision": revision, "edition": edition, "decision": decision}
    return by.do("site.reviewed", site, "site_review@1", groups={"review": said})


def tell_stock(by: Person, site: str, **stock: str) -> Any:
    """Say what a place has today."""
    return by.do("site.stocked", site, "stock@1", groups={"stock": stock})


def tell_capacity(by: Person, site: str, **room: Any) -> Any:
    """Say how much room a place has today."""
    return by.do("capacity.told", site, "capacity@1", groups={"capacity": room})


def verify_site(by: Person, site: str, how: str = "called") -> Any:
    """Say that a place is still as its entry says."""
    return by.do("site.verified", site, "site_check@1", groups={"check": {"how": how}})
