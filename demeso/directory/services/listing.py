"""Keep the directory: who can help, who answers there, and where one is received."""

from typing import Any

from django.conf import settings

from demeso.agencies.queries.people import get_worker
from demeso.directory.models import Organisation, Revision, Site
from demeso.directory.queries.listing import (
    are_networks,
    get_organisation,
    get_revision,
    get_site,
    is_listed,
    is_site,
    own_waiting,
)
from demeso.directory.queries.locking import open_lock
from demeso.directory.rules.entry import (
    Known,
    SiteAnswers,
    answers_of,
    columns_of,
    is_exposed,
    known,
    point_of,
    site_fault,
)
from demeso.directory.rules.listing import (
    DIRECTORY,
    CapacityAnswers,
    CheckAnswers,
    OrganisationAnswers,
    ReviewAnswers,
    StockAnswers,
    are_people_of,
    capacity_fault,
    is_membership,
    is_somebody_else,
    may_write,
    root_of,
    told_capacity,
    told_stock,
)
from demeso.directory.rules.showing import EXACT
from demeso.directory.rules.verifying import may_say
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.country import Country, country
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing

DECIDED, REPLACED = "yes", "replaced"
TOLD = ("cercle", "kind", "acronym", "partner_of", "psea", "psea_on")  # or empty
NAMED = ("name", "region", "services", *TOLD, "networks", "agency", "focal_point",
         "deputy", "edited_at")  # fmt: skip


@writing
def register_organisation(
    *, actor: Actor, act: Act[OrganisationAnswers]
) -> Organisation:
    """Add an organisation that may help."""
    _require_writer(actor, act.answers.agency)
    refuse_unless(not is_listed(act.record), "organisation.known")
    _require_people(actor, act.answers)
    _require_networks(act)
    return _keep(Organisation(id=act.record), actor, act)


@writing
def edit_organisation(*, actor: Actor, act: Act[OrganisationAnswers]) -> Organisation:
    """Change an organisation's entry, or who answers for it."""
    found = get_organisation(act.record, actor=actor)
    _require_writer(actor, found.agency_id or "")
    if "people" in act.envelope.groups:
        _require_writer(actor, act.answers.agency)
        _require_people(actor, act.answers)
    _require_networks(act)
    return _keep(found, actor, act)


def _require_writer(actor: Actor, agency: str) -> None:
    if not may_write(actor, agency):
        raise UnknownError


def _require_people(actor: Actor, answers: OrganisationAnswers) -> None:
    people = [worker for worker in (answers.focal_point, answers.deputy) if worker]
    refuse_unless(len(set(people)) == len(people), "organisation.same_person")
    named = {worker: get_worker(worker, actor=actor).agency_id for worker in people}
    refuse_unless(are_people_of(answers.agency, named), "organisation.other_people")


def _require_networks(act: Act[OrganisationAnswers]) -> None:
    """Refuse a membership of what is no network, or of itself."""
    named = act.answers.networks
    right = is_membership(act.record, named) and are_networks(named)
    refuse_unless(right, "organisation.no_network", field="networks")


def _keep(
    found: Organisation, actor: Actor, act: Act[OrganisationAnswers]
) -> Organisation:
    in_force = record(act, actor=actor, root=DIRECTORY)
    said, people = in_force["organisation"], in_force["people"]
    found.name = said.get("name", found.name)
    found.region = said.get("region", found.region)
    found.services = " ".join(said.get("services", found.offers))
    for name in TOLD:
        setattr(found, name, known(said.get(name, "")))
    found.networks = list(said.get("networks", ()))
    found.agency_id = people.get("agency") or None
    found.focal_point_id = people.get("focal_point") or None
    found.deputy_id = people.get("deputy") or None
    found.edited_at = act.received_at
    return keep(found, *NAMED)


@writing
def register_site(*, actor: Actor, act: Act[SiteAnswers]) -> Site:
    """Add a place of an organisation; it shows when somebody else has read it."""
    organisation = get_organisation(act.answers.organisation, actor=actor)
    _require_writer(actor, organisation.agency_id or "")
    refuse_unless(not is_site(act.record), "site.known")
    _require_right(act.answers, organisation)
    site = Site(id=act.record, organisation=organisation, edited_at=act.received_at)
    site.root = root_of(act.answers.tier)
    record(act, actor=actor, root=site.root)
    _describe(site, act.answers)
    keep(site)
    _write_down(site, actor, act)
    return site


@writing
def edit_site(*, actor: Actor, act: Act[SiteAnswers]) -> Site:
    """Propose other words for a place; what was reviewed stays in force meanwhile."""
    site = _kept_site(act.record, actor)
    _require_right(act.answers, site.organisation)
    before = [row.said for row in site.revisions.all()]
    refuse_unless(not is_exposed([*before, vars(act.answers)]), "site.exposed")
    refuse_unless(root_of(act.answers.tier) == site.root, "site.tier_fixed")
    record(act, actor=actor, root=site.root)
    _propose(site, actor, act)
    return site


