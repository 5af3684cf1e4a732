"""Read whole entries of the directory: to write them into a file, or to compare."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from demeso.directory.models import Organisation, Revision, Site
from demeso.directory.rules.listing import may_write, roots_of
from demeso.directory.rules.showing import (
    TIERS,
    Shown,
    shown,
    shown_organisation,
    tier_of,
)
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

PUBLIC = TIERS[0]
Said = dict[str, Any]


@dataclass(frozen=True)
class Entries:
    """Organisations and places as a tier may read them, by name."""

    organisations: Sequence[Shown]
    places: Sequence[Shown]


def entries(*, actor: Actor, tier: str) -> Entries:
    """Return all that a tier may read; refuse a narrower one than the actor's."""
    if tier not in TIERS[: TIERS.index(tier_of(actor)) + 1]:
        raise UnknownError
    own = Organisation.objects.order_by("name", "id")
    rows = Site.objects.filter(is_draft=False, suspended_at=None)
    rows = rows.filter(tier__in=TIERS[: TIERS.index(tier) + 1])
    places = [
        found for row in rows.order_by("name", "id") if (found := shown(row, tier))
    ]
    if tier == PUBLIC:  # an organisation without a public place is nobody's business
        own = own.filter(id__in={place["organisation"] for place in places})
    return Entries([shown_organisation(row, tier) for row in own], places)


def public_page(*, page: int, size: int) -> tuple[Entries, int]:
    """Return one page of what anybody may read, and how many organisations have it."""
    public = Site.objects.filter(is_draft=False, suspended_at=None, tier=PUBLIC)
    own = Organisation.objects.filter(id__in=public.values("organisation"))
    rows = own.order_by("id")[(page - 1) * size : page * size]
    places = public.filter(organisation__in=[row.pk for row in rows])
    found = [
        one for row in places.order_by("name", "id") if (one := shown(row, PUBLIC))
    ]
    told = [shown_organisation(row, PUBLIC) for row in rows]
    return Entries(told, found), own.count()


def kept_organisations(*, actor: Actor) -> list[Organisation]:
    """Return every organisation, for whoever writes the directory."""
    actor.require("directory.write")
    return list(Organisation.objects.order_by("name", "id"))


def said_before(sites: Collection[str], *, actor: Actor) -> dict[str, list[Said]]:
    """Return place → all that was ever proposed of it, for who writes the directory."""
    actor.require("directory.write")
    found: dict[str, list[Said]] = {}
    rows = Revision.objects.filter(site__in=sites).values_list("site_id", "said")
    for site, said in rows:
        found.setdefault(site, []).append(said)
    return found


def kept_sites(*, actor: Actor) -> list[Site]:
    """Return every place that the actor may know of, drafts too."""
    actor.require("directory.write")
    rows = Site.objects.select_related("organisation").order_by("name", "id")
    roots = roots_of(actor)
    return [
        row
        for row in rows
        if may_write(actor, row.organisation.agency_id or "")
        or (not row.is_draft and row.root in roots)
    ]
