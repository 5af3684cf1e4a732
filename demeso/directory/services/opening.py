"""Open a place for cases, once somebody can help there: no services, no questions."""

from demeso.directory.models import CaseOpening
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.opening import case_opening, helpers_of
from demeso.directory.rules.listing import may_write
from demeso.directory.rules.opening import OpeningAnswers, lacking, opening_fault
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing


@writing
def open_site(*, actor: Actor, act: Act[OpeningAnswers]) -> CaseOpening:
    """Open a place for cases: services are verified and near, or a reason is said."""
    site = get_site(act.answers.site, actor=actor)
    if not may_write(actor, site.organisation.agency_id or ""):
        raise UnknownError
    refuse_unless(not site.is_draft, "site.unreviewed")
    refuse_unless(site.suspended_at is None, "site.locked")
    refuse_unless(site.organisation.agency_id is not None, "site.no_agency")
    refuse_unless(case_opening(site.id) is None, "site.open")
    found = helpers_of(site, at=act.received_at)
    missing = lacking(found)
    fault = opening_fault(missing, act.answers.exception, actor)
    refuse_unless(fault == "", fault)
    record(act, actor=actor, root=site.root)
    return CaseOpening.objects.create(
        id=act.record, site=site, found=found,
        exception=act.answers.exception if missing else "",
        opened_by=actor.name, opened_at=act.received_at,
    )  # fmt: skip
