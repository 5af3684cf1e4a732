"""Read what was told of incidents, coded, for a supervisor who checks the type."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from demeso.casework.models import Incident
from demeso.casework.rules.telling import (
    CorrectionAnswers,
    IncidentAnswers,
    classify,
    correction_in_force,
    in_force_incident,
)
from demeso.kernel.act import Groups
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.ledger.queries import in_force, version

MOST = 50
# She took her yes back, and help stopped: nothing about her changes any more. A closed
# case is another thing: what was counted stays, and may be put right.
STOPPED = Q(case__closed_at=None, case__survivor__ended_at__isnull=False)


@dataclass(frozen=True)
class Typed:
    """An incident, and why it has its type."""

    incident: Incident
    answers: IncidentAnswers
    derived: str
    correction: CorrectionAnswers
    version: int


def team_incidents(actor: Actor, *, code: str = "") -> list[Incident]:
    """Return the team's incidents, newest first: of one code, or the last ones."""
    found = _of_team(actor).select_related("case__survivor")
    if code:
        found = found.filter(case__survivor__code=code)
    return list(found.order_by("-id")[:MOST])


def typed_incident(incident: str, *, actor: Actor) -> Typed:
    """Return one of the team's incidents with the answers that make its type."""
    found = _of_team(actor).select_related("case__survivor").filter(id=incident).first()
    if found is None:
        raise UnknownError
    groups: Groups = in_force(incident)  # type: ignore[assignment]  # answers are JSON
    answers = in_force_incident(groups)
    return Typed(
        incident=found,
        answers=answers,
        derived=classify(answers),
        correction=correction_in_force(groups),
        version=version(incident),
    )


def is_stopped(incident: Incident) -> bool:
    """Tell whether help stopped because she took her yes back."""
    return Incident.objects.filter(STOPPED, id=incident.id).exists()


def _of_team(actor: Actor) -> QuerySet[Incident]:
    actor.require("team.read")
    return Incident.objects.filter(case__agency_id=actor.agency).exclude(STOPPED)
