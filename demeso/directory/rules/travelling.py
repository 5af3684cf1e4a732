"""Decide which reports of a way still count, and what they say. Pure.

Roads change weekly. Who travelled says how it was; after thirty days nobody is told
any more. Never for the public: where people travel can endanger them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from demeso.kernel.actor import Actor
from demeso.kernel.text import _

REPORTED_FOR = timedelta(days=30)
REPORTERS = ("case.write", "referral.answer", "directory.write")
LONGEST = 240  # hours
DEAREST = 500_000  # francs
OPEN, RESTRICTED, CLOSED = "open", "restricted", "closed"
WAYS = (
    (OPEN, _("Ouverte")),
    (RESTRICTED, _("Difficile : renseignez-vous d’abord")),
    (CLOSED, _("Coupée")),
)
MODES = (
    ("foot", _("À pied")),
    ("cart", _("En charrette ou à dos d’animal")),
    ("motorbike", _("À moto")),
    ("car", _("En voiture ou en car")),
    ("boat", _("En pirogue ou en bateau")),
)
SEASONS = (("dry", _("Saison sèche")), ("rainy", _("Saison des pluies")))
ALONE = (("yes", _("Oui")), ("no", _("Non, accompagnée seulement")))


@dataclass(frozen=True)
class TravelAnswers:
    """The answers of `travel@1`: from a cercle to a place, as somebody travelled."""

    site: str = ""
    cercle: str = ""
    mode: str = ""
    season: str = ""
    hours: int = 0
    cost: int | None = None
    way: str = ""
    alone: str = ""


class Reported(Protocol):
    """A report of a way, as far as the rule looks at it."""

    cercle: str
    mode: str
    way: str
    reported_at: datetime


Report = TypeVar("Report", bound=Reported)


def may_report(actor: Actor) -> bool:
    """Tell whether an actor may say how a way is: who works with people does."""
    return any(actor.may(needed) for needed in REPORTERS)


def fresh(reports: Iterable[Report], at: datetime) -> list[Report]:
    """Return what still counts: for each start and mode the last word, newest first."""
    since, last = at - REPORTED_FOR, dict[tuple[str, str], Report]()
    for one in sorted(reports, key=lambda one: one.reported_at):
        if since < one.reported_at <= at:
            last[one.cercle, one.mode] = one
    return sorted(last.values(), key=lambda one: one.reported_at, reverse=True)


def is_cut(reports: Iterable[Reported], cercle: str, at: datetime) -> bool:
    """Tell whether every fresh word about a way from a cercle says that it is cut."""
    ways = {one.way for one in fresh(reports, at) if one.cercle == cercle}
    return ways == {CLOSED}
