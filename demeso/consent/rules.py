"""Decide what may be kept, who may consent, and what may leave. Default is no."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from demeso.kernel.act import Groups
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.text import _

LONGEST = timedelta(days=90)  # a release ends with the referral, at the latest then
YES, NOT_NOW = "yes", "not_now"
DECIDED = ("opening", "services", "statistics")
SURVIVOR = "survivor"


class Purpose(StrEnum):
    """What a consent is for."""

    SERVICES = "services"
    STATISTICS = "statistics"
    RELEASE = "release"


# What a recipient may be given, one yes for each (domain 1.3, 6).
CATEGORIES = (
    ("need", _("Le besoin, et s’il est urgent")),
    ("contact", _("Comment joindre la personne sans risque")),
    ("safety", _("Ce qui met la personne en danger")),
    ("incident", _("Un résumé de ce qui s’est passé")),
    ("medical", _("Des faits médicaux")),
    ("child", _("Ce qui concerne un enfant")),
)

AGE_GROUPS = (
    ("adult", _("18 ans ou plus")),
    ("15_17", _("15 à 17 ans")),
    ("12_14", _("12 à 14 ans")),
    ("6_11", _("6 à 11 ans")),
    ("0_5", _("0 à 5 ans")),
)
GIVERS = (
    (SURVIVOR, _("La personne elle-même")),
    ("caregiver", _("Son parent ou responsable")),
    ("trusted_adult", _("Un autre adulte de confiance")),
    ("worker", _("L’équipe, pour l’enfant : aucun autre adulte n’est sûr")),
)
# Whose yes counts, by age (domain 1.10). No relative and no husband is ever in
# the row of an adult, and a married girl's husband is no caregiver (R26).
MAY_CONSENT = {
    "adult": frozenset({SURVIVOR}),
    "15_17": frozenset({SURVIVOR}),
    "12_14": frozenset({SURVIVOR, "caregiver", "trusted_adult"}),
    "6_11": frozenset({"caregiver", "trusted_adult", "worker"}),
    "0_5": frozenset({"caregiver", "trusted_adult", "worker"}),
}
ASKED_TOO = frozenset({"6_11", "12_14"})  # the child's own assent is needed


@dataclass(frozen=True)
class ConsentAnswers:
    """The answers of `consent.given`."""

    code: str = ""
    services: str = ""
    language: str = ""
    consent_form: str = ""
    witnessed: str = ""
    age_group: str = ""
    given_by: str = ""
    giver_safe: str = ""
    assent: str = ""
    statistics: str = ""

    @property
    def what(self) -> str:
        """Return what this answer ends, in the words of a withdrawal."""
        return Purpose.STATISTICS if self.services == YES else Purpose.SERVICES


@dataclass(frozen=True)
class ReleaseAnswers:
    """The answers of `release.given`."""

    survivor: str = ""
    recipient: str = ""
    categories: tuple[str, ...] = ()
    until_day: str = ""


@dataclass(frozen=True)
class WithdrawalAnswers:
    """The answers of `consent.withdrawn`."""

    what: str = ""


@dataclass(frozen=True)
class ReleaseFacts:
    """What is known of one release when something is about to leave."""

    survivor: str
    recipient: str
    categories: frozenset[str]
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None
    helped: bool  # her yes to services still stands


class May(StrEnum):
    """What may be kept after an answer."""

    DECISION = "decision"  # that she was asked, and nothing about her
    RECORD = "record"  # her code and what she tells
    COUNT = "count"  # that, and her part in statistics


def may_keep(answers: ConsentAnswers) -> May:
    """Tell what may be kept: only a plain yes opens anything."""
    if answers.services != YES:
        return May.DECISION
    return May.COUNT if answers.statistics == YES else May.RECORD


def stands(in_force: Groups, said: ConsentAnswers) -> ConsentAnswers:
    """Return what stands after a decision: a concurrent no outweighs its yes.

    A yes to statistics counts in the act that says it, never again after.
    """
    decided = {name: in_force[name] for name in DECIDED if name in in_force}
    found = {k: str(v) for group in decided.values() for k, v in group.items()}
    if said.statistics != YES:
        found["statistics"] = said.statistics
    return ConsentAnswers(**found)


def may_consent(answers: ConsentAnswers) -> bool:
    """Tell whether the one who said yes may say it; unknown age counts as adult."""
    age = answers.age_group if answers.age_group in MAY_CONSENT else "adult"
    giver = answers.given_by or SURVIVOR
    if giver not in MAY_CONSENT[age]:
        return False
    if giver == SURVIVOR:
        return True
    safe = giver == "worker" or answers.giver_safe == YES
    return safe and (age not in ASKED_TOO or answers.assent == YES)


def release_until(given_at: datetime, until_day: str) -> datetime:
    """Return when a release ends: the end of the day she said, at most 90 days."""
    latest = given_at + LONGEST
    if not until_day or until_day in ("unknown", "declined"):
        return latest
    last = datetime.combine(date.fromisoformat(until_day), time.max, UTC)
    return min(latest, last.replace(microsecond=999000))


def release_fault(
    facts: ReleaseFacts, *, recipient: str, categories: frozenset[str], at: datetime
) -> str:
    """Return the refusal code for a hand-over; empty when she allowed exactly it."""
    checks = (
        (facts.helped, "consent.missing"),
        (facts.withdrawn_at is None, "consent.withdrawn"),
        (facts.given_at <= at < facts.until, "consent.expired"),
        (recipient == facts.recipient, "consent.other_recipient"),
        (bool(categories) and categories <= facts.categories,
         "consent.other_categories"),
    )  # fmt: skip
    return next((code for holds, code in checks if not holds), "")


def consent_id(act: str, purpose: Purpose) -> str:
    """Return the id of the row that an act makes for one purpose."""
    random = hashlib.sha256(f"{act}\n{purpose}".encode()).digest()[:10]
    return uuid7(uuid7_millis(act), random)
