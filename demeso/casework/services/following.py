"""Keep each contact and each attempt: safety first, then when to meet again."""

from demeso.casework.models import HEARD, Case, FollowUp
from demeso.casework.queries.cases import get_helped_case, is_of_case
from demeso.casework.queries.following import contacts
from demeso.casework.rules.following import (
    FollowUpAnswers,
    Judged,
    day_of,
    fault,
    told_at,
)
from demeso.casework.services.sealing import keep_sealed
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing


@writing
def record_follow_up(*, actor: Actor, act: Act[FollowUpAnswers]) -> Case:
    """Keep a contact or an attempt; danger and risk are those of the case."""
    answers, told = act.answers, told_at(act.envelope.time, act.received_at)
    case = get_helped_case(answers.case, actor=actor)
    mine = is_of_case(act.record, case.id)
    refuse_unless(mine, "follow_up.other_case", field="case")
    code, field = fault(answers, told.date())
    refuse_unless(not code, code, field=field)
    keep_sealed(actor=actor, act=act, case=case.id, compartments=("narrative",))
    record(act, actor=actor, root=case.survivor_id)
    facts = {**_facts(answers), "contact_at": told}
    FollowUp.objects.update_or_create(
        id=act.record,
        defaults=facts,
        create_defaults={**facts, "case": case, "recorded_at": act.received_at},
    )
    word = Judged(answers.in_danger, answers.risk_level, told)
    case.hear(word, told, day_of(answers.next_on))
    case.last_contact_at, case.attempts = contacts(case)
    return keep(case, *HEARD, "last_contact_at", "attempts")


def _facts(answers: FollowUpAnswers) -> dict[str, object]:
    names = ("way", "in_danger", "risk_level", "new_needs", "closing")
    return {
        **{name: getattr(answers, name) for name in names},
        "next_on": day_of(answers.next_on),
    }
