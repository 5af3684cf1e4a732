"""Keep a centre's board: who is there, what is left, who came."""

from datetime import date
from typing import Any

from demeso.directory.queries.listing import waiting
from tests.cast import Person
from tests.handing import list_organisation
from tests.places import ALWAYS, propose_site, review_site

CARE = "clinician health here"
CALLED = "clinician health on_call"
LISTENER = "psychologist women here"


def listed_place(by: Person, reader: Person, agency: str, **more: Any) -> str:
    """List a place of an agency that gives care day and night; return it."""
    entry = list_organisation(by, "Centre du Fleuve", "health", "psychosocial", "legal",
                              agency=agency)  # fmt: skip
    said = {"name": "Porte claire", "hours": ALWAYS,
            "services": ["health", "psychosocial"], **more}  # fmt: skip
    site = propose_site(by, entry, **said)
    (found,) = [one for one in waiting(reader.actor) if one.site_id == site]
    review_site(reader, site, found.id)
    return site


def open_centre(by: Person, site: str, beds: int = 4, low: int = 5) -> str:
    """Give a place a board; return the centre."""
    centre = by.new_id()
    groups = {"link": {"site": site}, "centre": {"beds": beds, "low": low}}
    by.do("centre.opened", centre, "centre@1", groups=groups)
    return centre


def set_duty(
    by: Person, centre: str, day: date, *team: str, shift: str = "night"
) -> Any:
    """Say who is in a shift."""
    said = {"centre": centre, "day": str(day), "shift": shift, "team": list(team)}
    return by.do("duty.set", by.new_id(), "duty@1", groups={"duty": said})


def count(by: Person, centre: str, **left: int) -> Any:
    """Say what is left on the shelf."""
    return by.do("shelf.counted", centre, "shelf@1", groups={"shelf": left})


def come(by: Person, centre: str, day: date, *parts: str) -> str:
    """Let somebody come, and tick what was given; return the visit."""
    visit, said = by.new_id(), {"centre": centre, "came_on": str(day)}
    by.do("visit.opened", visit, "visit@1", groups={"visit": said})
    if parts:
        ticked = {"parts": {"parts": list(parts)}}
        by.do("visit.ticked", visit, "visit_parts@1", groups=ticked)
    return visit


def turn_away(by: Person, centre: str, day: date, missing: str, **more: str) -> Any:
    """Count somebody who was not received."""
    said = {"centre": centre, "came_on": str(day), "missing": missing, **more}
    return by.do("turn_away.recorded", by.new_id(), "turn_away@1",
                 groups={"turn_away": said})  # fmt: skip


def fill(by: Person, centre: str, month: str, **points: str) -> Any:
    """Fill the month's list."""
    said = {"centre": centre, "month": month, **points}
    return by.do("checklist.filled", by.new_id(), "checklist@1",
                 groups={"checklist": said})  # fmt: skip
