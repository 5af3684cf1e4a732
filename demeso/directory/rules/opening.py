"""Decide whether a place may be opened for cases: no services, no questions. Pure.

Before a team begins to ask people anything there, somebody whom a caseworker can
hand on to must be verified and within reach. Once open it stays open: what lapses
later is said, and stops no intake.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demeso.directory.rules.listing import EVERYWHERE
from demeso.directory.standing import A_DAY_AWAY, Point, distance
from demeso.kernel.actor import Actor
from demeso.kernel.text import _

REQUIRED = ("health", "psychosocial")
EXCEPTIONS = (
    ("arrivals", _("Beaucoup de personnes arrivent, et personne d’autre n’est là")),
    ("mobile", _("Une équipe mobile vient au moins chaque semaine")),
    ("phone", _("L’aide passe par le téléphone, et le transport est payé")),
)
NEAR = A_DAY_AWAY  # km: what can be reached, and left again, within a day


@dataclass(frozen=True)
class OpeningAnswers:
    """The answers of `site_opening@1`; `exception` is empty when nothing is missing."""

    site: str = ""
    exception: str = ""


@dataclass(frozen=True)
class Helper:
    """A place that may be reached from the one that is opened, as the rule sees it.

    `is_verified` holds for 90 days; `is_cut` when all who travelled lately say so.
    """

    site: str
    services: tuple[str, ...]
    region: str
    point: Point | None
    is_verified: bool
    is_cut: bool = False


@dataclass(frozen=True)
class Start:
    """The place that is opened: where the ways begin."""

    site: str
    region: str
    point: Point | None


def within_reach(start: Start, helpers: Iterable[Helper]) -> dict[str, list[str]]:
    """Return required service → verified places that can be reached from there."""
    reached = [one for one in helpers if one.is_verified and _is_near(start, one)]
    return {
        service: [one.site for one in reached if service in one.services]
        for service in REQUIRED
    }


def lacking(found: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the required services that nobody verified gives within reach."""
    return tuple(service for service in REQUIRED if not list(found.get(service, ())))


def opening_fault(missing: Iterable[str], exception: str, actor: Actor) -> str:
    """Return why a place may not be opened now; empty when it may.

    An exception has a reason, and is for those who answer for the whole directory.
    """
    if not list(missing):
        return ""
    if exception not in dict(EXCEPTIONS):
        return "site.unserved"
    return "" if actor.roles & EVERYWHERE else "site.exception"


def _is_near(start: Start, one: Helper) -> bool:
    if one.site == start.site:
        return True
    if one.is_cut:
        return False
    if start.point is None or one.point is None:
        return start.region == one.region
    return distance(start.point, one.point) <= NEAR
