"""What makes a centre fail, turned into questions for each month (domain.md 4.2)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from demeso.kernel.text import _

POINTS = (
    ("open_always", _("Ouvert jour et nuit, ou heures affichées avec une astreinte")),
    ("woman_there", _("Une femme au moins à chaque garde")),
    ("clinician_there", _("Une personne formée aux soins urgents à chaque garde")),
    ("private_room", _("Une salle où l’on n’est ni vu ni entendu")),
    ("locked_files", _("Les papiers sous clé")),
    ("stock_month", _("Kits, vaccins et tests pour un mois")),
    ("child_space", _("Un espace pour les enfants")),
    ("access_ramp", _("Une rampe, et des toilettes accessibles")),
    ("kits_clothes", _("Des kits de dignité et des vêtements")),
    ("transport_fund", _("De l’argent pour le transport")),
    ("lawyer_days", _("Des jours d’aide juridique connus")),
    ("free_notice", _("La gratuité affichée")),
    ("feedback_box", _("Un moyen de dire ce qui ne va pas, sans nom")),
    ("list_fresh", _("La liste des autres services relue depuis moins de 90 jours")),
    ("staff_safe", _("L’équipe en sécurité")),
    ("supervision", _("Une supervision a eu lieu")),
)
NAMES = tuple(name for name, _text in POINTS)
ANSWERS = (("yes", _("Oui")), ("partly", _("En partie")), ("no", _("Non")))


@dataclass(frozen=True)
class ChecklistAnswers:
    """The answers of `checklist@1`; what is not answered was not looked at."""

    centre: str = ""
    month: str = ""
    open_always: str = ""
    woman_there: str = ""
    clinician_there: str = ""
    private_room: str = ""
    locked_files: str = ""
    stock_month: str = ""
    child_space: str = ""
    access_ramp: str = ""
    kits_clothes: str = ""
    transport_fund: str = ""
    lawyer_days: str = ""
    free_notice: str = ""
    feedback_box: str = ""
    list_fresh: str = ""
    staff_safe: str = ""
    supervision: str = ""


def points_of(answers: ChecklistAnswers) -> dict[str, str]:
    """Return what was answered, point by point."""
    codes, said = dict(ANSWERS), asdict(answers)
    return {name: said[name] for name in NAMES if said[name] in codes}


def to_mend(points: Mapping[str, str]) -> list[str]:
    """Return the points that are missing, what is wholly missing first."""
    found = [name for name in NAMES if points.get(name) in ("no", "partly")]
    return sorted(found, key=lambda name: points[name] != "no")


def is_current(month: str, today: date) -> bool:
    """Tell whether a month's list may be filled: this month, or the one before."""
    last = date(today.year, today.month, 1).toordinal() - 1
    return month in (f"{today:%Y-%m}", f"{date.fromordinal(last):%Y-%m}")
