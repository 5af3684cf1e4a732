"""Read whom a place that opens for cases can hand on to, and what lapsed since."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from demeso.directory.models import CaseOpening, Site
from demeso.directory.queries.travelling import reports
from demeso.directory.rules.listing import may_write
from demeso.directory.rules.opening import (
    REQUIRED,
    Helper,
    Start,
    lacking,
    within_reach,
)
from demeso.directory.rules.travelling import is_cut
from demeso.directory.rules.verifying import LAPSED, state_of
from demeso.kernel.actor import Actor


def helpers_of(site: Site, *, at: datetime) -> dict[str, list[str]]:
    """Return required service → verified places that can be reached from a place."""
    start = Start(site.id, site.region, _point(site))
    return within_reach(start, _helpers(site.cercle, at))


def _helpers(cercle: str, at: datetime) -> Iterator[Helper]:
    gives = Q(services__contains=REQUIRED[0]) | Q(services__contains=REQUIRED[1])
    rows = Site.objects.filter(gives, is_draft=False, suspended_at=None)
    told = reports(at=at)
    for one in rows.filter(receiving="yes").order_by("name", "id"):
        yield Helper(
            site=one.id, services=one.offers, region=one.region, point=_point(one),
            is_verified=state_of(one.verified, at) != LAPSED,
            is_cut=is_cut(told.get(one.id, ()), cercle, at),
        )  # fmt: skip


def _point(site: Site) -> tuple[float, float] | None:
    both = (site.north, site.east)
    return None if both[0] is None or both[1] is None else (both[0], both[1])


def case_opening(site: str) -> CaseOpening | None:
    """Return whether and how a place was opened for cases."""
    return CaseOpening.objects.filter(site=site).first()


def warned(actor: Actor, *, at: datetime) -> list[tuple[CaseOpening, tuple[str, ...]]]:
    """Return the open places an actor keeps, with the services that lapsed there.

    It warns and stops nothing: no service that takes people in asks for it.
    """
    actor.require("directory.write")
    rows = CaseOpening.objects.select_related("site__organisation")
    kept = [
        row for row in rows.order_by("site__name", "id")
        if may_write(actor, row.site.organisation.agency_id or "")
    ]  # fmt: skip
    told = [(row, lacking(helpers_of(row.site, at=at))) for row in kept]
    return [(row, missing) for row, missing in told if missing]
