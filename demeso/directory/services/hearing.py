"""Keep what somebody unnamed says of a place."""

from dataclasses import asdict

from django.conf import settings

from demeso.directory.models import Feedback
from demeso.directory.queries.hearing import get_spoken_of, is_feedback
from demeso.directory.rules.hearing import FeedbackAnswers, is_said, month_of
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.guard import require_plain
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing


@writing
def give_feedback(*, actor: Actor, act: Act[FeedbackAnswers]) -> Feedback:
    """Keep closed answers, and a few words that name nobody."""
    said, site = act.answers, get_spoken_of(act.answers.site, actor=actor)
    refuse_unless(not is_feedback(act.record), "feedback.known")
    refuse_unless(is_said(said), "feedback.empty")
    here = country(settings.COUNTRY)
    names = [place.name for place in (*here.regions, *here.cercles)]
    require_plain(said.words, "words", [*names, site.name, site.organisation.name])
    record(act, actor=actor, root=act.record)  # no device holds it
    own = {name: value for name, value in asdict(said).items() if name != "site"}
    month = month_of(act.received_at)
    return Feedback.objects.create(id=act.record, site=site, month=month, **own)
