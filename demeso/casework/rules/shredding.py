"""Decide what goes when she takes back what she told, or all of the help."""

from dataclasses import dataclass

from demeso.consent.rules.allowing import STORY, Purpose
from demeso.kernel.forms import COMPARTMENTS

# What is sealed, by what she takes back. A release seals nothing of the case: its
# package goes (referrals); statistics seal nothing at all.
SHREDDED = {
    STORY: frozenset({"narrative", "sensitive"}),
    Purpose.SERVICES: frozenset(COMPARTMENTS),
}
# What she answered, coded. What stays: that she said yes and took it back, that the
# case was opened and closed, what left to whom and what came of it.
TOLD = ("incident.recorded", "type.corrected", "urgency.recorded")
ERASED = {
    STORY: TOLD,
    Purpose.SERVICES: (
        *TOLD, "identity.recorded", "needs.recorded", "outcome.recorded",
        "safety.recorded", "assessment.completed", "follow_up.recorded",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class NewKeysAnswers:
    """The answers of `keys.replaced`."""

    survivor: str = ""


def shredded(what: str) -> frozenset[str]:
    """Return the compartments that a withdrawal shreds; an unclear one shreds none."""
    return SHREDDED.get(what, frozenset())


def erased(what: str) -> tuple[str, ...]:
    """Return the kinds of act whose coded answers a withdrawal deletes."""
    return ERASED.get(what, ())


def ends_help(what: str) -> bool:
    """Tell whether nothing stays writable: then no new keys are expected yet."""
    return what == Purpose.SERVICES
