"""Put into words who looked, who took along, who tried, who wrote, and why."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from demeso.kernel.text import _

REFUSED = "refused:"
EXPORTED, PRINTED = "export.", "print."
LOOKED = "desk.accesses."  # and the reason that was given
DAYS = 30  # back from the last day, where no code says what is looked for

REASONS = (
    ("request", _("La personne demande qui a vu son dossier")),
    ("routine", _("Contrôle régulier")),
    ("incident", _("Un incident est signalé")),
    ("other", _("Autre raison")),
)
WHY = dict(REASONS)
PLACES = {
    "desk.tracker": (_("Suivi de l’équipe"), _("Suivi du travail, sans nom")),
    "app.closures": (_("Fermetures à relire"), _("Relit ce que l’équipe propose")),
    "app.glass": (_("Dossier ouvert à deux"), _("Accès d’urgence, avec une raison")),
    "app.glass_half": (_("Accès d’urgence demandé"), _("Lit la raison, et décide")),
    "app.glass_case": (_("Accès d’urgence"), _("Cherche le dossier pour demander")),
    "app.glasses": (_("Accès d’urgence"), _("Suit ce qui est demandé ou ouvert")),
    "desk.glasses": (_("Accès d’urgence à deux"), _("Contrôle qui a ouvert quoi")),
    "app.looks": (_("Accords à relire"), _("Relit ce qu’on a décidé pour un enfant")),
    "app.shreddings": (_("Effacements demandés"), _("Doit dire que c’est effacé")),
    "desk.shreddings": (_("Effacements attendus"), _("Suit ce qui doit disparaître")),
    "app.notices": (_("Avis sans code"), _("Un enfant décide sans adulte")),
    "desk.review": (_("À revoir"), _("Deux réponses, ou une page mise de côté")),
    "export.tracker": (_("Liste emportée"), _("Fichier chiffré")),
    "print.tracker": (_("Liste imprimée"), _("Feuille marquée")),
    "desk.lost": (_("Appareils perdus"), _("Le code était sur un appareil perdu")),
    "desk.breach": (_("Incident"), _("Le code est touché par un incident")),
    "desk.retention": (_("Durées"), _("Ce qui a atteint sa limite, ou est gardé")),
    "desk.requests": (_("Demandes sur ses données"), _("Suivre une demande")),
    "field.device": (_("Carnet, sur un appareil"), _("Accompagne, ou doit répondre")),
}
ELSEWHERE = _("Autre page")


class Kind(StrEnum):
    """What somebody did."""

    READ = "read"
    EXPORTED = "exported"
    PRINTED = "printed"
    TRIED = "tried"
    WROTE = "wrote"


KINDS = {
    Kind.READ: _("lu"),
    Kind.EXPORTED: _("emporté"),
    Kind.PRINTED: _("imprimé"),
    Kind.TRIED: _("refusé"),
    Kind.WROTE: _("écrit"),
}


@dataclass(frozen=True)
class Event:
    """One line of the answer to "who looked?": msgids, not yet translated."""

    at: datetime
    who: str
    kind: Kind
    what: str
    why: str
    record: str = ""


@dataclass(frozen=True)
class Sought:
    """What somebody who controls looks for: a code, a person, days, a kind of look."""

    reason: str = ""
    code: str = ""
    worker: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""

    def span(self, at: datetime) -> tuple[datetime, datetime]:
        """Return the moments between which it is looked; a code asks for all days."""
        last = self.until or at.date()
        first = self.since or (date.min if self.code else last - timedelta(days=DAYS))
        return _midnight(first), _midnight(last + timedelta(days=1))

    def keeps(self, event: Event, span: tuple[datetime, datetime]) -> bool:
        """Tell whether an event is among what is looked for."""
        begun, over = span
        hers = self.worker in ("", event.who)
        alike = self.kind in ("", event.kind.value)
        return hers and alike and begun <= event.at < over


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def day_of(text: str) -> date | None:
    """Return the day of a field of a page; what is none asks for nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def kind_of(what: str) -> Kind:
    """Return what an access was."""
    if what.startswith(REFUSED):
        return Kind.TRIED
    taken = {EXPORTED: Kind.EXPORTED, PRINTED: Kind.PRINTED}
    return next((taken[how] for how in taken if what.startswith(how)), Kind.READ)


def words_of(what: str) -> tuple[str, str]:
    """Return where somebody read, and for which reason."""
    if what.startswith(LOOKED):
        return _("Recherche de qui a vu"), WHY.get(what.removeprefix(LOOKED), "")
    return PLACES.get(what, (ELSEWHERE, ""))


def plain_code(typed: str) -> str:
    """Return a survivor code as it is kept, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())
