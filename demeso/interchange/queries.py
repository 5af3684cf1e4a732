"""Lay a file beside the directory, read what may be written into one, and editions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from demeso.directory.forms.listing import ORGANISATION, SITE
from demeso.directory.models import Organisation, Site
from demeso.directory.queries.entries import (
    Entries,
    entries,
    kept_organisations,
    kept_sites,
    said_before,
)
from demeso.directory.queries.listing import waiting
from demeso.directory.rules.listing import EVERYWHERE, may_write
from demeso.interchange.files import rows_in
from demeso.interchange.models import Edition
from demeso.interchange.rules.columns import KEY, OWN, PLACE
from demeso.interchange.rules.packing import packed
from demeso.interchange.rules.planning import Kept, Plan, add_exposed, planned
from demeso.interchange.rules.profile import Tables
from demeso.interchange.rules.reading import Reading, reading
from demeso.interchange.rules.spreading import (
    Spread,
    offers_of,
    spread_organisation,
    spread_place,
)
from demeso.interchange.words import land, words
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

OWN_NAMES = tuple(question.name for question in ORGANISATION.group("organisation"))
NAMES = tuple(question.name for question in SITE.group("site"))
WORDS = ("services", "documents")  # kept as words, said as a list


def read_file(raw: bytes, *, name: str, at: datetime) -> Reading:
    """Return what a file says, and everything that is wrong with it."""
    rows, faults = rows_in(raw, name, words)
    return reading(rows, faults, land(), at.date().isoformat())


def plan_import(raw: bytes, *, name: str, actor: Actor, at: datetime) -> Plan:
    """Return what taking a file in would do; nothing is written."""
    actor.require("directory.write")
    found = read_file(raw, name=name, at=at)
    plan = planned(found, _kept(actor), may_add=may_write(actor, ""))
    told = [step.record for step in plan.steps if step.bears_shelter_or_point]
    add_exposed(plan, said_before(told, actor=actor))
    return plan


def _kept(actor: Actor) -> list[Kept]:
    """Return the directory as the actor keeps it; her own waiting words count."""
    mine = {row.site_id: row for row in waiting(actor) if row.author == actor.worker}
    found = [_organisation(row, actor) for row in kept_organisations(actor=actor)]
    for row in kept_sites(actor=actor):
        said = mine[row.pk].said if row.pk in mine else _said(row)
        found.append(_place(row, said, actor))
    return found


def _organisation(row: Organisation, actor: Actor) -> Kept:
    said = {name: getattr(row, name) for name in OWN_NAMES}
    given = _filled(said | {"services": list(row.offers)})
    return Kept(row.pk, OWN, given, may_write(actor, row.agency_id or ""))


def _said(row: Site) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in NAMES}
    return said | {name: said[name].split() for name in WORDS}


def _place(row: Site, said: dict[str, Any], actor: Actor) -> Kept:
    own = may_write(actor, row.organisation.agency_id or "")
    given = _filled({name: said.get(name) for name in NAMES})
    return Kept(row.pk, PLACE, given, own, row.organisation_id, row.root)


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in said.items()
        if value not in ("", None, [], ())
    }


def spreads(found: Entries) -> tuple[list[Spread], list[Spread]]:
    """Return organisations and places spread over the columns of a file."""
    places = [spread_place(place) for place in found.places]
    offers = offers_of(iter(places))
    own = [
        spread_organisation({"services": offers.get(one[KEY], []), **one})
        for one in found.organisations
    ]
    return own, places


def exported(*, actor: Actor, tier: str) -> tuple[list[Spread], list[Spread]]:
    """Return all of the directory that a tier may read."""
    return spreads(entries(actor=actor, tier=tier))


def packages(own: Iterable[Spread], places: Iterable[Spread]) -> Tables:
    """Return what may be read as the tables of an HSDS package."""
    return packed(own, places, words)


def require_mapper(actor: Actor) -> None:
    """Refuse, looking like an unknown page, who does not keep the whole directory."""
    if not actor.roles & EVERYWHERE or not actor.may("directory.write"):
        raise UnknownError


def editions(*, actor: Actor) -> list[Edition]:
    """Return every edition without what is in it, the newest first."""
    require_mapper(actor)
    return list(Edition.objects.defer("places").order_by("-made_at", "-id"))


def get_edition(edition: str, *, actor: Actor) -> Edition:
    """Return one edition, whole, or refuse."""
    require_mapper(actor)
    found = Edition.objects.filter(id=edition).first()
    if found is None:
        raise UnknownError
    return found
