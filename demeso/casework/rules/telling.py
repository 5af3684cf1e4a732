"""Decide what happened: one type, derived contexts, what is plausible."""

from dataclasses import dataclass, fields

from demeso.casework.rules.asking import NO, NOT_SAID, YES
from demeso.kernel.act import Groups, flat
from demeso.kernel.derive import UNKNOWN, first_yes
from demeso.kernel.text import _

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
# What follows from the answers, in words (gbvims.md 1.3). "Possible exploitation" is
# not the UN's word for its own staff: who harmed her decides about that.
CONTEXTS = (
    ("intimate_partner_violence", _("Par un partenaire ou ancien partenaire")),
    ("child_sexual_abuse", _("Violence sexuelle sur un enfant")),
    ("early_marriage", _("Mariage d’un enfant")),
    ("possible_sexual_exploitation", _("Exploitation sexuelle possible")),
    ("possible_sexual_slavery", _("Esclavage sexuel possible")),
    ("harmful_traditional_practice", _("Pratique traditionnelle néfaste")),
)
PARTNER = "intimate_partner_former_partner"

# The answers that figures count: columns of their own, beside type and contexts.
# Of whoever is accused there is none (R11).
COUNTED = (
    "month", "cercle", "delay_band", "time_of_day", "place_type", "displacement_stage",
    "age_band", "sex", "civil_status", "displacement", "disability", "unaccompanied",
    "told_by", "previous_incidents", "reported_elsewhere", "referred_by",
    "legal_action",
)  # fmt: skip


# The six questions, in the order of asking.
ORDERED = (
    "q_penetration", "q_contact", "q_physical", "q_marriage", "q_denial",
    "q_psychological",
)  # fmt: skip


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
    civil_status: str = ""
    displacement: str = ""
    origin: str = ""
    disability: str = ""
    unaccompanied: str = ""
    time_of_day: str = ""
    place_type: str = ""
    displacement_stage: str = ""
    exchange: str = ""
    abduction: str = ""
    harmful_practice: str = ""
    how_many: str = ""
    relationship: str = ""
    accused_sex: str = ""
    accused_age: str = ""
    accused_before: str = ""
    others_relationship: tuple[str, ...] = ()
    others_sex: tuple[str, ...] = ()
    others_age: tuple[str, ...] = ()
    told_by: str = ""
    previous_incidents: str = ""
    reported_elsewhere: str = ""
    reported_to: tuple[str, ...] = ()
    referred_by: str = ""
    legal_action: str = ""

    @property
    def ordered(self) -> tuple[str, ...]:
        """Return the six answers in the order of asking."""
        return tuple(getattr(self, name) for name in ORDERED)

    @property
    def relationships(self) -> frozenset[str]:
        """Return how all who are accused stand to her."""
        return frozenset({self.relationship, *self.others_relationship} - NOT_SAID)


@dataclass(frozen=True)
class CorrectionAnswers:
    """The answers of `type.corrected`."""

    corrected_type: str = ""
    correction_reason: str = ""


def in_force_incident(in_force: Groups) -> IncidentAnswers:
    """Return the answers in force of an incident, lists as tuples."""
    asked = {field.name for field in fields(IncidentAnswers)}
    found = {k: v for k, v in flat(in_force).items() if k in asked}.items()
    return IncidentAnswers(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in found}  # type: ignore[arg-type]  # the form has checked each kind
    )


def type_in_force(in_force: Groups) -> str:
    """Return the type that counts: as a supervisor corrected it, or as it follows."""
    corrected = correction_in_force(in_force).corrected_type
    return corrected or classify(in_force_incident(in_force))


def correction_in_force(in_force: Groups) -> CorrectionAnswers:
    """Return what a supervisor said of the type; empty when nobody corrected it."""
    said = in_force.get("correction", {})
    return CorrectionAnswers(**{name: str(value) for name, value in said.items()})


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
    taken = answers.abduction not in {"none", *NOT_SAID}
    harmful = answers.harmful_practice not in {NO, *NOT_SAID}
    found = {
        "intimate_partner_violence": PARTNER in answers.relationships,
        "child_sexual_abuse": sexual and child,
        "early_marriage": gbv_type == "forced_marriage" and child,
        "possible_sexual_exploitation": sexual and answers.exchange == YES,
        "possible_sexual_slavery": sexual and taken,
        "harmful_traditional_practice": harmful,
    }
    gendered = gbv_type not in (NON_GBV, UNKNOWN)
    return tuple(name for name, holds in found.items() if gendered and holds)


def is_ahead(month: str, received: str) -> bool:
    """Tell whether a month (YYYY-MM) lies after the month of receipt."""
    return month > received and month[:1].isdigit()
