"""Decide which entries wait to be verified, and who may be asked by a link. Pure.

A link asks one thing: is the entry still so? Its page needs no sign-in, so it is
never made for a place that shelters people or that few may know of.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demeso.agencies.rules.devices import is_digest
from demeso.directory.rules.listing import SHELTER
from demeso.directory.standing import VERIFIED_FOR
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment, stamp
from demeso.kernel.text import _

LINK_FOR = timedelta(days=14)
SOON = timedelta(days=14)  # before an entry lapses: time to ask
ANSWER = "verification.answer"  # the door of the link carries it, and no role does
ASKED_OF = ("public", "professional")  # by a link; about others one asks in person
STILL, CHANGED = "yes", "changed"
ANSWERS = (
    (STILL, _("Oui, tout est encore juste")),
    (CHANGED, _("Quelque chose a changé")),
)
TOLD = "told"  # how a link verifies; nobody else may say so
DOUBTS = (
    (CHANGED, _("Quelque chose a changé")),
    ("silent", _("Personne ne répond")),
    ("heard", _("Des personnes disent autre chose")),
)
LAPSED, LAPSING, FRESH = "lapsed", "lapsing", "fresh"


@dataclass(frozen=True)
class VerificationAnswers:
    """The answers of `verification@1`; of the link only its hash."""

    site: str = ""
    token_hash: str = ""
    until: str = ""


@dataclass(frozen=True)
class VerifiedAnswers:
    """The answers of `verification_answer@1`."""

    still: str = ""


@dataclass(frozen=True)
class DoubtAnswers:
    """The answers of `site_doubt@1`."""

    doubt: str = ""


@dataclass(frozen=True)
class Completion:
    """How many of a region's entries are verified; `region` empty for all of them."""

    region: str
    verified: int
    total: int

    @property
    def percent(self) -> int:
        """Return the share in whole percent, rounded down: 100 means all of them."""
        return 100 * self.verified // self.total if self.total else 0


def state_of(verified: str, at: datetime) -> str:
    """Return whether an entry is verified, about to lapse, or not verified."""
    if verified < stamp(at - VERIFIED_FOR):
        return LAPSED
    return LAPSING if verified < stamp(at - VERIFIED_FOR + SOON) else FRESH


def completion(entries: Iterable[tuple[str, str]], at: datetime) -> list[Completion]:
    """Return region by region what is verified of (region, verified); the whole last.

    The region where most is missing comes first.
    """
    counts: dict[str, list[int]] = {}
    for region, verified in entries:
        count = counts.setdefault(region, [0, 0])
        count[0] += state_of(verified, at) != LAPSED
        count[1] += 1
    found = [Completion(region, *count) for region, count in counts.items()]
    found.sort(key=lambda one: (one.verified - one.total, one.percent, one.region))
    whole = [sum(column) for column in zip(*counts.values(), strict=True)]
    return [*found, Completion("", *whole)] if whole else []


def may_be_linked(services: Collection[str], tier: str) -> bool:
    """Tell whether a link may show this entry to whoever holds it."""
    return tier in ASKED_OF and SHELTER not in services


def is_link(answers: VerificationAnswers, at: datetime) -> bool:
    """Tell whether a request ends soon enough; its link, if it has one, is hashed."""
    try:
        left = moment(answers.until) - at
    except ValueError:
        return False
    is_hashed = not answers.token_hash or is_digest(answers.token_hash)
    return timedelta(0) < left <= LINK_FOR and is_hashed


def may_say(how: str, actor: Actor) -> bool:
    """Tell whether an actor may have verified so: only a link's answer was `told`."""
    return (how == TOLD) == actor.may(ANSWER)
