"""The permit: what a person allowed, in the hand of whoever discloses.

Only `demeso.consent` constructs one (a house test checks that). A function
that discloses takes a Permit; without one it cannot be called.
"""

from dataclasses import dataclass
from datetime import datetime

from demeso.kernel.refusal import refuse_unless


@dataclass(frozen=True)
class Permit:
    """Who may receive which categories of what, for which purpose, until when.

    `because` names the consent act, or the rule and human reason that stand
    in its place (documented emergency or legal duty).
    """

    survivor: str
    recipient: str
    purpose: str
    categories: frozenset[str]
    until: datetime
    because: str

    def require(self, recipient: str, categories: frozenset[str]) -> None:
        """Refuse a disclosure that goes beyond what was allowed."""
        refuse_unless(recipient == self.recipient, "consent.other_recipient")
        refuse_unless(categories <= self.categories, "consent.other_categories")


@dataclass(frozen=True)
class Recipient:
    """An organisation that may receive a hand-over, with the people named to her.

    `agency` is empty when none of its workers sign in; then nobody holds a
    key and the sheet is said aloud or by phone.
    """

    organisation: str
    name: str
    agency: str
    focal_point: str
    deputy: str
    services: tuple[str, ...]
