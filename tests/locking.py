"""Put a place into the directory, say who works there, lock it, open it again."""

from typing import Any

from demeso.directory.queries.listing import waiting
from tests.cast import Person
from tests.places import propose_site, review_site


def listed_site(by: Person, reader: Person, organisation: str, **more: Any) -> str:
    """Write a place down and have somebody else read it."""
    site = propose_site(by, organisation, **more)
    (found,) = [one for one in waiting(reader.actor) if one.site_id == site]
    review_site(reader, site, found.id)
    return site


def staff(by: Person, site: str, *people: Person) -> Any:
    """Say who works at a place."""
    said = {"site": site, "staff": [one.id for one in people]}
    return by.do("site.staffed", by.new_id(), "site_staff@1", groups={"staff": said})


def lock(by: Person, site: str, why: str = "attack", record: str = "") -> str:
    """Lock a place; return the lock."""
    found = record or by.new_id()
    said = {"site": site, "lock_why": why}
    by.do("site.locked", found, "site_lock@1", groups={"lock": said})
    return found


def unlock(kind: str, by: Person, lock: str) -> Any:
    """Say that a place is safe again: propose it, or agree."""
    return by.do(kind, lock, "unlocking@1", groups={"unlocking": {"safe": "yes"}})


def tell(by: Person, detour: str, told: str = "yes") -> Any:
    """Say whether she knows that the place cannot be reached."""
    said = {"telling": {"detour_told": told}}
    return by.do("detour.told", detour, "detour@1", groups=said)
