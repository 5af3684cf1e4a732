"""Keep how the way to a place was."""

from dataclasses import asdict

from django.conf import settings

from demeso.directory.forms.keeping import TRAVEL
from demeso.directory.models import TravelReport
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.travelling import is_report
from demeso.directory.rules.travelling import TravelAnswers, may_report
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing


@writing
def report_travel(*, actor: Actor, act: Act[TravelAnswers]) -> TravelReport:
    """Say how the way from a cercle to a place was; after 30 days it is not told."""
    if not may_report(actor):
        raise UnknownError
    site = get_site(act.answers.site, actor=actor)
    refuse_unless(not site.is_draft, "site.unreviewed")
    refuse_unless(not is_report(act.record), "travel.known")
    unlisted = country(settings.COUNTRY).unlisted(TRAVEL, asdict(act.answers))
    refuse_unless(not unlisted, "form.faults", field=",".join(unlisted))
    record(act, actor=actor, root=site.root)
    own = {name: value for name, value in asdict(act.answers).items() if name != "site"}
    return TravelReport.objects.create(
        id=act.record, site=site, reported_at=act.received_at, **own
    )
