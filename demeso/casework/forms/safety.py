"""The form of safety: danger, risk with its reasons, her own plan."""

from demeso.casework.rules.safety import DANGERS, RISKS
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

# Signs that prompt a talk; they are never added up (domain 1.7, R12). What is
# clinical (a pregnancy, thoughts of dying) is told in the sealed plan only.
RISK_REASONS = (
    ("escalation", _("C’est plus fréquent ou plus grave")),
    ("weapon", _("Une arme")),
    ("strangling", _("Des mains autour du cou")),
    ("death_threats", _("Des menaces de mort")),
    ("stalking", _("Une surveillance, des pas derrière soi")),
    ("separation", _("Une séparation")),
    ("within_reach", _("La personne violente sait où venir")),
    ("substances", _("Alcool ou drogue")),
    ("children_threatened", _("Des menaces contre les enfants")),
    ("own_fear", _("Sa propre peur")),
)

SAFETY = Form(
    name="safety",
    version=1,
    title=_("Sécurité"),
    questions=(
        Question(
            "in_danger", _("Y a-t-il un danger maintenant, ou ce soir ?"),
            kind=Kind.CHOICE, group="danger", merge=Merge.PROTECTIVE,
            choices=DANGERS, source="domain 1.7",
        ),
        Question(
            "risk_level", _("Niveau de risque, d’après vous deux"), kind=Kind.CHOICE,
            group="risk", merge=Merge.PROTECTIVE,
            choices=RISKS, source="domain 1.7",
            hint=_("Une personne décide, jamais un calcul."),
        ),
        Question(
            "risk_reasons", _("Ce qui inquiète"), kind=Kind.CHOICES, group="risk",
            choices=RISK_REASONS, merge=Merge.PROTECTIVE, source="domain 1.7",
        ),
        Question(
            "plan", _("Son plan : où aller, qui appeler, quel signal"),
            kind=Kind.STORY, group="narrative", compartment="narrative",
            merge=Merge.SEALED, most=2000, source="domain 1.4 C",
            hint=_("Quelques lignes, avec ses mots. Le serveur ne peut pas les lire."),
        ),
    ),
)  # fmt: skip
