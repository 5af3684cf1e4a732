"""Keep up to when something presses, for as long as it may press."""

from datetime import datetime

from django.conf import settings

from demeso.casework.forms.orienting import URGENCY
from demeso.casework.models import Case, Urgency
from demeso.casework.queries.cases import get_helped_case, is_of_case
from demeso.casework.queries.following import urgencies_before
from demeso.casework.rules.urgency import (
    UrgencyAnswers,
    forgotten_before,
    is_plausible,
    until,
)
from demeso.casework.services.sealing import keep_sealed
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.queries import positions, quarantined_before
from demeso.ledger.rows import keep
from demeso.ledger.services import erase_payload, record, writing
from demeso.vault.services import delete_bodies


@writing
def record_urgency(*, actor: Actor, act: Act[UrgencyAnswers]) -> Case:
    """Keep the delay and up to when it presses; the hours she said stay sealed."""
    answers = act.answers
    case = get_helped_case(answers.case, actor=actor)
    refuse_unless(is_of_case(act.record, case.id), "urgency.other_case", field="case")
    told_at, at = act.envelope.time, act.received_at
    right = is_plausible(answers.urgent_until, told_at, at)
    refuse_unless(right, "urgency.until", field="urgent_until")
    unlisted = country(settings.COUNTRY).unlisted(URGENCY, {"cercle": answers.cercle})
    refuse_unless(not unlisted, "form.faults", field=",".join(unlisted))
    keep_sealed(actor=actor, act=act, case=case.id, compartments=("sensitive",))
    record(act, actor=actor, root=case.survivor_id)
    keep(Urgency(id=act.id, record=act.record, case=case, received_at=at))
    case.urgent_until = until(answers.urgent_until)
    return keep(case, "urgent_until")


@writing
def forget_urgencies(*, actor: Actor, at: datetime) -> int:
    """Delete, after 14 days, every trace of when it was; return how many there were.

    The ledger keeps that an act was there, and still verifies.
    """
    old = urgencies_before(forgotten_before(at))
    acts = [urgency.id for urgency in old]
    waiting = quarantined_before("urgency.recorded", forgotten_before(at))
    for position in (*positions(acts).values(), *waiting):
        erase_payload(position, actor=actor, at=at)
    delete_bodies(actor=actor, acts=acts)
    Urgency.objects.filter(id__in=acts).delete()
    cases = Case.objects.filter(id__in=[urgency.case_id for urgency in old])
    cases.filter(urgencies=None).update(urgent_until=None)
    return len(acts) + len(waiting)
