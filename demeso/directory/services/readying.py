"""Say when nobody is there for a service: the directory obeys at once."""

from demeso.directory.models import Site
from demeso.directory.queries.listing import get_site
from demeso.directory.rules.listing import may_write
from demeso.directory.rules.readying import ReadinessAnswers, readiness_fault
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing


@writing
def ready_site(*, actor: Actor, act: Act[ReadinessAnswers]) -> Site:
    """Say for which services nobody is at a place, and until when; all of it."""
    site = get_site(act.record, actor=actor)
    if not may_write(actor, site.organisation.agency_id or ""):
        raise UnknownError
    fault = readiness_fault(act.answers.absences, site.offers)
    refuse_unless(fault == "", fault or "absences.shape", field="absences")
    record(act, actor=actor, root=site.root)
    site.absences = act.answers.absences
    site.save(update_fields=["absences"])
    return site
