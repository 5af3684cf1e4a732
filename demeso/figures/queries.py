"""Count what was promised to be counted, and nothing else."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from django.conf import settings

from demeso.casework.forms.helping import BARRIERS as BARRIER_CODES
from demeso.casework.queries.tracking import Unmet, noted_incidents, unmet_needs
from demeso.casework.rules.plan import UNAVAILABLE
from demeso.casework.rules.telling import NON_GBV, TYPE_CODES
from demeso.centres.queries.months import turned_away
from demeso.centres.rules.visits import PARTS, WHYS
from demeso.consent.queries import counts_in_statistics
from demeso.directory.rules.listing import FAMILIES
from demeso.figures.rules import (
    AWAY,
    BARRIERS,
    GAPS,
    INCIDENTS,
    RECEIVED,
    REPORTED_HERE,
    UNMET,
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
    return drawn(RECEIVED, FAMILIES, months, _frozen(people))


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
    return told, drawn(INCIDENTS, regions, types, _frozen(incidents))


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
    return drawn(GAPS, regions, reasons, _frozen(people))


def unmet(*, actor: Actor, at: datetime) -> Shown:
    """Return the needs for which no service was to be had, by closed month."""
    actor.require("figures.read")
    months = closed_months(at)
    people: defaultdict[Cell, set[str]] = defaultdict(set)
    found = _without_help(months, actor)
    for one in found:
        if one.outcome == UNAVAILABLE:
            people[one.need, one.month].add(one.survivor)
    return drawn(UNMET, FAMILIES, months, _frozen(people), _houses(found))


def barriers(*, actor: Actor, at: datetime) -> Shown:
    """Return what stood in the way of help in a year, by barrier and need."""
    actor.require("figures.read")
    people: defaultdict[Cell, set[str]] = defaultdict(set)
    found = _without_help(closed_months(at), actor)
    for one in found:
        for barrier in one.barriers:
            people[barrier, one.need].add(one.survivor)
    named = {barrier for barrier, _need in people}
    codes = (code for code, _label in BARRIER_CODES if code in named)
    return drawn(BARRIERS, codes, FAMILIES, _frozen(people), _houses(found))


def _without_help(months: tuple[str, ...], actor: Actor) -> list[Unmet]:
    found = unmet_needs(months, actor=actor)
    counted = counts_in_statistics(one.survivor for one in found)
    return [one for one in found if one.survivor in counted]


def _houses(found: list[Unmet]) -> dict[str, str]:
    return {one.survivor: one.house for one in found}


def _frozen(people: dict[Cell, set[str]]) -> dict[Cell, frozenset[str]]:
    return {cell: frozenset(found) for cell, found in people.items()}


def not_received(*, actor: Actor, at: datetime) -> Shown:
    """Return how often centres could not receive in a year, by reason and service."""
    actor.require("figures.read")
    months = closed_months(at)
    first = date.fromisoformat(f"{months[-1]}-01")
    last = at.date().replace(day=1) - timedelta(days=1)
    parts = tuple(code for code, _label in PARTS)
    times = Counter(
        (missing, wanted if wanted in parts else UNSAID)
        for missing, wanted in turned_away(actor=actor, first=first, last=last)
    )
    counted = {cell: frozenset(map(str, range(n))) for cell, n in times.items()}
    return drawn(AWAY, (code for code, _label in WHYS), (*parts, UNSAID), counted)
