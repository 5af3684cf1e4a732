"""Where the demo's organisations receive: written by one, read again by another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from client.cast import BADENYA, BELEKAN, DEME, JIGI, NYETA, SABALI, SARIYA, YELEN
from client.locking import staff
from client.townspeople import Town, require_quiet
from client.upkeep import keep_true
from client.walk import earlier
from client.worker import Worker
from demeso.kernel.act import Groups
from demeso.kernel.canon import Json
from demeso.kernel.clock import now

NIGHT_AND_DAY = "|".join(["00:00-24:00"] * 7)
OFFICE = "|".join(["08:00-16:00"] * 5 + ["", ""])
SPLIT = "|".join(["08:00-12:30 15:00-18:00"] * 6 + [""])
FULL = (("pep", "in"), ("contraception", "in"), ("hepatitis_b", "in"),
        ("tetanus", "in"), ("infections", "in"))  # fmt: skip
SCARCE = (("pep", "low"), ("contraception", "in"), ("hepatitis_b", "out"))


@dataclass(frozen=True)
class Place:
    """A place of the demo; everything about it is invented."""

    of: str
    name: str
    region: str
    cercle: str
    services: tuple[str, ...]
    hours: str = OFFICE
    on_call: str = "no"
    languages: str = "fr bm ff"
    women_staff: str = "always"
    children: str = "yes"
    men: str = "yes"
    cost: str = "free"
    tier: str = "professional"
    stock: tuple[tuple[str, str], ...] = ()
    verified: bool = True
    days: int = 0  # since somebody looked there
    is_new: bool = False  # since last year's edition of the mapping
    more: tuple[tuple[str, Json], ...] = ()


def told(directions: str) -> tuple[tuple[str, Json], ...]:
    """Return that a place is told to anybody, and how one gets there."""
    return (("precision", "exact"), ("directions", directions))


# What a place gives and asks for; the same for all that is run as it should be.
KIND: tuple[tuple[str, Json], ...] = (
    ("access", "yes"), ("sea", "yes"), ("documents", ["none"]), ("police_report", "no"),
    ("transport", "paid"),
)  # fmt: skip
TREATS = (*KIND, ("care_72h", "yes"))
DEMANDING: tuple[tuple[str, Json], ...] = (
    ("care_72h", "some"), ("documents", ["police_report"]), ("police_report", "yes"),
)  # fmt: skip
ROUNDS: tuple[tuple[str, Json], ...] = (
    ("mobile", "yes"), ("outreach", "|Marché||École|||"),
)  # fmt: skip

DOOR, ANTENNA = "Yèlèn, porte bleue", "Yèlèn, antenne de Djenné"  # each with a board
PLACES = (
    Place(YELEN, DOOR, "mopti", "mopti", ("health", "psychosocial"),
          NIGHT_AND_DAY, tier="public", stock=FULL,
          more=(*TREATS, ("phone", "00 00 00 11"), *told("Entrée derrière le marché"))),
    Place(NYETA, "Nyèta, près du port", "mopti", "mopti", ("health",), NIGHT_AND_DAY,
          languages="fr bm", women_staff="some", men="", tier="public", stock=FULL,
          verified=False, more=(*DEMANDING, *told("Face au port, mur blanc"))),
    Place(YELEN, ANTENNA, "mopti", "djenne", ("health", "psychosocial"), NIGHT_AND_DAY,
          languages="fr bm", women_staff="some", is_new=True, more=TREATS),
    Place(SARIYA, "Sariya, bureau", "mopti", "mopti", ("legal",), tier="public",
          days=80),
    Place(DEME, "Dɛmɛ, maison d’écoute", "mopti", "mopti",
          ("psychosocial", "livelihoods"), SPLIT, languages="fr bm ff ses",
          tier="public",
          more=(*KIND, *ROUNDS)),
    Place(SABALI, "Sabali, atelier", "mopti", "djenne",
          ("livelihoods", "child_protection"), cost="partly"),
    Place(BADENYA, "Badenya, maison d’écoute", "gao", "gao", ("psychosocial",), SPLIT,
          languages="fr ses taq", tier="public"),
    Place(BADENYA, "Badenya, antenne d’Ansongo", "gao", "ansongo", ("livelihoods",),
          languages="fr ses", is_new=True),
    Place(JIGI, "Jigi, consultation", "gao", "gao", ("health",), SPLIT, "yes",
          languages="fr ses taq", tier="public", stock=SCARCE),
    Place(JIGI, "Jigi, entrée", "gao", "", ("safehouse",), "", "yes", men="no",
          tier="restricted"),
    Place(BELEKAN, "Bèlèkan, consultation", "bamako", "bamako",
          ("health", "psychosocial"), NIGHT_AND_DAY, tier="public", stock=FULL,
          days=104, more=told("Deuxième étage, au-dessus de la pharmacie")),
)  # fmt: skip
# What is said otherwise this year than last year.
CHANGED = ("Sariya, bureau", {"on_call": "yes"})


# Who says who works at a place: the first, and those who do.
STAFFED = {
    DOOR: ("djeneba", "djeneba", "salif"),
    "Dɛmɛ, maison d’écoute": ("kadi", "aissata"),
}


def open_places(town: Town) -> None:
    """Let the coordinator write every place, and somebody else read it again.

    Last year's mapping stands as an edition, and this year's after it.
    """
    coordinator, year = town.people["fatoumata"], now().year
    list_places(town, [place for place in PLACES if not place.is_new])
    freeze(coordinator, year - 1)
    list_places(town, [place for place in PLACES if place.is_new])
    name, other = CHANGED
    _change(town, next(one for one in PLACES if one.name == name), other)
    freeze(coordinator, year)
    _staff_all(town)
    keep_true(town)


def list_places(town: Town, places: Iterable[Place]) -> None:
    """Let one write places down, and another read them again and look there."""
    writer, reader = town.people["fatoumata"], town.people["assetou"]
    written = []
    for place in places:
        site = town.sites[place.name] = writer.new_id()
        link: dict[str, Json] = {"organisation": town.listed[place.of]}
        groups: Groups = {"link": link, "site": entry_of(place)}
        act = writer.say("site.registered", site, "site@1", groups)
        written.append((place, site, act.id))
    require_quiet(writer)
    for place, site, revision in written:
        _confirm(reader, place, site, revision)
    require_quiet(reader)


def _change(town: Town, place: Place, other: Mapping[str, Json]) -> None:
    """Let one write other words for a place, and another read them again."""
    writer, reader = town.people["fatoumata"], town.people["assetou"]
    site, said = town.sites[place.name], {**entry_of(place), **other}
    act = writer.say("site.edited", site, "site@1", {"site": said})
    require_quiet(writer)
    reader.say("site.reviewed", site, "site_review@1", read_again(act.id, edition=1))
    require_quiet(reader)


def freeze(worker: Worker, year: int) -> None:
    """Freeze the directory as it stands, as the mapping of a year."""
    said: Groups = {"edition": {"year": year}}
    worker.say("edition.made", worker.new_id(), "edition@1", said)
    require_quiet(worker)


def read_again(revision: str, edition: int = 0) -> Groups:
    """Return what says that somebody else's words are right."""
    said: dict[str, Json] = {"revision": revision, "edition": edition}
    return {"review": said | {"decision": "yes"}}


