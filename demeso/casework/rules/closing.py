"""Decide when the work on a case may end, and how it begins again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from demeso.casework.rules.asking import YES
from demeso.kernel.following import follow
from demeso.kernel.ids import is_uuid7
from demeso.kernel.text import _

LOST_AFTER = timedelta(days=30)
ATTEMPTS = 3  # by the safe way, before contact counts as lost

LOST = "lost_contact"
REASONS = (
    ("needs_met", _("Ce qui était voulu est fait, autant que possible")),
    (LOST, _("Plus de contact depuis 30 jours")),
    ("asked", _("La personne le demande")),
    ("left_area", _("La personne a quitté la zone")),
    ("transferred", _("Une autre organisation continue")),
    ("service_closed", _("Notre service s’arrête")),
    ("opened_in_error", _("Ouvert par erreur")),
    ("duplicate", _("Un autre dossier existe pour la même personne")),
    ("sealed", _("Une autre raison, écrite sous scellé")),
)
# Where nobody is left to ask, neither risk nor her agreement holds the case open.
WITHOUT_HER = frozenset({"opened_in_error", "duplicate", "sealed"})
UNREACHED = WITHOUT_HER | {LOST}

RETURN_REASONS = (
    ("safety", _("Revoir d’abord la sécurité")),
    ("needs", _("Un besoin attend encore")),
    ("referral", _("Une orientation attend encore")),
    ("attempts", _("Essayer encore de joindre la personne")),
    ("told", _("Dire d’abord à la personne qu’elle peut revenir")),
    ("talk", _("Parlons-en d’abord")),
)


class State(StrEnum):
    """Where a closure stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    REOPENED = "reopened"


# docs/states.md is generated from this table.
TRANSITIONS: dict[str, dict[str, State]] = {
    "": {"closure.proposed": State.PROPOSED},
    State.PROPOSED: {
        "closure.approved": State.APPROVED,
        "closure.returned": State.RETURNED,
    },
    State.APPROVED: {"case.reopened": State.REOPENED},
}


@dataclass(frozen=True)
class ClosureAnswers:
    """The coded answers of `closure.proposed`."""

    case: str = ""
    survivor: str = ""
    code: str = ""
    reasons: tuple[str, ...] = ()
    plan_reviewed: str = ""
    needs_met: str = ""
    agreed: str = ""
    told_return: str = ""
    left_open: tuple[object, ...] = ()


@dataclass(frozen=True)
class ApprovalAnswers:
    """The answers of `closure.approved`."""

    approved: str = ""


@dataclass(frozen=True)
class ReturnAnswers:
    """The answers of `closure.returned`."""

    return_reason: str = ""


@dataclass(frozen=True)
class ReopeningAnswers:
    """The answers of `case.reopened`."""

    survivor: str = ""


@dataclass(frozen=True)
class CaseStanding:
    """What is known of a case when its end is proposed or approved."""

    in_danger: str
    risk_level: str
    last_contact_at: datetime
    attempts: int


def after(state: str, act: str) -> State:
    """Return where an act leads; the second of two reviews comes too late."""
    return follow(TRANSITIONS, state, act, refusal="closure.settled")


def closure_fault(answers: ClosureAnswers, case: CaseStanding, at: datetime) -> str:
    """Return why a case may not be closed now; empty when it may."""
    reasons = frozenset(answers.reasons)
    checks = (
        (bool(reasons), "closure.no_reason"),
        (not is_at_risk(case) or reasons <= WITHOUT_HER, "closure.high_risk"),
        (LOST not in reasons or is_lost(case, at), "closure.not_lost"),
        (answers.told_return == YES or reasons <= UNREACHED, "closure.not_told"),
    )
    return next((code for holds, code in checks if not holds), "")


def is_at_risk(case: CaseStanding) -> bool:
    """Tell whether somebody has judged that she is in danger or at high risk."""
    return case.risk_level == "high" or case.in_danger == YES


def is_lost(case: CaseStanding, at: datetime) -> bool:
    """Tell whether contact is lost: 30 days, and three attempts by the safe way."""
    return at - case.last_contact_at >= LOST_AFTER and case.attempts >= ATTEMPTS


def are_acknowledged(open_ones: Collection[str], left_open: Collection[object]) -> bool:
    """Tell whether each referral that is still open was looked at and named."""
    return all(is_uuid7(one) for one in left_open) and set(open_ones) <= set(left_open)
