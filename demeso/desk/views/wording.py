"""Put a place of the directory into words."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from demeso.directory.forms.listing import ORGANISATION, SITE
from demeso.directory.models import Organisation, Site
from demeso.directory.queries.listing import networks
from demeso.directory.queries.searching import listed
from demeso.directory.ranking import ranked
from demeso.directory.rules.choices import UNITS
from demeso.directory.rules.showing import described, shown_organisation
from demeso.directory.saying import (
    chart,
    hours,
    languages,
    outreach,
    place_name,
    reason,
)
from demeso.directory.standing import Asked
from demeso.kernel.clock import stamp
from demeso.kernel.forms import Kind, Question

ENTRY = tuple(question.name for question in SITE.group("site"))
TRAITS = ("acronym", "kind", "networks", "partner_of", "psea", "psea_on")
UNSAID: tuple[Any, ...] = ("", None, [], ())


def told(site: Site, *, at: datetime) -> dict[str, Any]:
    """Return what a page says of a place: now, then all of its entry."""
    items = tuple(site.stock)
    asked = Asked(site.offers[0], stamp(at), items=items)
    [found] = ranked([listed(site)], asked, chart())
    return {
        "open": found.open,
        "verified": found.verified,
        "why": [reason(why) for why in found.why],
        "first": reason(found.why[0]),
        "last": reason(found.why[-1]),
        "place": place_name(site.region, site.cercle),
        "services": labels("services", site.offers),
        "capacity": capacity(site.capacity, site.capacity_told),
        "entry": list(entry(_read(site))),
    }


def _read(site: Site) -> dict[str, Any]:
    """Return the entry of a place as whoever is signed in reads it."""
    said = described(site, "professional")
    latitude, longitude = said["point"] or ("", "")
    return {**said, "latitude": latitude, "longitude": longitude}


def capacity(told: Mapping[str, Any], moment: str) -> str:
    """Return how much room a place has in words, and since when that is known."""
    if not told:
        return ""
    holes = {
        "unit": gettext(dict(UNITS).get(told.get("unit", ""), "")),
        "free": told.get("available", "?"),
        "most": told.get("most", "?"),
        "day": date_format(date.fromisoformat(moment[:10]), "j F"),
    }
    return gettext("{unit} : {free} libres sur {most}, dit le {day}").format(**holes)


def traits(organisation: Organisation) -> list[tuple[str, str]]:
    """Return (question, answer in words) of what an organisation is."""
    said = shown_organisation(organisation, "professional")
    names = {row.id: row.name for row in networks()}
    said["networks"] = [names[one] for one in said["networks"] if one in names]
    found = []
    for question in ORGANISATION.group("organisation"):
        value = said.get(question.name)
        if question.name in TRAITS and value:
            listed: list[str] = value if isinstance(value, list) else [value]
            known = {code: gettext(label) for code, label in question.choices}
            words = ", ".join(known.get(one, one) for one in listed)
            found.append((gettext(question.text), words))
    return found


def labels(question: str, codes: object) -> list[str]:
    """Return the labels of coded answers, in the order of the form."""
    asked = {one.name: one for one in SITE.questions}[question]
    chosen = codes if isinstance(codes, list | tuple) else [codes]
    return [gettext(label) for code, label in asked.choices if code in chosen]


def entry(said: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (question, its text, the answer in words) of an entry."""
    for question in SITE.group("site"):
        value = said.get(question.name)
        words = "" if value in UNSAID else _said(question, value)
        yield question.name, gettext(question.text), words


def _said(question: Question, value: Any) -> str:
    if question.kind is Kind.CHOICES:
        codes = value.split() if isinstance(value, str) else value
        return ", ".join(labels(question.name, codes))
    if question.choices:
        return ", ".join(labels(question.name, value))
    return WORDS.get(question.name, str)(value)


def _spoken(codes: Any) -> str:
    names = languages()
    listed = codes.split() if isinstance(codes, str) else codes
    return ", ".join(names.get(code, code) for code in listed)


def _place(code: str) -> str:
    return place_name(code, "")


WORDS: Mapping[str, Callable[[Any], str]] = {
    "region": _place,
    "cercle": _place,
    "hours": hours,
    "outreach": outreach,
    "languages": _spoken,
}
