"""What is written about a place, and why it may not stand so."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from demeso.directory.hours import DAYS, week_fault
from demeso.directory.rules.listing import ROOTS, SHELTER
from demeso.directory.standing import Point
from demeso.kernel.country import ANYWHERE, Box, lies_in
from demeso.kernel.forms import ALWAYS

# Beside which question a fault is said: pages and imports name it there.
BESIDE = {
    "site.not_offered": "services",
    "site.no_point": "latitude",
    "site.no_way": "directions",
    "site.shelter_public": "tier",
    "site.tier": "tier",
    "site.tier_fixed": "tier",
    "site.point": "latitude",
    "site.outside": "latitude",
    "site.exposed": "services",
    "site.place": "cercle",
    "site.language": "languages",
    "site.care_72h": "care_72h",
    "site.ages": "age_from",
    "site.papers": "documents",
    "site.police_report": "police_report",
    "site.precision": "precision",
    "site.outreach": "outreach",
    "hours.shape": "hours",
    "hours.order": "hours",
    "hours.overlap": "hours",
}
CARE = "health"  # who treats after rape
NO_PAPER, COMPLAINT = "none", "police_report"


@dataclass(frozen=True)
class Known:
    """The country's codes that an entry may use, a cercle with its region; its box."""

    regions: frozenset[str]
    cercles: Mapping[str, str]
    languages: frozenset[str]
    box: Box = ANYWHERE


@dataclass(frozen=True)
class SiteAnswers:
    """What `site.registered` and `site.edited` say: the whole entry each time."""

    organisation: str = ""
    name: str = ""
    phone: str = ""
    region: str = ""
    cercle: str = ""
    latitude: str = ""
    longitude: str = ""
    precision: str = ""
    directions: str = ""
    services: tuple[str, ...] = ()
    receiving: str = ""
    hours: str = ""
    on_call: str = ""
    mobile: str = ""
    outreach: str = ""
    languages: str = ""
    interpreter: str = ""
    women_staff: str = ""
    care_72h: str = ""
    children: str = ""
    men: str = ""
    access: str = ""
    sea: str = ""
    eligibility: str = ""
    age_from: int | None = None
    age_to: int | None = None
    documents: tuple[str, ...] = ()
    police_report: str = ""
    cost: str = ""
    transport: str = ""
    tier: str = ""


WHERE = ("latitude", "longitude", "directions")  # by which a place is found
LINK = "organisation"  # in a group of its own: it never changes
LISTS = ("services", "documents")  # in a row they are words, one after another


def answers_of(said: Mapping[str, Any]) -> SiteAnswers:
    """Return what was said of a place, as it was kept."""
    listed = {name: tuple(said.get(name) or ()) for name in LISTS}
    return SiteAnswers(**{**said, **listed})


def columns_of(answers: SiteAnswers) -> dict[str, Any]:
    """Return an entry as a row keeps it; what nobody knows is empty."""
    own = {name: value for name, value in vars(answers).items() if name != LINK}
    own |= {name: " ".join(_told(own[name])) for name in LISTS}
    return {name: known(value) for name, value in own.items()}


def known(value: Any) -> Any:
    """Return an answer; what nobody knows or says is empty."""
    return "" if value in ALWAYS else value


def _told(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if code not in ALWAYS]


def site_fault(answers: SiteAnswers, offers: Iterable[str], known: Known) -> str:
    """Return why an entry cannot stand; empty when it can."""
    return next(iter(site_faults(answers, offers, known)), "")


def site_faults(answers: SiteAnswers, offers: Iterable[str], known: Known) -> list[str]:
    """Return everything for which an entry cannot stand; `BESIDE` says where.

    `offers` is what its organisation offers, `known` the country's codes.
    """
    every = (
        *_in_place(answers, known),
        *_in_tier(answers),
        *_in_service(answers, offers),
        *_for_whom(answers, known),
    )
    return [code for code, wrong in every if wrong]


def _in_place(answers: SiteAnswers, known: Known) -> Iterator[tuple[str, bool]]:
    pointed = bool(answers.latitude or answers.longitude)
    yield "site.no_point", SHELTER in answers.services and pointed
    point = point_of(answers)
    yield "site.point", pointed and point is None
    yield "site.outside", point is not None and not lies_in(known.box, *point)
    yield "site.place", not _is_placed(answers, known)
    yield "site.no_way", SHELTER in answers.services and answers.directions != ""
    exact, led = answers.precision == "exact", answers.directions != ""
    unsaid = SHELTER in answers.services or not (pointed or led)
    yield "site.precision", exact and unsaid


def is_exposed(said: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a place shelters people and is, or ever was, said to lie somewhere.

    What was said once stays in the ledger and on devices: `said` is all of it.
    """
    every = list(said)
    shelters = any(SHELTER in (one.get("services") or ()) for one in every)
    return shelters and any(one.get(name) for one in every for name in WHERE)


def _in_tier(answers: SiteAnswers) -> Iterator[tuple[str, bool]]:
    yield "site.tier", answers.tier not in ROOTS
    sheltered = SHELTER in answers.services
    yield "site.shelter_public", sheltered and answers.tier == "public"


def _in_service(
    answers: SiteAnswers, offers: Iterable[str]
) -> Iterator[tuple[str, bool]]:
    hours, outreach = week_fault(answers.hours), answers.outreach
    treats = answers.care_72h in ("yes", "some")
    yield "site.not_offered", not set(answers.services) <= set(offers)
    yield f"hours.{hours}", hours != ""
    yield "site.care_72h", treats and CARE not in answers.services
    goes_out = answers.mobile == "yes" and outreach.count("|") == len(DAYS) - 1
    yield "site.outreach", outreach != "" and not goes_out


def _for_whom(answers: SiteAnswers, known: Known) -> Iterator[tuple[str, bool]]:
    youngest, oldest = answers.age_from, answers.age_to
    backwards = None not in (youngest, oldest) and (youngest or 0) > (oldest or 0)
    papers = set(_told(answers.documents))
    yield "site.language", not set(answers.languages.split()) <= known.languages
    yield "site.ages", backwards
    yield "site.papers", NO_PAPER in papers and len(papers) > 1
    contrary = {"no": COMPLAINT, "yes": NO_PAPER}.get(answers.police_report)
    yield "site.police_report", contrary in papers


def _is_placed(answers: SiteAnswers, known: Known) -> bool:
    """Tell whether region and cercle are the country's; a cercle lies in its region."""
    if not answers.cercle:
        return answers.region in known.regions
    return known.cercles.get(answers.cercle) == answers.region


def point_of(answers: SiteAnswers) -> Point | None:
    """Return a place's own point, to two decimals: about a kilometre, never finer."""
    both = (answers.latitude, answers.longitude)
    if not all(re.fullmatch(r"-?\d{1,3}(\.\d{1,2})?", one, re.ASCII) for one in both):
        return None
    latitude, longitude = (float(one) for one in both)
    on_globe = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004 -- degrees
    return (latitude, longitude) if on_globe else None
