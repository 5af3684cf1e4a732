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
    kind: str = "ngo"
    networks: tuple[str, ...] = ()  # by name; they stand before their members


@dataclass(frozen=True)
class Helper:
    """Somebody who helps and opens no notebook: she is told by phone, or there."""

    called: str
    work: str
    organisation: str


@dataclass(frozen=True)
class Shift:
    """How many cases a caseworker of the demo has, and around which town."""

    username: str
    cases: int
    area: str


@dataclass(frozen=True)
class Area:
    """A town's surroundings: its cercles, and who is near for which service."""

    name: str
    cercles: tuple[str, str]
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cast:
    """Everybody and everything that a demo of some size begins with."""

    agencies: tuple[Agency, ...]
    players: tuple[Player, ...]
    keys: tuple[tuple[str, str], ...]  # who makes which key of an agency
    listings: tuple[Listing, ...]
    shifts: tuple[Shift, ...]
    areas: tuple[Area, ...]
    # How its stories lie over the months that are over, the nearest first.
    months: tuple[int, ...]


HOUSE = "Coordination de Mopti"  # made by `demeso found`, with both administrators
DEME, YELEN, SARIYA = "Association Dɛmɛ", "Centre Yèlèn", "Clinique Sariya"
BADENYA, JIGI = "Association Badenya", "Centre Jigi"
NYETA, SABALI, BELEKAN = "Centre de santé Nyèta", "Maison Sabali", "Clinique Bèlèkan"
BENKAN = "Réseau Benkan"

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
    Player("rokia", "Rokia", YELEN, ("centre_manager",)),
    Player("sitan", "Maître Sitan", SARIYA, ("focal_point",)),
    Player("fadimata", "Fadimata", BADENYA, ("caseworker",)),
    Player("mariam", "Mariam", BADENYA, ("caseworker",)),
    Player("hawa", "Hawa", BADENYA, ("supervisor",)),
    Player("ibrahim", "Ibrahim", BADENYA, ("dpo",)),
)
OUMOU = Helper("Oumou", "sage-femme", YELEN)
KEYS = (  # who makes which key of an agency that opens cases
    ("kadi", "vault"),
    ("bintou", "oversight"),
    ("kadi", "intake"),
    ("hawa", "vault"),
    ("ibrahim", "oversight"),
)
LISTINGS = (
    Listing(BENKAN, "mopti", "mopti", ("psychosocial", "legal"), kind="network"),
    Listing(
        YELEN, "mopti", "mopti", ("health", "psychosocial"), YELEN, "djeneba", "salif",
        networks=(BENKAN,),
    ),
    Listing(SARIYA, "mopti", "mopti", ("legal",), SARIYA, "sitan", networks=(BENKAN,)),
    Listing(
        DEME, "mopti", "mopti", ("psychosocial", "livelihoods"), DEME,
        networks=(BENKAN,),
    ),
    Listing(BADENYA, "gao", "gao", ("psychosocial", "livelihoods"), BADENYA),
    Listing(JIGI, "gao", "gao", ("health", "safehouse")),
    Listing(SABALI, "mopti", "djenne", ("livelihoods", "child_protection")),
    Listing(NYETA, "mopti", "mopti", ("health",), kind="state"),
    Listing(BELEKAN, "bamako", "bamako", ("health", "psychosocial")),
)  # fmt: skip
NEAR_MOPTI = (("health", YELEN), ("psychosocial", YELEN), ("legal", SARIYA))
SMALL = Cast(
    AGENCIES,
    PLAYERS,
    KEYS,
    LISTINGS,
    # Fadimata leads one more, whose story is in `troubles`.
    (
        Shift("aissata", 24, "mopti"),
        Shift("fadimata", 13, "gao"),
        Shift("mariam", 2, "gao"),
    ),
    (
        Area("mopti", ("mopti", "djenne"), NEAR_MOPTI),
        Area("gao", ("gao", "ansongo"), (*NEAR_MOPTI, ("safehouse", JIGI))),
    ),
    months=(20, 3, 1),
)
