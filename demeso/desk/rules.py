"""Put the state of help into words: what a supervisor reads in the tracker."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demeso.kernel.text import _

URGENT_ANSWER = timedelta(hours=24)
ANSWER = timedelta(hours=72)
HIDDEN = ("n_a",)


@dataclass(frozen=True)
class Handed:
    """The latest referral of a plan line, as far as the tracker shows it."""

    status: str
    sent_at: datetime
    urgent: bool = False
    appointment_on: date | None = None
    received: str = ""
    to: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a sign, words, and what they need to be said."""

    sign: str
    words: str
    days: int = 0
    day: date | None = None
    to: str = ""


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
SILENT = _("sans réponse, %(days)s j")
AWAITED = _("attendu le %(day)s")
UNCONFIRMED = _("reçu ? à confirmer")
PARTLY = _("reçu en partie")


def cell_of(status: str, handed: Handed | None, *, at: datetime) -> Cell:
    """Return what a plan line's cell shows; silence is shown like the rest."""
    to = handed.to if handed else ""
    sign, words = SAID.get(status, ("void", status))
    if handed is None:
        return Cell(sign, words)
    special = _AFTER.get((status, handed.status))
    return special(handed, at) if special else Cell(sign, words, to=to)


def _sent(handed: Handed, at: datetime) -> Cell:
    waited = at - handed.sent_at
    if waited > (URGENT_ANSWER if handed.urgent else ANSWER):
        return Cell("wait", SILENT, days=waited.days, to=handed.to)
    return Cell(*SAID["sent"], to=handed.to)


def _accepted(handed: Handed, at: datetime) -> Cell:
    if handed.appointment_on is None:
        return Cell(*SAID["accepted"], to=handed.to)
    if handed.appointment_on < at.date():
        return Cell("wait", UNCONFIRMED, to=handed.to)
    return Cell("due", AWAITED, day=handed.appointment_on, to=handed.to)


def _received(handed: Handed, _at: datetime) -> Cell:
    words = PARTLY if handed.received == "partly" else SAID["received"][1]
    return Cell("got", words, to=handed.to)


def _refused(handed: Handed, _at: datetime) -> Cell:
    return Cell("wait", REFUSED, to=handed.to)


_AFTER: dict[tuple[str, str], Callable[[Handed, datetime], Cell]] = {
    ("sent", "sent"): _sent,
    ("accepted", "accepted"): _accepted,
    ("received", "received"): _received,
    ("open", "declined"): _refused,
}


UNMET = (SAID["open"][1], SAID["unavailable"][1], REFUSED)


@dataclass(frozen=True)
class Filter:
    """One way to look at the tracker; its name stands in the address."""

    name: str
    title: str
    keeps: Callable[[Row], bool]


def _has(*words: str) -> Callable[[Row], bool]:
    return lambda row: any(cell.words in words for cell in row.cells.values())


FILTERS = (
    Filter("", _("Tout"), lambda _row: True),
    Filter("danger", _("En danger"), lambda row: row.in_danger == "yes"),
    Filter("silence", _("Sans réponse"), _has(SILENT, UNCONFIRMED)),
    Filter(
        "manque",
        _("Sans service"),
        _has(SAID["open"][1], SAID["unavailable"][1], REFUSED),
    ),
    Filter("rien", _("Besoins non dits"), lambda row: not row.cells),
)


def filtered(rows: Iterable[Row], name: str) -> list[Row]:
    """Return the rows that a filter keeps; an unknown name keeps all."""
    keeps = next((f.keeps for f in FILTERS if f.name == name), FILTERS[0].keeps)
    return [row for row in rows if keeps(row)]


RISKS = {"high": 0, "medium": 1, "low": 2}


def by_care(row: Row) -> tuple[bool, int, datetime]:
    """Return the order of the list: danger first, then risk, then the oldest."""
    return (row.in_danger != "yes", RISKS.get(row.risk_level, 3), row.opened_at)
