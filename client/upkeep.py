"""What keeps the demo's directory true: who was asked, how ways are, what is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from client.townspeople import Town, require_quiet
from client.worker import Worker
from demeso.kernel.act import Groups
from demeso.kernel.canon import Json
from demeso.kernel.clock import now, stamp

ASKED = "Nyèta, près du port"  # by word of mouth, and nobody has answered yet
OPENED = "Dɛmɛ, maison d’écoute"  # care and listening are near
ASKED_FOR = timedelta(days=13)
COORDINATOR, TRAVELLER = "fatoumata", "aissata"


@dataclass(frozen=True)
class Way:
    """How somebody came to a place of the demo; invented, as all of it is."""

    to: str
    cercle: str
    mode: str
    hours: int
    way: str
    cost: int = 0
    alone: str = ""


WAYS = (
    Way("Yèlèn, porte bleue", "djenne", "boat", 7, "open", 4000, "yes"),
    Way("Yèlèn, porte bleue", "djenne", "car", 4, "restricted", 5000, "no"),
    Way("Jigi, consultation", "ansongo", "car", 3, "restricted", 3500, "no"),
    Way("Jigi, consultation", "bourem", "car", 0, "closed"),
)


def keep_true(town: Town) -> None:
    """Ask about one place, open another for cases, say how ways are."""
    coordinator, traveller = town.people[COORDINATOR], town.people[TRAVELLER]
    asked = asking_of(town.sites[ASKED], now())
    _say(coordinator, "verification.asked", "verification@1", asked)
    opened: Groups = {"opening": {"site": town.sites[OPENED]}}
    _say(coordinator, "site.opened", "site_opening@1", opened)
    require_quiet(coordinator)
    for way in WAYS:
        _say(traveller, "travel.reported", "travel@1", way_of(way, town.sites[way.to]))
    require_quiet(traveller)


def _say(worker: Worker, kind: str, form: str, groups: Groups) -> None:
    worker.say(kind, worker.new_id(), form, groups)


def asking_of(site: str, at: datetime) -> Groups:
    """Return a request by word of mouth, without a link."""
    return {"asking": {"site": site, "until": stamp(at + ASKED_FOR)}}


def way_of(way: Way, site: str) -> Groups:
    """Return what is said of a way; what is not known is left out."""
    said: dict[str, Json] = {
        "cercle": way.cercle, "mode": way.mode, "season": "rainy", "hours": way.hours,
        "way": way.way,
    }  # fmt: skip
    more: dict[str, Json] = {"cost": way.cost, "alone": way.alone}
    told = said | {name: value for name, value in more.items() if value}
    return {"link": {"site": site}, "travel": told}
