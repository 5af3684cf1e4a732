"""Where the demo's organisations receive: written by one, read again by another."""

from dataclasses import dataclass

from client.cast import BADENYA, BELEKAN, DEME, JIGI, NYETA, SABALI, SARIYA, YELEN
from client.locking import staff
from client.townspeople import Town, require_quiet
from client.upkeep import keep_true
from client.worker import Worker
from demeso.kernel.act import Groups
from demeso.kernel.canon import Json

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
    more: tuple[tuple[str, Json], ...] = ()


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

PLACES = (
    Place(YELEN, "Yèlèn, porte bleue", "mopti", "mopti", ("health", "psychosocial"),
          NIGHT_AND_DAY, tier="public", stock=FULL,
          more=(*TREATS, ("phone", "00 00 00 11"))),
    Place(NYETA, "Nyèta, près du port", "mopti", "mopti", ("health",), NIGHT_AND_DAY,
          languages="fr bm", women_staff="some", men="", tier="public", stock=FULL,
          verified=False, more=DEMANDING),
    Place(SARIYA, "Sariya, bureau", "mopti", "mopti", ("legal",), tier="public"),
    Place(DEME, "Dɛmɛ, maison d’écoute", "mopti", "mopti",
          ("psychosocial", "livelihoods"), SPLIT, languages="fr bm ff ses",
          tier="public",
          more=(*KIND, *ROUNDS)),
    Place(SABALI, "Sabali, atelier", "mopti", "djenne",
          ("livelihoods", "child_protection"), cost="partly"),
    Place(BADENYA, "Badenya, maison d’écoute", "gao", "gao", ("psychosocial",), SPLIT,
          languages="fr ses taq", tier="public"),
    Place(BADENYA, "Badenya, antenne d’Ansongo", "gao", "ansongo", ("livelihoods",),
          languages="fr ses"),
    Place(JIGI, "Jigi, consultation", "gao", "gao", ("health",), SPLIT, "yes",
          languages="fr ses taq", tier="public", stock=SCARCE),
    Place(JIGI, "Jigi, entrée", "gao", "", ("safehouse",), "", "yes", men="no",
          tier="restricted"),
    Place(BELEKAN, "Bèlèkan, consultation", "bamako", "bamako",
          ("health", "psychosocial"), NIGHT_AND_DAY, tier="public", stock=FULL),
)  # fmt: skip


# Who says who works at a place: the first, and those who do.
STAFFED = {
    "Yèlèn, porte bleue": ("djeneba", "djeneba", "salif"),
    "Dɛmɛ, maison d’écoute": ("kadi", "aissata"),
}


def open_places(town: Town) -> None:
    """Let the coordinator write every place, and somebody else read it again."""
    writer, reader = town.people["fatoumata"], town.people["assetou"]
    written = []
    for place in PLACES:
        site = writer.new_id()
        link: dict[str, Json] = {"organisation": town.listed[place.of]}
        groups: Groups = {"link": link, "site": entry_of(place)}
        act = writer.say("site.registered", site, "site@1", groups)
        written.append((place, site, act.id))
    require_quiet(writer)
    for place, site, revision in written:
        _confirm(reader, place, site, revision)
    require_quiet(reader)
    town.sites = {place.name: site for place, site, _act in written}
    _staff_all(town)
    keep_true(town)


def _staff_all(town: Town) -> None:
    """Say who works where: a lock of the place cuts their devices."""
    for name, (teller, *others) in STAFFED.items():
        people = [town.people[one].id for one in others]
        staff(town.people[teller], town.sites[name], people)
        require_quiet(town.people[teller])


def _confirm(reader: Worker, place: Place, site: str, act: str) -> None:
    """Read a place again; say what was asked there."""
    review: dict[str, Json] = {"revision": act, "edition": 0, "decision": "yes"}
    reader.say("site.reviewed", site, "site_review@1", {"review": review})
    if place.verified:
        check: Groups = {"check": {"how": "called"}}
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
