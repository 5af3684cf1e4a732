"""The form of urgency: a delay band, hours if she says them, and where."""

from demeso.casework.rules.asking import NO, YES
from demeso.casework.rules.urgency import BANDS
from demeso.kernel.forms import NOW, Form, Kind, Merge, Question
from demeso.kernel.text import _

URGENCY = Form(
    name="urgency",
    version=1,
    title=_("Ce qui presse"),
    questions=(
        Question("case", _("Dossier"), kind=Kind.ID, group="link", needed=True),
        Question(
            "band", _("Quand était-ce ?"), kind=Kind.CHOICE, group="clock",
            choices=BANDS, source="domain 1.5",
            hint=_("Pour savoir ce qui est encore utile. Rien d’autre à dire."),
        ),
        Question(
            "since", _("À quel moment, si la personne le dit ?"), kind=Kind.MADE,
            group="sensitive", compartment="sensitive", merge=Merge.SEALED, most=24,
            source="domain 1.5",
        ),
        # Sealed with every delay, so that nothing shows who was asked what.
        Question(
            "pregnant", _("Une grossesse est-elle dite ?"), kind=Kind.CHOICE,
            group="sensitive", compartment="sensitive", merge=Merge.SEALED,
            choices=((YES, _("Oui, ou peut-être")), (NO, _("Non"))),
            source="domain 1.5",
            hint=_("Seulement si la personne le dit d’elle-même. Scellé ici."),
        ),
        Question(
            "said_at", _("Dit à quel moment"), kind=Kind.MADE, group="sensitive",
            compartment="sensitive", merge=Merge.SEALED, most=24, source="domain 1.5",
        ),
        Question("hours_said", _("L’heure est-elle dite ?"), kind=Kind.CHOICE,
                 group="clock", choices=((YES, _("Oui")),), source="domain 1.5"),
        Question("urgent_until", _("Urgent jusqu’à"), kind=Kind.MADE, group="clock",
                 most=24, derive=("urgent_until", "since", "band", NOW),
                 source="domain 1.5"),
        Question("cercle", _("Dans quel cercle est la personne ?"), kind=Kind.CODE,
                 group="where", listed="cercles", source="domain 6.3, 5"),
    ),
)  # fmt: skip
