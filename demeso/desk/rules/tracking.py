"""Put the state of help into words: what a supervisor reads in the tracker."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from demeso.kernel.ids import is_uuid7
from demeso.kernel.text import _
from demeso.referrals.rules.detours import LOCKED

URGENT_ANSWER = timedelta(hours=24)
ANSWER = timedelta(hours=72)


@dataclass(frozen=True)
class Handed:
    """The latest referral of a plan line, as far as the tracker shows it."""

    status: str
    sent_at: datetime
    urgent: bool = False
    appointment_on: date | None = None
    received: str = ""
    confirmed_by: str = ""
    said_by: str = ""
    disputed: bool = False
    to: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a sign, words, and what they need to be said."""

    sign: str
    words: str
    days: int = 0
    day: date | None = None
    to: str = ""
    how: str = ""


@dataclass(frozen=True)
class Row:
    """One case in the tracker: coded, never a name."""

    case: str
    survivor: str
    code: str
    opened_at: datetime
    days: int
    in_danger: str
    risk_level: str
    lead: str
    cells: dict[str, Cell]
    hours: int | None = None  # left, while something still presses
    next_on: date | None = None
    late: bool = False
    closed: bool = False


# What a line says by itself; a referral may say more.
SAID: dict[str, tuple[str, str]] = {
    "open": ("void", _("pas encore de service")),
    "sent": ("due", _("envoyé")),
    "accepted": ("due", _("accepté")),
    "received": ("got", _("reçu")),
    "provided": ("got", _("fait par nous")),
    "already": ("got", _("déjà reçu ailleurs")),
    "declined": ("", _("pas maintenant")),
    "n_a": ("", _("ne s’applique pas")),
    "unavailable": ("wait", _("aucun service")),
}
REFUSED = _("refusé par le service")
UNREACHABLE = _("lieu plus joignable")
SILENT = _("sans réponse, %(days)s j")
AWAITED = _("attendu le %(day)s")
UNCONFIRMED = _("reçu ? à confirmer")
PARTLY = _("reçu en partie")
HERS = _("reçu, la personne le dit")
THEIRS = _("reçu, le service le dit")
TWO = _("deux réponses différentes")
HOW = {"phone": _("dit par téléphone"), "on_site": _("dit sur place")}


def cell_of(status: str, handed: Handed | None, *, at: datetime) -> Cell:
    """Return what a plan line's cell shows; silence is shown like the rest."""
    sign, words = SAID.get(status, ("void", status))
    if handed is None:
        return Cell(sign, words)
    how = HOW.get(handed.said_by, "")
    if handed.disputed:
        return Cell("wait", TWO, to=handed.to, how=how)
    special = _AFTER.get((status, handed.status))
    found = special(handed, at) if special else Cell(sign, words)
    return replace(found, to=handed.to, how=how)


def _sent(handed: Handed, at: datetime) -> Cell:
    waited = at - handed.sent_at
    if waited > (URGENT_ANSWER if handed.urgent else ANSWER):
        return Cell("wait", SILENT, days=waited.days)
    return Cell(*SAID["sent"])


def _accepted(handed: Handed, at: datetime) -> Cell:
    if handed.appointment_on is None:
        return Cell(*SAID["accepted"])
    if handed.appointment_on < at.date():
        return Cell("wait", UNCONFIRMED)
    return Cell("due", AWAITED, day=handed.appointment_on)


def _received(handed: Handed, _at: datetime) -> Cell:
    if handed.received == "partly":
        return Cell("got", PARTLY)
    return Cell("got", THEIRS if handed.confirmed_by == "provider" else HERS)


def _refused(handed: Handed, _at: datetime) -> Cell:
    return Cell("wait", UNREACHABLE if handed.reason == LOCKED else REFUSED)


_AFTER: dict[tuple[str, str], Callable[[Handed, datetime], Cell]] = {
    ("sent", "sent"): _sent,
    ("accepted", "accepted"): _accepted,
    ("received", "received"): _received,
    ("open", "declined"): _refused,
}


MANY = 100  # from here on a view says "99+"


def how_many(count: int, *, exactly: bool) -> str:
    """Return a view's number as it is shown."""
    return str(count) if exactly or count < MANY else f"{MANY - 1}+"


@dataclass(frozen=True)
class View:
    """One way to look at the tracker; its name stands in the address."""

    name: str
    title: str


VIEWS = (
    View("", _("Tout")),
    View("urgence", _("Ça presse")),
    View("danger", _("En danger")),
    View("retard", _("Contact en retard")),
    View("silence", _("Sans réponse")),
    View("manque", _("Sans service")),
    View("rien", _("Besoins non dits")),
    View("accord", _("Accord à relire")),
    View("cloture", _("Clôture à relire")),
)
STATES = (
    ("", _("Ouverts")), ("closed", _("Clos")), ("all", _("Ouverts et clos")),
)  # fmt: skip
ORDERS = (
    ("", _("Ce qui presse d’abord")),
    ("next", _("Prochain contact d’abord")),
    ("opened", _("Les plus anciens d’abord")),
    ("newest", _("Les plus récents d’abord")),
    ("lead", _("Par personne qui suit")),
)  # fmt: skip
RISKS = (
    ("high", _("Élevé")), ("medium", _("Moyen")), ("low", _("Faible")),
    ("unsaid", _("Pas encore évalué")),
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a supervisor wants to see; an empty text asks for nothing special."""

    tri: str = ""
    avec: str = ""
    etat: str = ""
    risque: str = ""
    besoin: str = ""
    ordre: str = ""

    def asked(self) -> dict[str, str]:
        """Return what differs from the plain list, as it stands in the address."""
        return {name: value for name, value in asdict(self).items() if value}


def wanted(given: Mapping[str, str], *, needs: Collection[str]) -> Wanted:
    """Read what is wanted from an address; what is not known asks for nothing."""
    known: dict[str, Collection[str]] = {
        "tri": [view.name for view in VIEWS],
        "etat": dict(STATES),
        "risque": dict(RISKS),
        "besoin": needs,
        "ordre": dict(ORDERS),
    }
    said = {
        name: value
        for name, codes in known.items()
        if (value := given.get(name, "")) in codes
    }
    who = given.get("avec", "")
    return Wanted(**said, avec=who if is_uuid7(who) else "")