def _staff_all(town: Town) -> None:
    """Say who works where: a lock of the place cuts their devices."""
    for name, (teller, *others) in STAFFED.items():
        people = [town.people[one].id for one in others]
        staff(town.people[teller], town.sites[name], people)
        require_quiet(town.people[teller])


def _confirm(reader: Worker, place: Place, site: str, act: str) -> None:
    """Read a place again; say what was asked there."""
    reader.say("site.reviewed", site, "site_review@1", read_again(act))
    if place.verified:
        check: Groups = {"check": {"how": "called"}}
        with earlier(reader, timedelta(days=place.days)):
            reader.say("site.verified", site, "site_check@1", check)
    if place.stock:
        told: Groups = {"stock": dict(place.stock)}
        reader.say("site.stocked", site, "stock@1", told)


def entry_of(place: Place) -> dict[str, Json]:
    """Return what is written about a place; what is empty is not said."""
    entry: dict[str, Json] = {
        "name": place.name, "region": place.region, "cercle": place.cercle,
        "services": list(place.services), "receiving": "yes", "hours": place.hours,
        "on_call": place.on_call, "languages": place.languages,
        "women_staff": place.women_staff, "children": place.children,
        "men": place.men, "access": "partly", "cost": place.cost, "tier": place.tier,
    }  # fmt: skip
    return {name: value for name, value in (entry | dict(place.more)).items() if value}
