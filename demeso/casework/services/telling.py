"""Keep what happened, coded, if and when she wants; correct a type with a reason."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from demeso.casework.forms.telling import INCIDENT
from demeso.casework.models import Incident
from demeso.casework.queries.cases import get_helped_case, get_incident, is_incident
from demeso.casework.queries.telling import is_stopped
from demeso.casework.rules.telling import (
    COUNTED,
    TYPE_CODES,
    CorrectionAnswers,
    IncidentAnswers,
    contexts,
    in_force_incident,
    is_ahead,
    is_typed_rightly,
    type_in_force,
)
from demeso.casework.services.sealing import keep_sealed
from demeso.consent.services import doubt_giver
from demeso.kernel.act import Act, Groups
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing


@writing
def record_incident(*, actor: Actor, act: Act[IncidentAnswers]) -> Incident:
    """Keep what happened, coded, if and when she wants; the rest stays sealed."""
    answers = act.answers
    case = get_helped_case(answers.case, actor=actor)
    if is_incident(act.record):
        known = get_incident(act.record, actor=actor)
        refuse_unless(known.case_id == case.id, "incident.other_case", field="case")
    _require_plausible(answers, act.received_at)
    keep_sealed(
        actor=actor, act=act, case=case.id, compartments=("sensitive", "narrative")
    )
    in_force = record(act, actor=actor, root=case.survivor_id)
    coded = _coded(in_force)
    kept, _made = Incident.objects.update_or_create(
        id=act.record,
        defaults=coded,
        create_defaults={**coded, "case": case, "recorded_at": act.said_at},
    )
    doubt_giver(
        actor=actor,
        act=act,
        survivor=case.survivor_id,
        relationships=in_force_incident(in_force).relationships,
    )
    return kept


@writing
def correct_type(*, actor: Actor, act: Act[CorrectionAnswers]) -> Incident:
    """Give an incident another type, with a coded reason; her answers stay."""
    actor.require("team.read")
    found = get_incident(act.record, actor=actor)
    refuse_unless(not is_stopped(found), "consent.missing")
    known = act.answers.corrected_type in TYPE_CODES
    refuse_unless(known, "incident.type", field="corrected_type")
    in_force = record(act, actor=actor, root=found.case.survivor_id)
    for name, value in _coded(in_force).items():
        setattr(found, name, value)
    found.save()
    return found


def _require_plausible(answers: IncidentAnswers, at: datetime) -> None:
    refuse_unless(is_typed_rightly(answers), "incident.type", field="gbv_type")
    ahead = is_ahead(answers.month, f"{at:%Y-%m}")
    refuse_unless(not ahead, "incident.ahead", field="month")
    unlisted = country(settings.COUNTRY).unlisted(INCIDENT, asdict(answers))
    refuse_unless("cercle" not in unlisted, "incident.cercle", field="cercle")
    refuse_unless(not unlisted, "form.faults", field=",".join(unlisted))


def _coded(in_force: Groups) -> dict[str, Any]:
    stands, gbv_type = in_force_incident(in_force), type_in_force(in_force)
    return {
        **{name: getattr(stands, name) for name in COUNTED},
        "gbv_type": gbv_type,
        "contexts": list(contexts(stands, gbv_type)),
    }
