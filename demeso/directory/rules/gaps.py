"""Decide where nobody can be sent: need by need, cercle by cercle. Pure.

A cercle is served when a place that gives what is needed is verified, receives people,
can give it, and is reached within a day. What lacks is said by the last step that any
place near comes to: that is what would have to be mended. The hour of the day counts
for nothing here, and neither does who asked for help.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from demeso.directory.rules.listing import FAMILIES, ITEMS, SERVICES
from demeso.directory.rules.opening import NEAR
from demeso.directory.rules.travelling import CLOSED as CUT
from demeso.directory.rules.travelling import REPORTED_FOR, Reported, fresh
from demeso.directory.standing import (
    ABILITIES,
    STOCK_SAID_FOR,
    VERIFIED_FOR,
    Point,
    distance,
)
from demeso.kernel.clock import moment, stamp
from demeso.kernel.text import _

NONE, UNVERIFIED, CLOSED, UNABLE = "none", "unverified", "closed", "unable"
EMPTY, UNREACHABLE, SERVED = "empty", "unreachable", "served"
STEPS = (NONE, UNVERIFIED, CLOSED, UNABLE, EMPTY, UNREACHABLE, SERVED)
LACKS = (
    (NONE, _("Aucun service à portée")),
    (UNVERIFIED, _("Service non vérifié")),
    (CLOSED, _("Service qui ne reçoit pas")),
    (UNABLE, _("Aucun service qui dise pouvoir recevoir")),
    (EMPTY, _("Pas de kit, ou stock non dit")),
    (UNREACHABLE, _("Service hors d’atteinte")),
)
ENOUGH = ("in", "low")  # on the shelf, and said lately
WISHES = tuple(question for _wish, question in ABILITIES)
Span = tuple[datetime, datetime]  # since when, and until when that is told


@dataclass(frozen=True)
class Need:
    """What somebody may need: a family of services, or a thing that one gives."""

    code: str
    service: str
    item: str = ""


PEP = Need("pep", "health", "pep")
NEEDS = tuple(
    one
    for code in FAMILIES
    for one in (Need(code, code), *([PEP] if code == PEP.service else []))
)
NEED_NAMES = {
    one.code: dict(ITEMS)[one.item] if one.item else dict(SERVICES)[one.code]
    for one in NEEDS
}


@dataclass(frozen=True)
class Facts:
    """What an entry says, as far as the rule looks at it.

    `verified` and `stocked` are moments (RFC 3339), or empty. `able` names what it
    says yes to.
    """

    verified: str
    is_receiving: bool
    able: Collection[str] = ()
    stock: Mapping[str, str] = field(default_factory=dict)
    stocked: str = ""


@dataclass(frozen=True)
class Place:
    """A place that gives what is needed: how far it comes by itself, since when.

    `cuts` are the cercles from which every fresh word says that the way is cut.
    """

    site: str
    region: str
    cercle: str
    point: Point | None
    step: str
    since: str = ""
    cuts: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Area:
    """A cercle, and where its town lies."""

    code: str
    region: str
    point: Point | None


@dataclass(frozen=True)
class Gap:
    """What lacks in a cercle for a need; `step` is `served` when nothing does.

    `since` and `until` are moments, empty where nobody knows or nothing ends by
    itself; `site` is the place that would be mended first.
    """

    step: str
    since: str = ""
    until: str = ""
    site: str = ""


@dataclass(frozen=True)
class Cover:
    """How many cercles are served, of how many, and what lacks in most others."""

    served: int
    total: int
    step: str


def own_step(facts: Facts, need: Need, wish: str, at: datetime) -> str:
    """Return how far a place comes by itself: the first step at which it fails."""
    failing = (
        (UNVERIFIED, facts.verified < stamp(at - VERIFIED_FOR)),
        (CLOSED, not facts.is_receiving),
        (UNABLE, wish not in ("", *facts.able)),
        (EMPTY, need.item != "" and not _is_stocked(facts, need, at)),
    )
    return next((step for step, fails in failing if fails), SERVED)


def _is_stocked(facts: Facts, need: Need, at: datetime) -> bool:
    """Tell whether somebody said lately that a thing is there."""
    is_told = facts.stocked >= stamp(at - STOCK_SAID_FOR)
    return is_told and facts.stock.get(need.item, "") in ENOUGH


def own_since(facts: Facts, need: Need, step: str, closed: str = "") -> str:
    """Return since when a place comes no further than a step; empty if not known.

    `closed` is since when it does not receive.
    """
    if step == UNVERIFIED:
        return _after(facts.verified, VERIFIED_FOR)
    if step == EMPTY and need.item in facts.stock:
        is_there = facts.stock[need.item] in ENOUGH
        return _after(facts.stocked, STOCK_SAID_FOR if is_there else timedelta())
    return closed if step == CLOSED else ""


def _after(told: str, length: timedelta) -> str:
    return stamp(moment(told) + length) if told else ""


def cuts(reports: Iterable[Reported], at: datetime) -> dict[str, Span]:
    """Return cercle → since and until when the way from there counts as cut."""
    words: dict[str, list[Reported]] = {}
    for one in fresh(reports, at):
        words.setdefault(one.cercle, []).append(one)
    return {
        cercle: (last := max(one.reported_at for one in said), last + REPORTED_FOR)
        for cercle, said in words.items()
        if {one.way for one in said} == {CUT}
    }


def condensed(places: Iterable[Place]) -> list[Place]:
    """Return one place of many at the same point: the one that comes furthest.

    A place of whose way somebody said that it is cut stands for itself.
    """
    best: dict[object, Place] = {}
    for one in places:
        key = one.site if one.cuts else (one.point, one.region, one.cercle)
        if key not in best or _worth(one) > _worth(best[key]):
            best[key] = one
    return list(best.values())


def _worth(one: Place) -> tuple[int, str, str]:
    return STEPS.index(one.step), one.since, one.site


def gap_in(area: Area, places: Iterable[Place]) -> Gap:
    """Return what lacks in a cercle, of the places that give what is needed."""
    known = list(places)
    near = [_from(area, one) for one in known if is_near(area, one)]
    if near:
        return max(near, key=lambda one: (STEPS.index(one.step), one.since, one.site))
    far = [one for one in known if one.region == area.region and one.step == SERVED]
    return Gap(UNREACHABLE, site=far[0].site) if far else Gap(NONE)


def _from(area: Area, one: Place) -> Gap:
    """Return how far a near place comes for somebody who sets out from a cercle."""
    if one.step == SERVED and area.code in one.cuts:
        since, until = one.cuts[area.code]
        return Gap(UNREACHABLE, stamp(since), stamp(until), one.site)
    return Gap(one.step, one.since, site=one.site)


def is_near(area: Area, one: Place) -> bool:
    """Tell whether a place is reached, and left again, within a day."""
    if area.code == one.cercle:
        return True
    if area.point is None or one.point is None:
        return area.region == one.region
    return distance(area.point, one.point) <= NEAR


def cover(gaps: Sequence[Gap]) -> Cover:
    """Sum up the cercles of a region: most frequent is what lacks, then nearest."""
    lacks = [one.step for one in gaps if one.step != SERVED]
    often = max(lacks, key=lambda step: (lacks.count(step), STEPS.index(step)),
                default=SERVED)  # fmt: skip
    return Cover(len(gaps) - len(lacks), len(gaps), often)


def least_covered(covers: Mapping[str, Cover]) -> str:
    """Return the need that the fewest cercles have, the first of equals."""
    return min(covers, key=lambda code: covers[code].served)


def ordered(gaps: Mapping[str, Gap], step: str = "") -> Iterator[tuple[str, Gap]]:
    """Yield need → gap of a cercle, in the order of the needs; `step` picks one."""
    for need in NEEDS:
        found = gaps[need.code]
        if found.step != SERVED and step in ("", found.step):
            yield need.code, found
