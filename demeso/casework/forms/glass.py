"""The forms of urgent access by two people: asked, released or refused, ended."""

from demeso.casework.rules.asking import YES
from demeso.casework.rules.glass import ENDS, REFUSALS, WHYS
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

SOURCE = "domain 6.3, 20"

GLASS = Form(
    name="glass",
    version=1,
    title=_("Demander un accès d’urgence"),
    questions=(
        Question("case", _("Dossier"), kind=Kind.ID, group="link", needed=True,
                 source=SOURCE),
        Question("survivor", _("Personne"), kind=Kind.ID, group="link", needed=True,
                 source=SOURCE),
        Question("glass_why", _("Pourquoi maintenant ?"), kind=Kind.CHOICE,
                 group="glass", choices=WHYS, needed=True, source=SOURCE,
                 hint=_("Cette réponse se lit : dans le dossier, et par la personne si "
                        "elle le demande.")),
        Question("glass_reason", _("Dites-le en quelques phrases"), kind=Kind.STORY,
                 group="narrative", compartment="narrative", merge=Merge.SEALED,
                 most=1000, source=SOURCE,
                 hint=_("Sans nom. Seules les personnes de garde le lisent, pour "
                        "décider.")),
    ),
)  # fmt: skip

GLASS_RELEASE = Form(
    name="glass_release",
    version=1,
    title=_("Donner la seconde moitié"),
    questions=(
        Question("released", _("La raison est lue : le dossier s’ouvre quatre heures."),
                 kind=Kind.CHOICE, group="answer", needed=True,
                 choices=((YES, _("Donner l’accès")),), source=SOURCE),
    ),
)  # fmt: skip

GLASS_REFUSAL = Form(
    name="glass_refusal",
    version=1,
    title=_("Refuser l’accès"),
    questions=(
        Question("glass_refusal", _("Pourquoi pas ?"), kind=Kind.CHOICE,
                 group="answer", needed=True, choices=REFUSALS, source=SOURCE),
    ),
)  # fmt: skip

GLASS_END = Form(
    name="glass_end",
    version=1,
    title=_("Fermer l’accès"),
    questions=(
        Question("glass_end", _("Pourquoi fermer ?"), kind=Kind.CHOICE, group="end",
                 needed=True, choices=ENDS, source=SOURCE),
    ),
)  # fmt: skip
