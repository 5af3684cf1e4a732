"""Count what was promised to be counted, and nothing else."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings

from demeso.casework.queries.tracking import noted_incidents
from demeso.casework.rules.telling import NON_GBV, TYPE_CODES
from demeso.consent.queries import counts_in_statistics
from demeso.directory.rules.listing import FAMILIES
from demeso.figures.rules import (
    GAPS,
    INCIDENTS,
    RECEIVED,
    REPORTED_HERE,
    UNSAID,
    Cell,
    Shown,
    chosen_month,
    closed_months,
    drawn,
    region_of,
)
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.referrals.queries.referring import declines, receipts
from demeso.referrals.rules.answering import REASONS


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


def incidents_noted(*, actor: Actor, at: datetime, month: str) -> tuple[str, Shown]:
    """Return a closed month and its incidents, by region and type."""
    actor.require("figures.read")
    told = chosen_month(month, closed_months(at))
    found = [
        one for one in noted_incidents(told, actor=actor)
        if one.reported_elsewhere != REPORTED_HERE
    ]  # fmt: skip
    counted = {"", *counts_in_statistics(one.survivor for one in found)}
    here = country(settings.COUNTRY)
    incidents: defaultdict[Cell, set[str]] = defaultdict(set)
    for one in found:
        if one.survivor in counted:
            incidents[region_of(one.cercle, here.tree), one.gbv_type].add(one.id)
    types = tuple(code for code in TYPE_CODES if code != NON_GBV)
    regions = (*(place.code for place in here.regions), UNSAID)
    frozen = {cell: frozenset(ids) for cell, ids in incidents.items()}
    return told, drawn(INCIDENTS, regions, types, frozen)


def gaps(*, actor: Actor, at: datetime) -> Shown:
    """Return what services could not give in a year, by their region and reason."""
    actor.require("figures.read")
    months = closed_months(at)
    found = [one for one in declines(actor=actor) if one.month in months]
    counted = counts_in_statistics(one.survivor for one in found)
    people: defaultdict[Cell, set[str]] = defaultdict(set)
    for one in found:
        if one.survivor in counted:
            people[one.region, one.reason].add(one.survivor)
    regions = tuple(place.code for place in country(settings.COUNTRY).regions)
    reasons = tuple(code for code, _label in REASONS)
    frozen = {cell: frozenset(survivors) for cell, survivors in people.items()}
    return drawn(GAPS, regions, reasons, frozen)
