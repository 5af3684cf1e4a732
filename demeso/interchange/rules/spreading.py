"""Spread what may be shown of the directory over columns, as files write it."""

from collections.abc import Iterator, Mapping
from typing import Any

from demeso.directory.hours import DAYS
from demeso.interchange.rules.columns import (
    COLUMNS,
    FLAT,
    KEY,
    LINK,
    OWN,
    PLACE,
    WEEKLY,
)

Spread = dict[str, str]  # column → text
BETWEEN = "; "
SAID_ONLY = ("verified", "outreach_days")  # told to whoever reads, never taken in


def spread_place(shown: Mapping[str, Any]) -> Spread:
    """Return a place over the columns of its table; `shown` is all that may leave."""
    point = shown.get("point") or ("", "")
    given = {**shown, "latitude": _degrees(point[0]), "longitude": _degrees(point[1])}
    given[LINK] = shown["organisation"]
    found = {
        column.name: _written(given.get(column.name))
        for column in COLUMNS[PLACE]
        if column.day < 0
    }
    for name in WEEKLY:
        days = str(shown.get(name) or "").split("|")
        week = days if len(days) == len(DAYS) else [""] * len(DAYS)
        found |= {f"{name}_{day}": said for day, said in zip(DAYS, week, strict=True)}
    out = [DAYS[day] for day in shown.get("outreach_days", ())]
    return found | {
        "verified": str(shown.get("verified") or "")[:10],
        "outreach_days": BETWEEN.join(out),
    }


def spread_organisation(shown: Mapping[str, Any]) -> Spread:
    """Return an organisation over the columns of its table."""
    names = (column.name for column in COLUMNS[OWN])
    return {name: _written(shown.get(name)) for name in names}


def flat(place: Spread, organisation: Spread) -> Spread:
    """Return a place with its organisation beside it, for the one table."""
    beside = {f"{FLAT}{name}": said for name, said in organisation.items()}
    del beside[f"{FLAT}{KEY}"]
    return place | beside


def offers_of(places: Iterator[Spread]) -> dict[str, list[str]]:
    """Return organisation → families given at its places, in their order."""
    found: dict[str, list[str]] = {}
    for place in places:
        mine = found.setdefault(place[LINK], [])
        mine += [one for one in place["services"].split(BETWEEN) if one not in mine]
    return found


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return BETWEEN.join(map(str, value))
    return "" if value is None else str(value)


def _degrees(value: Any) -> str:
    return "" if value in ("", None) else f"{float(value):.2f}"
