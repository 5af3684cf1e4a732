"""Draw where nobody can be sent: a map of regions, its tables, a region's cercles."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from demeso.desk.rules.mapping import high, spots
from demeso.directory.models import Site
from demeso.directory.queries.gaps import Found
from demeso.directory.queries.listing import named_sites
from demeso.directory.rules.gaps import (
    CLOSED,
    EMPTY,
    LACKS,
    NEED_NAMES,
    NEEDS,
    NONE,
    SERVED,
    UNABLE,
    UNREACHABLE,
    UNVERIFIED,
    Cover,
    Gap,
    cover,
    least_covered,
    ordered,
)
from demeso.directory.saying import here, place_name
from demeso.kernel.actor import Actor
from demeso.kernel.text import _

SHORT = {
    NONE: _("aucun à portée"),
    UNVERIFIED: _("non vérifié"),
    CLOSED: _("ne reçoit pas"),
    UNABLE: _("non dit"),
    EMPTY: _("sans kit"),
    UNREACHABLE: _("hors d’atteinte"),
    SERVED: "",
}
SINCE = {
    UNVERIFIED: _("non vérifié depuis le {day}"),
    CLOSED: _("ne reçoit plus depuis le {day}"),
    EMPTY: _("depuis le {day}"),
    UNREACHABLE: _("route dite coupée le {day}, compté jusqu’au {until}"),
}
UNSAID = {
    UNVERIFIED: _("jamais vérifié, ou mis en doute"),
    EMPTY: _("personne ne l’a dit"),
    UNREACHABLE: _("à plus d’un jour de route"),
}
MENDED = (UNVERIFIED, CLOSED, UNABLE, EMPTY)  # by somebody who looks after a place
Row = dict[str, Any]


def country_page(found: Found, need: str) -> Row:
    """Return the map of one need, its table, and all needs region by region."""
    regions = [(place.code, place.name) for place in here().regions]
    covers = {code: _covers(_within(found, code)) for code, _name in regions}
    every = _covers(found)
    chosen = need or least_covered(every)
    codes = sorted(NEED_NAMES, key=lambda code: code != chosen)  # the chosen one first
    rows = [
        {"number": number, "code": code, "name": name,
         "one": _said(covers[code][chosen]),
         "cells": [_said(covers[code][one]) for one in codes]}
        for number, (code, name) in enumerate(regions, 1)
    ]  # fmt: skip
    return {
        "need": gettext(NEED_NAMES[chosen]),
        "needs": [gettext(NEED_NAMES[one]) for one in codes],
        "without": every[chosen].total - every[chosen].served,
        "total": every[chosen].total,
        "rows": rows,
        "map": _map(rows),
    }


def _within(found: Found, region: str) -> Found:
    own = {place.code for place in here().cercles if place.within == region}
    return {code: gaps for code, gaps in found.items() if code in own}


def _covers(found: Found) -> dict[str, Cover]:
    return {
        one.code: cover([gaps[one.code] for gaps in found.values()]) for one in NEEDS
    }


def _said(one: Cover) -> Row:
    """Return a cell: a sign, how many of how many, and what lacks in most others."""
    tone = "got" if one.served == one.total else "due" if one.served else "wait"
    lack = gettext(SHORT[one.step]) if one.step != SERVED else ""
    return {"tone": tone, "served": one.served, "total": one.total, "lack": lack}


def _map(rows: list[Row]) -> Row:
    """Return the marks of the regions, and the drawing's height; both in its units."""
    towns = {place.code: place.at for place in here().regions if place.at}
    there = spots(towns, here().box)
    marks = [{**row, "spot": there[row["code"]]} for row in rows
             if row["code"] in there]  # fmt: skip
    return {"high": high(here().box), "marks": marks}


def region_page(found: Found, region: str, need: str, step: str, actor: Actor) -> Row:
    """Return a region's cercles: what lacks in each, since when, and where to begin."""
    lacks = {
        code: [(one, gap) for one, gap in ordered(gaps, step) if need in ("", one)]
        for code, gaps in found.items()
    }
    ids = {gap.site for gaps in lacks.values() for _need, gap in gaps if gap.site}
    names = named_sites(ids, actor=actor)
    cards = [
        {"name": place_name("", code), "served": _served(found[code]),
         "lines": [_line(one, gap, names) for one, gap in gaps]}
        for code, gaps in lacks.items()
    ]  # fmt: skip
    return {"region_name": place_name(region, ""), "cards": cards}


def _served(gaps: Mapping[str, Gap]) -> str:
    names = [gettext(NEED_NAMES[one.code]) for one in NEEDS
             if gaps[one.code].step == SERVED]  # fmt: skip
    return ", ".join(names)


def _line(need: str, gap: Gap, names: Mapping[str, Site]) -> Row:
    """Return one need that lacks: `site` is where somebody may mend it."""
    return {
        "tone": "due" if gap.step in MENDED else "wait",
        "need": gettext(NEED_NAMES[need]),
        "lack": gettext(dict(LACKS)[gap.step]),
        "when": _when(gap),
        "site": names.get(gap.site),
    }


def _when(gap: Gap) -> str:
    if not gap.since:
        return gettext(UNSAID[gap.step]) if gap.step in UNSAID else ""
    words = gettext(SINCE[gap.step])
    return words.format(day=_day(gap.since), until=_day(gap.until))


def _day(moment: str) -> str:
    return date_format(date.fromisoformat(moment[:10]), "j F Y") if moment else ""