@writing
def review_site(*, actor: Actor, act: Act[ReviewAnswers]) -> Site:
    """Decide on what somebody else wrote about a place."""
    site, answers = _kept_site(act.record, actor), act.answers
    revision = get_revision(answers.revision, site=site.id)
    refuse_unless(is_somebody_else(actor, revision.author), "site.own_review")
    refuse_unless(revision.decision == "", "site.decided")
    refuse_unless(answers.edition == site.edition, "site.changed")
    said = answers_of(revision.said)
    if answers.decision == DECIDED:
        _require_right(said, site.organisation)
    record(act, actor=actor, root=site.root)
    if answers.decision == DECIDED:
        _describe(site, said)
        site.is_draft, site.edited_at = False, act.received_at
        site.edition += 1
        site.save()
    _decide(revision, answers.decision, actor, act)
    return site


@writing
def verify_site(*, actor: Actor, act: Act[CheckAnswers]) -> Site:
    """Say that a place is still as its entry says, as on the day of the look.

    Days without network make no entry younger, lift no doubt that was said
    meanwhile, and bring back no place that was locked meanwhile.
    """
    site, told = _kept_site(act.record, actor), act.said_at
    refuse_unless(not site.is_draft, "site.unreviewed")
    refuse_unless(open_lock(site.id) is None, "site.locked")
    refuse_unless(may_say(act.answers.how, actor), "site.told")
    record(act, actor=actor, root=site.root)
    is_doubted = site.doubted_at is not None and told < site.doubted_at
    if stamp(told) >= site.verified and not is_doubted:
        site.verified, site.verified_how = stamp(told), act.answers.how
    if site.suspended_at is None or told >= site.suspended_at:
        site.suspended_at = None  # what was locked and is open again comes back
    site.save()
    return site


@writing
def tell_stock(*, actor: Actor, act: Act[StockAnswers]) -> Site:
    """Say what a place has today: in force at once, an empty shelf cannot wait."""
    site = _kept_site(act.record, actor)
    record(act, actor=actor, root=site.root)
    site.stock, site.stocked = told_stock(act.answers), stamp(act.received_at)
    site.save()
    return site


@writing
def tell_capacity(*, actor: Actor, act: Act[CapacityAnswers]) -> Site:
    """Say how much room a place has: in force at once, a full house cannot wait."""
    site = _kept_site(act.record, actor)
    fault = capacity_fault(act.answers)
    refuse_unless(fault == "", fault)
    record(act, actor=actor, root=site.root)
    site.capacity = told_capacity(act.answers)
    site.capacity_told = stamp(act.received_at)
    site.save()
    return site


def _kept_site(site: str, actor: Actor) -> Site:
    found = get_site(site, actor=actor)
    _require_writer(actor, found.organisation.agency_id or "")
    return found


def _require_right(answers: SiteAnswers, organisation: Organisation) -> None:
    here = _country()
    known = Known(
        regions=here.codes("regions"),
        cercles={place.code: place.within for place in here.cercles},
        languages=here.codes("languages"),
        box=here.box,
    )
    fault = site_fault(answers, organisation.offers, known)
    refuse_unless(fault == "", fault)


def _propose(site: Site, actor: Actor, act: Act[SiteAnswers]) -> None:
    """Keep what is proposed; an author's earlier words make room for it."""
    earlier = own_waiting(site.id, author=actor.worker)
    if earlier:
        _decide(earlier, REPLACED, actor, act)
    _write_down(site, actor, act)


def _write_down(site: Site, actor: Actor, act: Act[SiteAnswers]) -> None:
    said = dict(vars(act.answers))
    proposed = Revision(
        id=act.id, site=site, author=actor.worker, said=said,
        proposed_at=act.received_at,
    )  # fmt: skip
    keep(proposed)


def _decide(revision: Revision, decision: str, actor: Actor, act: Act[Any]) -> None:
    revision.decision, revision.decided_by = decision, actor.worker
    revision.decided_at = act.received_at
    revision.save()


def _describe(site: Site, said: SiteAnswers) -> None:
    for name, value in columns_of(said).items():
        setattr(site, name, value)
    centres = _country().centres
    middle = centres.get(said.cercle) or centres.get(f"region:{said.region}")
    site.north, site.east = point_of(said) or middle or (None, None)
    told = point_of(said) if said.precision == EXACT else None
    site.public_north, site.public_east = told or middle or (None, None)


def _country() -> Country:
    return country(settings.COUNTRY)
