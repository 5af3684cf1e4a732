"""Read the directory: every signed-in worker may, and doors that serve them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from demeso.directory.models import Organisation, Revision, Site
from demeso.directory.rules.choices import NETWORK
from demeso.directory.rules.listing import FAMILIES, matches, may_write, roots_of
from demeso.directory.standing import VERIFIED_FOR
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.permit import Recipient
from demeso.kernel.refusal import UnknownError
from demeso.ledger.rows import held, held_all


def organisations(actor: Actor, *, service: str = "") -> list[Organisation]:
    """Return who can help, by name; with `service`, only those who offer it."""
    del actor  # the directory is open to whoever is signed in
    found = Organisation.objects.select_related(
        "agency", "focal_point", "deputy"
    ).order_by("name", "id")
    return [row for row in found if not service or service in row.offers]


@dataclass(frozen=True)
class Search:
    """What somebody looks for in the directory; empty asks for nothing.

    `state` is `unverified` or `placeless`, the two things to mend.
    """

    words: str = ""
    service: str = ""
    region: str = ""
    state: str = ""


@dataclass(frozen=True)
class Found:
    """An organisation, and its reviewed places that the actor may know of."""

    organisation: Organisation
    sites: tuple[Site, ...]


def search(asked: Search, *, actor: Actor, at: datetime) -> list[Found]:
    """Return the organisations that are looked for, by name."""
    places: dict[str, list[Site]] = {}
    for site in sites(actor):
        places.setdefault(site.organisation_id, []).append(site)
    everyone = (
        Found(row, tuple(places.get(row.id, ())))
        for row in organisations(actor, service=asked.service)
    )
    return [one for one in everyone if _is_sought(one, asked, at)]


def _is_sought(one: Found, asked: Search, at: datetime) -> bool:
    names = " ".join((one.organisation.name, *(site.name for site in one.sites)))
    regions = {one.organisation.region, *(site.region for site in one.sites)}
    since = stamp(at - VERIFIED_FOR)
    stale = any(site.verified < since for site in one.sites)
    is_network = one.organisation.kind == NETWORK  # its members receive
    placeless = not one.sites and not is_network
    states = {"unverified": stale, "placeless": placeless}
    return (
        matches(names, asked.words)
        and asked.region in ("", *regions)
        and states.get(asked.state, True)
    )


def get_organisation(organisation: str, *, actor: Actor) -> Organisation:
    """Return one organisation or refuse."""
    del actor  # the directory is open to whoever is signed in
    found = held(Organisation, organisation)
    if found is None:
        raise UnknownError
    return found


def is_listed(organisation: str) -> bool:
    """Tell whether an organisation with this id is in the directory."""
    return held(Organisation, organisation) is not None


def foresee_entries(records: Collection[str]) -> None:
    """Read in one go what the open unit will ask about entries and their owners."""
    held_all(Organisation, records)
    held_all(Site, records)


def networks() -> list[Organisation]:
    """Return the networks that organisations may be members of, by name."""
    return list(Organisation.objects.filter(kind=NETWORK).order_by("name", "id"))


def members(network: str) -> list[Organisation]:
    """Return the organisations that are members of a network, by name."""
    rows = Organisation.objects.order_by("name", "id")
    return [row for row in rows if network in row.networks]


def are_networks(named: Collection[str]) -> bool:
    """Tell whether all that is named is a network of the directory."""
    found = Organisation.objects.filter(id__in=named, kind=NETWORK)
    return not named or found.count() == len(named)


def recipient(organisation: str) -> Recipient:
    """Return an organisation as one that may receive a hand-over, or refuse."""
    found = Organisation.objects.filter(id=organisation).first()
    if found is None:
        raise UnknownError
    return Recipient(
        organisation=found.id,
        name=found.name,
        agency=found.agency_id or "",
        focal_point=found.focal_point_id or "",
        deputy=found.deputy_id or "",
        services=tuple(code for code in FAMILIES if code in found.offers),
    )


def answering(worker: str) -> frozenset[str]:
    """Return the organisations that name a worker as focal point or deputy."""
    named = Organisation.objects.filter(focal_point=worker) | (
        Organisation.objects.filter(deputy=worker)
    )
    return frozenset(named.values_list("id", flat=True))


def get_site(site: str, *, actor: Actor) -> Site:
    """Return one place to whoever may know of it, or refuse."""
    found = Site.objects.select_related("organisation").filter(id=site).first()
    if found is None or not _may_know(actor, found):
        raise UnknownError
    return found


def sites_of(organisation: str, *, actor: Actor) -> list[Site]:
    """Return an organisation's places that the actor may know of, drafts last."""
    found = Site.objects.select_related("organisation").order_by("is_draft", "name")
    rows = found.filter(organisation=organisation)
    return [row for row in rows if _may_know(actor, row)]


def _may_know(actor: Actor, site: Site) -> bool:
    """Tell whether an actor may: a locked place only those of its own agency."""
    agency = site.organisation.agency_id or ""
    stands = site.suspended_at is None or agency == actor.agency
    is_listed_to = not site.is_draft and stands and site.root in roots_of(actor)
    return may_write(actor, agency) or is_listed_to


def sites(actor: Actor) -> list[Site]:
    """Return every reviewed place that the actor may know of, by name."""
    found = Site.objects.select_related("organisation")
    shown = found.filter(is_draft=False, suspended_at=None, root__in=roots_of(actor))
    return list(shown.order_by("organisation__name", "name", "id"))


def named_sites(ids: Collection[str], *, actor: Actor) -> dict[str, Site]:
    """Return those of the named places that the actor may know of, by their ids."""
    found = Site.objects.select_related("organisation").filter(id__in=ids)
    return {row.id: row for row in found if _may_know(actor, row)}


def waiting(actor: Actor) -> list[Revision]:
    """Return what waits to be read again, of the entries that the actor keeps."""
    found = Revision.objects.filter(decision="").order_by("proposed_at", "id")
    rows = found.select_related("site__organisation")
    return [
        row for row in rows if may_write(actor, row.site.organisation.agency_id or "")
    ]


def is_site(site: str) -> bool:
    """Tell whether a place with this id is in the directory."""
    return held(Site, site) is not None


def get_waiting(revision: str, *, actor: Actor) -> Revision:
    """Return an entry that waits, to whoever keeps it, or refuse."""
    found = next((row for row in waiting(actor) if row.id == revision), None)
    if found is None:
        raise UnknownError
    return found


def proposed(site: Site) -> list[Revision]:
    """Return what waits to be read again about a place that the caller may know."""
    return list(site.revisions.filter(decision="").order_by("proposed_at", "id"))


def own_waiting(site: str, *, author: str) -> Revision | None:
    """Return what an author has proposed for a place and nobody has read yet."""
    return Revision.objects.filter(site=site, author=author, decision="").first()


def get_revision(revision: str, *, site: str) -> Revision:
    """Return an entry of a place, waiting or decided, or refuse."""
    found = Revision.objects.filter(id=revision, site=site).first()
    if found is None:
        raise UnknownError
    return found
