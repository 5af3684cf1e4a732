"""Read how ways to places are, as far as it still counts."""

from datetime import datetime

from demeso.directory.models import Site, TravelReport
from demeso.directory.rules.travelling import REPORTED_FOR, fresh


def ways_to(site: Site, *, at: datetime) -> list[TravelReport]:
    """Return the fresh reports of the ways to a place that the caller may know."""
    rows = TravelReport.objects.filter(site=site, reported_at__gt=at - REPORTED_FOR)
    return fresh(rows, at)


def reports(*, at: datetime) -> dict[str, list[TravelReport]]:
    """Return place → fresh reports, for the room above and for opening a place."""
    found: dict[str, list[TravelReport]] = {}
    for row in TravelReport.objects.filter(reported_at__gt=at - REPORTED_FOR):
        found.setdefault(row.site_id, []).append(row)
    return {site: fresh(rows, at) for site, rows in found.items()}


def is_report(report: str) -> bool:
    """Tell whether a report is kept under this id."""
    return TravelReport.objects.filter(id=report).exists()
