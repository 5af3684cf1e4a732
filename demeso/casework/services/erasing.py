"""Reduce cases that have reached their limit to what is counted."""

import secrets
from typing import Any

from demeso.casework.models import (
    Case,
    Closure,
    CountedIncident,
    FollowUp,
    Incident,
    PlanLine,
    Urgency,
)
from demeso.casework.queries.requesting import case_ids
from demeso.casework.queries.shredding import counted_facts
from demeso.casework.services.glass import forget_glasses
from demeso.consent.queries import counts_in_statistics
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.forms import COMPARTMENTS
from demeso.ledger.services import writing
from demeso.vault.shredding import shred

EMPTY = {
    "in_danger": "", "risk_level": "", "assessed_at": None, "judged_at": None,
    "urgent_until": None, "last_contact_at": None, "attempts": 0, "next_on": None,
    "needs": "", "is_lacking": False, "keys_awaited_at": None,
}  # fmt: skip
SPENT = (PlanLine, FollowUp, Closure, Urgency, Incident)


@writing
def erase_cases(*, actor: Actor, act: Act[Any], survivor: str) -> int:
    """Delete keys, texts and projections of somebody's cases; the room above asked.

    Incidents that she let be counted go on being counted, tied to nobody.
    """
    cases = case_ids(survivor)
    if counts_in_statistics([survivor]):
        CountedIncident.objects.bulk_create(
            CountedIncident(id=secrets.token_hex(16), **facts)
            for facts in counted_facts(cases)
        )
    for case in cases:
        shred(actor=actor, act=act, object_=case, compartments=COMPARTMENTS)
    forget_glasses(actor=actor, act=act, cases=cases)
    for table in SPENT:
        table._default_manager.filter(case_id__in=cases).delete()
    Case.objects.filter(id__in=cases).update(erased_at=act.received_at, **EMPTY)
    return len(cases)
