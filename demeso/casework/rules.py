"""Decide in casework: one type, derived contexts, line states, what is complete."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from demeso.kernel.act import Groups, flat
from demeso.kernel.derive import UNKNOWN, first_yes
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.sealing import HALF_OVERSIGHT, HALF_VAULT, READ
from demeso.kernel.text import _

YES, NO = "yes", "no"
CASE_RIGHTS = (READ, HALF_VAULT, HALF_OVERSIGHT)

# The ordered questions of GBVIMS: the first yes decides (domain 2.2).
TYPES = (
    ("rape", _("Viol")),
    ("sexual_assault", _("Agression sexuelle")),
    ("physical_assault", _("Agression physique")),
    ("forced_marriage", _("Mariage forcé")),
    (
        "denial_of_resources_opportunities_or_services",
        _("Déni de ressources, d’opportunités ou de services"),
    ),
    ("psychological_emotional_abuse", _("Violence psychologique ou émotionnelle")),
    ("non-gbv", _("Autre chose que ces violences")),
)
TYPE_CODES = tuple(code for code, _label in TYPES)
NON_GBV = "non-gbv"
SEXUAL = frozenset({"rape", "sexual_assault"})
CHILD_BANDS = frozenset({"0_11", "12_17"})
PARTNER = "intimate_partner_former_partner"

OUTCOMES = (
    ("provided", _("Fait par nous")),
    ("referred", _("Orientation vers un service")),
    ("already", _("Déjà reçu ailleurs")),
    ("n_a", _("Ne s’applique pas")),
    ("declined", _("Pas souhaité")),
    ("unavailable", _("Aucun service disponible")),
)
OUTCOME_CODES = tuple(code for code, _label in OUTCOMES)


@dataclass(frozen=True)
class CaseAnswers:
    """The answers of `case.opened`."""

    survivor: str = ""


@dataclass(frozen=True)
class NeedsAnswers:
    """The answers of `needs.recorded`."""

    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeAnswers:
    """The answers of `outcome.recorded`."""

    case: str = ""
    outcome: str = ""
    barriers: tuple[str, ...] = ()
    reoffer: str = ""


@dataclass(frozen=True)
class SafetyAnswers:
    """The coded answers of `safety.recorded`."""

    in_danger: str = ""
    risk_level: str = ""
    risk_reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssessmentAnswers:
    """The answers of `assessment.completed`."""

    complete: str = ""


@dataclass(frozen=True)
class IncidentAnswers:
    """The coded answers of `incident.recorded`."""

    case: str = ""
    q_penetration: str = ""
    q_contact: str = ""
    q_physical: str = ""
    q_marriage: str = ""
    q_denial: str = ""
    q_psychological: str = ""
    gbv_type: str = ""
    month: str = ""
    cercle: str = ""
    delay_band: str = ""
    age_band: str = ""
    sex: str = ""
    relationship: tuple[str, ...] = ()
    how_many: str = ""
    exchange: str = ""
    abduction: str = ""
    harmful_practice: str = ""
    reported_elsewhere: str = ""

    @property
    def ordered(self) -> tuple[str, ...]:
        """Return the six answers in the order of asking."""
        return (self.q_penetration, self.q_contact, self.q_physical,
                self.q_marriage, self.q_denial, self.q_psychological)  # fmt: skip


def in_force_incident(in_force: Groups) -> IncidentAnswers:
    """Return the answers in force of an incident, lists as tuples."""
    found = flat(in_force).items()
    return IncidentAnswers(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in found}  # type: ignore[arg-type]  # the form has checked each kind
    )


def classify(answers: IncidentAnswers) -> str:
    """Return the one type of an incident; `unknown` while questions are open."""
    return first_yes(TYPE_CODES, answers.ordered)


def is_typed_rightly(answers: IncidentAnswers) -> bool:
    """Tell whether the type given, if any, is the one that the answers make."""
    return answers.gbv_type in ("", classify(answers))


def contexts(answers: IncidentAnswers, gbv_type: str) -> tuple[str, ...]:
    """Return what follows from type, age at the time and circumstances.

    A plain yes counts, and nothing else does: "no" to exchange is not exchange
    (gbvims.md 1.7, defects 1 and 2).
    """
    sexual, child = gbv_type in SEXUAL, answers.age_band in CHILD_BANDS
    taken = answers.abduction not in ("", "none", "unknown", "declined")
    harmful = answers.harmful_practice not in ("", NO, "unknown", "declined")
    found = {
        "intimate_partner_violence": PARTNER in answers.relationship,
        "child_sexual_abuse": sexual and child,
        "early_marriage": gbv_type == "forced_marriage" and child,
        "possible_sexual_exploitation": sexual and answers.exchange == YES,
        "possible_sexual_slavery": sexual and taken,
        "harmful_practice": harmful,
    }
    gendered = gbv_type not in (NON_GBV, UNKNOWN)
    return tuple(name for name, holds in found.items() if gendered and holds)


def is_ahead(month: str, received: str) -> bool:
    """Tell whether a month (YYYY-MM) lies after the month of receipt."""
    return month > received and month[:1].isdigit()


# What may follow what for one need. Outcomes are what the worker records; the
# rest comes from its referral. Nothing here forbids an answer of hers: what a
# table row does not name leaves the line as it is.
SAID = {code: code for code in OUTCOME_CODES if code != "referred"} | {
    "referral.sent": "sent"
}
TRANSITIONS: dict[str, dict[str, str]] = {
    "": {"needs.recorded": "open"},
    "open": SAID,
    "sent": {
        **SAID,
        "referral.accepted": "accepted",
        "referral.declined": "open",
        "referral.recalled": "open",
        "service.received": "received",
    },
    "accepted": {
        **SAID,
        "referral.sent": "accepted",
        "referral.declined": "open",
        "referral.recalled": "open",
        "service.received": "received",
    },
    "received": {"needs.recorded": "received"},
    **{code: SAID for code in OUTCOME_CODES if code != "referred"},
}
MOVES = {
    "sent": "referral.sent",
    "accepted": "referral.accepted",
    "declined": "referral.declined",
    "recalled": "referral.recalled",
    "received": "service.received",
}


def after(status: str, event: str) -> str:
    """Return the state of a plan line after an event."""
    return TRANSITIONS[status].get(event, status)


def outcome_after(outcome: str, move: str) -> str:
    """Return a line's outcome after its referral moved; only sending sets it."""
    return "referred" if move == "sent" else outcome


def line_id(case: str, need: str) -> str:
    """Return the id of the plan line for one need of a case."""
    random = hashlib.sha256(f"{case}\n{need}".encode()).digest()[:10]
    return uuid7(uuid7_millis(case), random)


def are_case_keys(parts: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a new case gives its keys once to each: lead and both halves."""
    rights = [part.get("rights") for part in parts if part.get("type") == "grant"]
    return sorted(map(str, rights)) == sorted(CASE_RIGHTS)


@dataclass(frozen=True)
class AssessmentFacts:
    """What is known when an assessment is marked complete."""

    needs: int
    risk_level: str


def may_complete(facts: AssessmentFacts) -> bool:
    """Tell whether her priorities and a risk level are there: nothing more."""
    return facts.needs > 0 and facts.risk_level not in ("", "unknown", "declined")
