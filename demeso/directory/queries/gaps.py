"""Read where nobody can be sent, of the places that the reader may know of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from demeso.directory.models import Revision, Site, TravelReport
from demeso.directory.queries.travelling import reports
from demeso.directory.rules.gaps import (
    NEEDS,
    WISHES,
    Area,
    Facts,
    Gap,
    Need,
    Place,
    condensed,
    cuts,
    gap_in,
    own_since,
    own_step,
)
from demeso.directory.rules.listing import DIRECTORY, ROOTS, SHELTER, roots_of
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.country import country

COLUMNS = (
    "id", "services", "region", "cercle", "north", "east", "receiving", "verified",
    "stock", "stocked", *WISHES,
)  # fmt: skip
YES = "yes"
Row = Mapping[str, Any]
Found = Mapping[str, Mapping[str, Gap]]  # cercle → need → what lacks there


def open_gaps(
    *,
    actor: Actor,
    at: datetime,
    wish: str = "",
    region: str = "",
    leaves: bool = False,
) -> Found:
    """Return cercle → need → gap, for whoever reads figures.

    `wish` is one of the questions of an entry that a place must say yes to;
    `region` narrows the cercles, not the places that may serve them. What `leaves`
    the house counts no place that shelters or that few people may know of.
    """
    actor.require("figures.read")
    rows = _anybodys(_rows(actor)) if leaves else _rows(actor)
    kept = [(row, _facts(row)) for row in rows]
    told = _Told(_closed([row["id"] for row, facts in kept if not facts.is_receiving]),
                 reports(at=at), at)  # fmt: skip
    areas = [one for one in _areas() if region in ("", one.region)]
    found: dict[str, dict[str, Gap]] = {area.code: {} for area in areas}
    for need in NEEDS:
        giving = (
            _place(row, facts, need, wish, told)
            for row, facts in kept
            if need.service in row["services"].split()
        )
        places = condensed(giving)
        for area in areas:
            found[area.code][need.code] = gap_in(area, places)
    return found


def knows_every_place(actor: Actor) -> bool:
    """Tell whether no place is kept from an actor: else some gaps may be none."""
    return roots_of(actor) >= set(ROOTS.values())


@dataclass(frozen=True)
class _Told:
    """What stands beside the entries: since when closed, and how ways are."""

    closed: Mapping[str, str]
    ways: Mapping[str, list[TravelReport]]
    at: datetime


def _rows(actor: Actor) -> QuerySet[Site, dict[str, Any]]:
    known = Site.objects.filter(
        is_draft=False, suspended_at=None, root__in=roots_of(actor)
    )
    found: QuerySet[Site, dict[str, Any]] = known.values(*COLUMNS)
    return found


def _anybodys(rows: QuerySet[Site, dict[str, Any]]) -> QuerySet[Site, dict[str, Any]]:
    return rows.filter(root=DIRECTORY).exclude(services__contains=SHELTER)


def _facts(row: Row) -> Facts:
    return Facts(
        verified=row["verified"],
        is_receiving=row["receiving"] == YES,
        able=frozenset(wish for wish in WISHES if row[wish] == YES),
        stock=row["stock"],
        stocked=row["stocked"],
    )


def _place(row: Row, facts: Facts, need: Need, wish: str, told: _Told) -> Place:
    step = own_step(facts, need, wish, told.at)
    closed = told.closed.get(row["id"], "")
    return Place(
        site=row["id"],
        region=row["region"],
        cercle=row["cercle"],
        point=None if row["north"] is None else (row["north"], row["east"]),
        step=step,
        since=own_since(facts, need, step, closed),
        cuts=cuts(told.ways.get(row["id"], ()), told.at),
    )


def _closed(sites: Collection[str]) -> dict[str, str]:
    """Return closed place → since which entry it says that it does not receive."""
    found: dict[str, str] = {}
    read = Revision.objects.filter(site__in=sites, decision=YES)
    for row in read.order_by("decided_at", "id").iterator():
        if row.said.get("receiving") == YES or row.decided_at is None:
            found.pop(row.site_id, None)
        else:
            found.setdefault(row.site_id, stamp(row.decided_at))
    return found


def _areas() -> list[Area]:
    here = country(settings.COUNTRY)
    centres = here.centres
    return [Area(one.code, one.within, centres.get(one.code)) for one in here.cercles]
