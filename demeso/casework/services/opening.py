"""Open the work with someone who has said yes; help never waits for more."""

from demeso.casework.models import Case, PlanLine
from demeso.casework.queries.cases import is_case
from demeso.casework.rules.following import told_at
from demeso.casework.rules.opening import CaseAnswers, are_case_keys
from demeso.casework.rules.plan import line_ids
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep, none_yet
from demeso.ledger.services import record, writing
from demeso.survivors.queries import get_helped_survivor
from demeso.survivors.services.recording import seal_under
from demeso.vault.services import keep_case_keys


@writing
def open_case(*, actor: Actor, act: Act[CaseAnswers]) -> Case:
    """Open the work with a survivor who has said yes, with keys of its own."""
    survivor = get_helped_survivor(act.answers.survivor, actor=actor)
    refuse_unless(not is_case(act.record), "case.known")
    refuse_unless(are_case_keys(act.sealed), "case.keys")
    keep_case_keys(actor=actor, act=act, case=act.record, agency=actor.agency)
    record(act, actor=actor, root=survivor.id)
    seal_under(actor=actor, act=act, survivor=survivor.id, case=act.record)
    opened = Case(
        id=act.record,
        survivor_id=survivor.id,
        agency_id=actor.agency,
        lead_id=actor.worker,
        opened_at=told_at(act.envelope.time, act.received_at),
        last_contact_at=act.received_at,
        erased_at=survivor.erased_at,  # a device that was away long knows it later
    )
    none_yet(PlanLine, line_ids(opened.id))
    return keep(opened)
