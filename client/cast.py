"""The people and organisations of the demo. All of them are fictional."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    """An organisation whose workers sign in, as the demo invents it."""

    name: str
    region: str


@dataclass(frozen=True)
class Player:
    """A worker of the demo."""

    username: str
    called: str
    agency: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """An organisation of the directory; people are usernames, or empty."""

    name: str
    region: str
    cercle: str
    services: tuple[str, ...]
    agency: str = ""
    focal_point: str = ""
    deputy: str = ""


HOUSE = "Coordination de Mopti"  # made by `demeso found`, with both administrators
DEME, YELEN, SARIYA = "Association Dɛmɛ", "Centre Yèlèn", "Clinique Sariya"
BADENYA, JIGI = "Association Badenya", "Centre Jigi"

AGENCIES = (
    Agency(DEME, "mopti"),
    Agency(YELEN, "mopti"),
    Agency(SARIYA, "mopti"),
    Agency(BADENYA, "gao"),
    Agency(JIGI, "gao"),
)
ADMINISTRATORS = (
    Player("assetou", "Assétou", HOUSE, ("administrator",)),
    Player("moussa", "Moussa", HOUSE, ("administrator",)),
)
PLAYERS = (
    Player("fatoumata", "Fatoumata", HOUSE, ("coordinator",)),
    Player("aissata", "Aïssata", DEME, ("caseworker",)),
    Player("kadi", "Kadi", DEME, ("supervisor",)),
    Player("bintou", "Bintou", DEME, ("dpo",)),
    Player("djeneba", "Djénéba", YELEN, ("focal_point",)),
    Player("salif", "Salif", YELEN, ("focal_point",)),
    Player("sitan", "Maître Sitan", SARIYA, ("focal_point",)),
    Player("fadimata", "Fadimata", BADENYA, ("caseworker",)),
    Player("hawa", "Hawa", BADENYA, ("supervisor",)),
    Player("ibrahim", "Ibrahim", BADENYA, ("dpo",)),
)
KEYS = (  # who makes which key of an agency that opens cases
    ("kadi", "vault"),
    ("bintou", "oversight"),
    ("hawa", "vault"),
    ("ibrahim", "oversight"),
)
LISTINGS = (
    Listing(
        YELEN, "mopti", "mopti", ("health", "psychosocial"), YELEN, "djeneba", "salif"
    ),
    Listing(SARIYA, "mopti", "mopti", ("legal",), SARIYA, "sitan"),
    Listing(DEME, "mopti", "mopti", ("psychosocial", "livelihoods"), DEME),
    Listing(BADENYA, "gao", "gao", ("psychosocial",), BADENYA),
    Listing(JIGI, "gao", "gao", ("health", "safehouse")),
    Listing("Maison Sabali", "mopti", "djenne", ("livelihoods", "child_protection")),
)
CASEWORKERS = (("aissata", 24), ("fadimata", 16))
