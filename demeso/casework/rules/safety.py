"""Decide about danger and risk, and when a first round is complete."""

from dataclasses import dataclass

from demeso.casework.rules.asking import NOT_SAID
from demeso.kernel.text import _

# What protects most comes first: of two judgements at once, that one is in force.
DANGERS = (("yes", _("Oui")), ("unsure", _("Ce n’est pas sûr")), ("no", _("Non")))
RISKS = (("high", _("Élevé")), ("medium", _("Moyen")), ("low", _("Bas")))


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
class AssessmentFacts:
    """What is known when an assessment is marked complete."""

    needs: int
    risk_level: str


def may_complete(facts: AssessmentFacts) -> bool:
    """Tell whether her priorities and a risk level are there: nothing more."""
    return facts.needs > 0 and facts.risk_level not in NOT_SAID
