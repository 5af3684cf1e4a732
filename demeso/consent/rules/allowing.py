"""Decide what may be kept and what may leave. Default is no."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from demeso.kernel.act import Groups
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.text import _

LONGEST = timedelta(days=90)  # a release ends with the referral, at the latest then
YES, NOT_NOW = "yes", "not_now"
STORY = "story"  # what she told: a withdrawal of it ends no help
DECIDED = ("opening", "services", "statistics")


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
    ("conditions", _("Ses conditions, avec ses mots")),
)


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
    accompanied_by: str = ""
    heard_alone: str = ""
    no_caregiver: str = ""
    assent: str = ""
    assent_form: str = ""
    family_told: str = ""
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


class Standing(StrEnum):
    """What has become of a yes."""

    STANDS = "stands"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


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


def standing(
    *, until: datetime | None, withdrawn_at: datetime | None, at: datetime
) -> Standing:
    """Tell what has become of a yes; taken back weighs more than run out."""
    if withdrawn_at is not None and withdrawn_at <= at:
        return Standing.WITHDRAWN
    if until is not None and until <= at:
        return Standing.EXPIRED
    return Standing.STANDS


def consent_id(act: str, purpose: Purpose) -> str:
    """Return the id of the row that an act makes for one purpose."""
    random = hashlib.sha256(f"{act}\n{purpose}".encode()).digest()[:10]
    return uuid7(uuid7_millis(act), random)
