"""Count what was promised to be counted, and nothing else."""

from collections import defaultdict
from datetime import datetime

from demeso.consent.queries import counts_in_statistics
from demeso.directory.rules import FAMILIES
from demeso.figures.rules import RECEIVED, Cell, Shown, closed_months, drawn
from demeso.kernel.actor import Actor
from demeso.referrals.queries import receipts


def services_received(*, actor: Actor, at: datetime) -> Shown:
    """Return national counts of services received, by family and closed month."""
    actor.require("figures.read")
    months = closed_months(at)
    found = [
        (service, month, survivor)
        for service, month, survivor in receipts(actor=actor)
        if month in months
    ]
    counted = counts_in_statistics(survivor for _, _, survivor in found)
    people: defaultdict[Cell, set[str]] = defaultdict(set)
    for service, month, survivor in found:
        if survivor in counted:
            people[service, month].add(survivor)
    frozen = {cell: frozenset(survivors) for cell, survivors in people.items()}
    return drawn(RECEIVED, FAMILIES, months, frozen)
