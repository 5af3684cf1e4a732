"""Count the referrals that are open on both sides of somebody who leaves."""

from collections.abc import Collection

from demeso.referrals.models import Referral
from demeso.referrals.rules.answering import OPEN


def open_from(survivors: Collection[str]) -> int:
    """Return how many referrals of some survivors wait for an answer or a service."""
    rows = Referral.objects.filter(survivor_id__in=list(survivors), status__in=OPEN)
    return rows.count()


def open_to(organisations: Collection[str]) -> int:
    """Return how many referrals some organisations have still to answer."""
    rows = Referral.objects.filter(
        recipient_id__in=list(organisations), status__in=OPEN
    )
    return rows.count()
