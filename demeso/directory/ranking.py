"""Rank who can help now: open, able, stocked, near. Pure.

`web/src/formats/ranking.ts` is the same rule for the browser, over the same cases
(tests/vectors/ranking.json). It ranks places for one need; it never ranks people,
and it says in words why each place stands where it does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from demeso.directory.hours import DAY, WEEK, Opening, clock
from demeso.directory.standing import (
    REACHES,
    Asked,
    Listed,
    Map,
    Now,
    Standing,
    door_of,
    nearest,
    now_of,
    standings,
    stock_of,
)

Why = Mapping[str, str]


@dataclass(frozen=True)
class Ranked:
    """A place in its order, and why it stands there."""

    site: str
    organisation: str
    open: str
    km: int | None
    verified: bool
    why: tuple[Why, ...]


def ranked(sites: Iterable[Listed], asked: Asked, here: Map) -> list[Ranked]:
    """Return the places that fit, best first: as far out as is needed, no further."""
    now = now_of(asked, here)
    found = list(standings(sites, asked, here, now))
    reaches = REACHES if asked.place in here.centres else ()
    best = sorted(nearest(found, reaches) or found)
    return [worded(one, asked, now) for one in best]


def worded(one: Standing, asked: Asked, now: Now) -> Ranked:
    """Return a place with its reasons, in the order in which they are said."""
    site = one.site
    is_verified = site.verified >= now.verified_since
    return Ranked(
        site=one.id,
        organisation=one.organisation,
        open=door_of(site, one.door),
        km=one.km,
        verified=is_verified,
        why=(
            *_door_words(site, one.door, now),
            *_stock_words(site, asked, now),
            *_ability_words(site, asked),
            *_near_words(one, asked),
            _verified_words(site, fresh=is_verified),
        ),
    )


def _door_words(site: Listed, door: Opening, now: Now) -> Iterator[Why]:
    if door.state == "absent":
        yield _opens(door, now)
        yield {"code": "absent.now"}
    elif door.state == "called":
        yield {"code": "open.called"}
    else:
        yield _own_door(site, door, now)


def _own_door(site: Listed, door: Opening, now: Now) -> Why:
    if door.state == "open":
        until = {"code": "open.until", "time": clock(door.minute)}
        return {"code": "open.always"} if door.minute < 0 else until
    if site.on_call == "yes":
        return {"code": "open.on_call"}
    if door.state == "unknown":
        return {"code": "open.unknown"}
    return _opens(door, now)


def _opens(door: Opening, now: Now) -> Why:
    time = clock(door.minute)
    days = door.minute // DAY - now.minute // DAY
    if days > 1:
        day = str(door.minute % WEEK // DAY)
        return {"code": "open.day", "time": time, "day": day}
    return {"code": ("open.today", "open.tomorrow")[days], "time": time}


def _stock_words(site: Listed, asked: Asked, now: Now) -> Iterator[Why]:
    for item in asked.items:
        state = stock_of(site, item, now)
        day = {} if state == "unknown" else {"day": site.stocked[:10]}
        yield {"code": f"stock.{state}", "item": item, **day}


def _ability_words(site: Listed, asked: Asked) -> Iterator[Why]:
    for wish in asked.wishes:
        yield {"code": f"{_sure(getattr(site, wish))}.{wish}"}
    if asked.language:
        spoken = "yes" if asked.language in site.languages else ""
        yield {"code": f"{_sure(spoken)}.language", "language": asked.language}
    if site.women_staff == "always":
        yield {"code": "able.women"}


def _sure(told: str) -> str:
    return "able" if told == "yes" else "ask"


def _near_words(one: Standing, asked: Asked) -> list[Why]:
    site, place = one.site, asked.place
    if one.km is None:
        return []
    if place == site.cercle:
        return [{"code": "near.here"}]
    if place.startswith("region:") or not (site.point or site.cercle):
        return [{"code": "near.region", "region": site.region}]
    return [{"code": "near.km", "km": str(one.km)}]


def _verified_words(site: Listed, *, fresh: bool) -> Why:
    if not site.verified:
        return {"code": "verified.never"}
    return {
        "code": "verified.on" if fresh else "verified.old",
        "day": site.verified[:10],
    }
