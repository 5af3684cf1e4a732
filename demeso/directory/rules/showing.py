"""Decide what of a place is shown to whom: the one list that every format asks.

Pages, the API, exports, maps, prints and devices show a place through `shown`. What
no list names is shown to nobody; a person, a shift or a bed at home is in no list.
docs/formats/directory.md tells the shape.
"""

from collections.abc import Mapping
from typing import Any

from demeso.directory.hours import DAYS
from demeso.directory.rules import choices
from demeso.directory.rules.listing import EVERYWHERE, SHELTER
from demeso.kernel.actor import Actor

Shown = dict[str, Any]

# From the widest to the narrowest; who may read one may read those before it.
TIERS = tuple(code for code, _label in choices.TIERS)

# Question → shown as it stands.
PUBLIC = (
    "id", "name", "phone", "region", "cercle", "precision", "receiving", "hours",
    "on_call", "women_staff", "interpreter", "children", "men", "access", "cost",
    "transport", "care_72h", "police_report", "eligibility", "age_from", "age_to",
    "mobile", "sea", "verified",
)  # fmt: skip
PROFESSIONAL = (
    *PUBLIC, "directions", "outreach", "verified_how", "stock", "stocked", "capacity",
    "capacity_told", "tier",
)  # fmt: skip
EXACT = "exact"  # of a place whose own point is for everybody
LISTS = ("services", "languages", "documents")  # kept as words, shown as a list
OF_TIER: Mapping[str, tuple[str, ...]] = {
    "public": PUBLIC,
    "professional": PROFESSIONAL,
    "restricted": PROFESSIONAL,
    "closed": PROFESSIONAL,
}

ORGANISATION_PUBLIC = ("id", "name", "acronym", "kind", "region", "cercle")
ORGANISATION_PROFESSIONAL = (*ORGANISATION_PUBLIC, "psea", "psea_on")


def tier_of(actor: Actor) -> str:
    """Return the narrowest tier that somebody signed in may read."""
    if actor.roles & EVERYWHERE:
        return "closed"
    return "restricted" if actor.may("case.write") else "professional"


def is_shown(site: object, tier: str) -> bool:
    """Tell whether a reader of a tier may know of a place at all.

    What nobody has read again is no entry yet, and a place that was locked is not
    listed until somebody has verified it anew.
    """
    stands = not _of(site, "is_draft") and _of(site, "suspended_at") is None
    own = _of(site, "tier")
    may_be_public = tier != "public" or SHELTER not in _words(site, "services")
    return stands and may_be_public and own in TIERS[: TIERS.index(tier) + 1]


def shown(site: object, tier: str) -> Shown:
    """Return what a reader of a tier may read of a place; nothing when it is hidden.

    `site` is the row, or whatever bears its names. The keys are the same for every
    place of a tier; what is not known is empty.
    """
    return described(site, tier) if is_shown(site, tier) else {}


def described(site: object, tier: str) -> Shown:
    """Return the entry of a place as a tier reads it; also a draft, to who keeps it."""
    shelters = SHELTER in _words(site, "services")
    found: Shown = {name: _of(site, name) for name in OF_TIER[tier]}
    found |= {name: _words(site, name) for name in LISTS}
    found["organisation"] = _of(site, "organisation_id")
    found["point"] = None if shelters else _point(site, tier)
    found["directions"] = "" if shelters else _directions(site, tier)
    found["outreach_days"] = outreach_days(_of(site, "outreach"))
    return found


def shown_organisation(organisation: object, tier: str) -> Shown:
    """Return what a tier may read of an organisation; never who works there."""
    if tier == "public":
        return {name: _of(organisation, name) for name in ORGANISATION_PUBLIC}
    found = {name: _of(organisation, name) for name in ORGANISATION_PROFESSIONAL}
    return found | {
        "services": _words(organisation, "services"),
        "networks": list(_of(organisation, "networks")),
        "partner_of": partners(_of(organisation, "partner_of")),
    }


def outreach_days(outreach: str) -> list[int]:
    """Return on which days a team goes out, Monday as 0; where to is not said."""
    days = outreach.split("|")
    return [day for day, where in enumerate(days[: len(DAYS)]) if where.strip()]


def partners(text: str) -> list[str]:
    """Return the names in what was written, one after another."""
    return [name for one in text.split(",") if (name := one.strip())]


def _point(site: object, tier: str) -> list[float] | None:
    """Return a place's own point: the public reads it of an exact place only."""
    both = (_of(site, "latitude"), _of(site, "longitude"))
    hidden = _is_rough(site, tier)
    return None if hidden or not all(both) else [float(one) for one in both]


def _directions(site: object, tier: str) -> str:
    return "" if _is_rough(site, tier) else str(_of(site, "directions"))


def _is_rough(site: object, tier: str) -> bool:
    """Tell whether the place itself is not for a tier: only what surrounds it is."""
    return tier == "public" and _of(site, "precision") != EXACT


def _words(site: object, name: str) -> list[str]:
    return str(_of(site, name)).split()


def _of(bearer: object, name: str) -> Any:
    return getattr(bearer, name)
