"""Read what anybody may know of the directory, without signing in."""

from dataclasses import dataclass

from demeso.directory.models import Site
from demeso.directory.queries.searching import who_can_help
from demeso.directory.ranking import Ranked
from demeso.directory.rules.showing import Shown, shown, shown_organisation
from demeso.directory.standing import Asked, Map
from demeso.kernel.actor import door

ANYBODY = door("help")
PUBLIC = "public"


@dataclass(frozen=True)
class PublicPlace:
    """A place that agreed to be known to anybody, and where it stands now."""

    ranked: Ranked
    place: Shown
    organisation: Shown


def who_helps_anybody(asked: Asked, *, here: Map, most: int) -> list[PublicPlace]:
    """Return the first public places that can help now, as anybody may read them."""
    found = who_can_help(asked, actor=ANYBODY, here=here, tier=PUBLIC)[:most]
    rows = _public([one.site for one in found])
    return [
        PublicPlace(
            one,
            shown(rows[one.site], PUBLIC),
            shown_organisation(rows[one.site].organisation, PUBLIC),
        )
        for one in found
        if one.site in rows
    ]


def public_place(site: str) -> Shown:
    """Return one place as anybody may read it; nothing where there is none."""
    found = _public([site])
    return shown(found[site], PUBLIC) if site in found else {}


def _public(sites: list[str]) -> dict[str, Site]:
    rows = Site.objects.select_related("organisation").filter(id__in=sites, tier=PUBLIC)
    return {row.id: row for row in rows if shown(row, PUBLIC)}
