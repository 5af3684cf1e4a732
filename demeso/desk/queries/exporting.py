"""Read what may leave, within the scope of whoever takes it, and what has left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from demeso.desk.models import Export
from demeso.desk.queries.tracking import listed
from demeso.desk.rules.exporting import FIGURES, LISTS, TRACKER, Leaving
from demeso.desk.rules.paging import Pages, paged
from demeso.desk.rules.tracking import Row
from demeso.figures.queries import (
    barriers,
    gaps,
    incidents_noted,
    not_received,
    services_received,
    unmet,
)
from demeso.figures.rules import Shown
from demeso.kernel.actor import Actor


@dataclass(frozen=True)
class Content:
    """What a list holds: coded cases, or published tables with their month."""

    cases: tuple[Row, ...] = ()
    month: str = ""
    tables: tuple[Shown, ...] = ()

    @property
    def size(self) -> int:
        """Return how many lines leave."""
        return len(self.cases) + sum(len(table.rows) for table in self.tables)


def leaving(actor: Actor) -> list[Leaving]:
    """Return the lists that the actor may take along."""
    return [one for one in LISTS.values() if actor.may(one.permission)]


def content_of(name: str, *, actor: Actor, at: datetime) -> Content:
    """Return what a list holds for the actor, or refuse as if there were none."""
    actor.require(LISTS[name].permission)
    return CONTENTS[name](actor, at)


def _cases(actor: Actor, at: datetime) -> Content:
    return Content(cases=tuple(listed(actor=actor, at=at)))


def _figures(actor: Actor, at: datetime) -> Content:
    """Return only what the page of figures shows: small numbers are hidden already."""
    month, noted = incidents_noted(actor=actor, at=at, month="")
    others = (services_received, unmet, gaps, barriers, not_received)
    tables = (noted, *(one(actor=actor, at=at) for one in others))
    return Content(month=month, tables=tables)


CONTENTS: dict[str, Callable[[Actor, datetime], Content]] = {
    TRACKER: _cases,
    FIGURES: _figures,
}


def register(page: str, *, actor: Actor) -> tuple[list[Export], Pages]:
    """Return a page of what people of the agency took along, the latest first."""
    actor.require("audit.read")
    rows = Export.objects.filter(agency_id=actor.agency).select_related("worker")
    pages = paged(rows.count(), page)
    ordered = rows.order_by("-made_at", "-id")
    return list(ordered[pages.start : pages.end]), pages
