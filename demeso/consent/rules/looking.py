"""Decide what a supervisor reads again about a child's yes; nothing waits for it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from demeso.consent.rules.allowing import ConsentAnswers
from demeso.consent.rules.children import needs_approval, needs_notice
from demeso.kernel.following import follow
from demeso.kernel.ids import uuid7, uuid7_millis
from demeso.kernel.text import _


class Why(StrEnum):
    """What makes a supervisor look."""

    BEST_INTEREST = "best_interest"  # no caregiver said yes for a younger child
    DOUBT = "doubt"  # whoever said yes may be the one who is accused
    ALONE = "alone"  # an adolescent decided alone: told without a code, and no more


class State(StrEnum):
    """Where a look stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    TOLD = "told"
    READ = "read"
    OVER = "over"


# Another yes, or none at all, takes the place of what was looked at.
OVER = {
    "consent.given": State.OVER,
    "consent.withdrawn": State.OVER,
    "closure.approved": State.OVER,
}
# docs/states.md is generated from this table.
TRANSITIONS: dict[str, dict[str, State]] = {
    State.WAITING: {
        "consent.approved": State.APPROVED,
        "consent.returned": State.RETURNED,
        **OVER,
    },
    State.APPROVED: OVER,
    State.RETURNED: OVER,
    State.TOLD: {"notice.read": State.READ, **OVER},
    State.READ: OVER,
}
FIRST = {
    Why.BEST_INTEREST: State.WAITING,
    Why.DOUBT: State.WAITING,
    Why.ALONE: State.TOLD,
}

# What a supervisor asks for first. Help goes on meanwhile.
LOOK_REASONS = (
    ("hear_child", _("Entendre d’abord l’enfant sans témoin")),
    ("caregiver", _("Un parent ou responsable sûr peut dire oui")),
    ("other_adult", _("Un autre adulte de confiance peut dire oui")),
    ("not_this_adult", _("Cet adulte ne peut plus dire oui pour l’enfant")),
    ("talk", _("Parlons-en d’abord")),
)
# By these a yes is another one: who said it for whom, and what kept others out.
PATH = ("age_group", "given_by", "giver_safe", "no_caregiver", "assent")
# What is shown of a child's yes, by code. Of a notice nothing but the age is.
SHOWN = (*PATH, "accompanied_by", "heard_alone", "family_told")


@dataclass(frozen=True)
class ApprovalAnswers:
    """The answers of `consent.approved`."""

    best_interest: str = ""


@dataclass(frozen=True)
class ReturnAnswers:
    """The answers of `consent.returned`."""

    look_reason: str = ""


@dataclass(frozen=True)
class NoticeAnswers:
    """The answers of `notice.read`."""

    notice_read: str = ""


def why_look(answers: ConsentAnswers, before: str = "") -> Why | None:
    """Return why a supervisor looks at a yes; a doubt lasts while its giver does."""
    if before == Why.DOUBT and answers.given_by == "caregiver":
        return Why.DOUBT
    if needs_approval(answers):
        return Why.BEST_INTEREST
    return Why.ALONE if needs_notice(answers) else None


def is_same_yes(before: Mapping[str, Any], answers: ConsentAnswers) -> bool:
    """Tell whether a yes was given before on the same path."""
    return all(before.get(name, "") == getattr(answers, name) for name in PATH)


def after(state: str, act: str) -> State:
    """Return where an act leads; the second of two looks comes too late."""
    return follow(TRANSITIONS, state, act, refusal="look.settled")


def look_id(act: str, why: Why, at: datetime) -> str:
    """Return the id of the look that an act asks for.

    A notice says no more than its day: an id that carried the moment of the yes
    would lead to the case, whose own id carries it too.
    """
    random = hashlib.sha256(f"{act}\n{why}".encode()).digest()[:10]
    if why is not Why.ALONE:
        return uuid7(uuid7_millis(act), random)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return uuid7(int(day.timestamp() * 1000), random)
