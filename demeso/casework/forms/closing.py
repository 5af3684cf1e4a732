"""The forms of the end: proposed by the worker, reviewed, and taken up again."""

from functools import partial

from demeso.casework.rules.asking import NO, YES
from demeso.casework.rules.closing import REASONS, RETURN_REASONS
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

ANSWERS = ((YES, _("Oui")), (NO, _("Non")), ("n_a", _("Pas possible")))

Check = partial(
    Question, kind=Kind.CHOICE, group="checklist", topic="checklist", choices=ANSWERS,
    needed=True, source="domain 1.4 F",
)  # fmt: skip
Made = partial(Question, group="link", needed=True, source="domain 1.4 F")

CLOSURE = Form(
    name="closure",
    version=1,
    title=_("Fermer le dossier"),
    topics=(
        ("why", _("Ce qui permet de fermer")),
        ("checklist", _("Relu avec la personne")),
        ("note", _("Pour se rappeler")),
    ),
    questions=(
        Made("case", _("Dossier"), kind=Kind.ID),
        Made("survivor", _("Personne"), kind=Kind.ID),
        Made("code", _("Code"), kind=Kind.MADE, most=12),
        Question("reasons", _("Qu’est-ce qui permet de fermer ?"), kind=Kind.CHOICES,
                 group="closing", choices=REASONS, needed=True,
                 topic="why", source="domain 1.4 F"),
        Question("left_open", _("Orientations encore ouvertes, relues une à une"),
                 kind=Kind.LINES, group="closing", topic="why", source="domain 1.4 F"),
        Check("plan_reviewed", _("Son plan de sécurité est-il relu et en place ?")),
        Check("needs_met", _("Ce qui était voulu est-il fait ?")),
        Check("agreed", _("Êtes-vous d’accord, ensemble, pour arrêter ?")),
        Check("told_return", _("La personne sait-elle qu’elle peut revenir quand elle "
                               "veut ?")),
        Question(
            "note", _("Ce qu’il faut se rappeler"), kind=Kind.STORY,
            group="narrative", compartment="narrative", merge=Merge.SEALED, most=2000,
            topic="note", source="domain 1.4 F",
            hint=_("Quelques mots suffisent. Le serveur ne peut pas les lire."),
        ),
    ),
)  # fmt: skip

APPROVAL = Form(
    name="closure_approval",
    version=1,
    title=_("Accepter la fermeture"),
    questions=(
        Question("approved", _("La fermeture est relue et acceptée."),
                 kind=Kind.CHOICE, group="review", needed=True,
                 choices=((YES, _("Fermer le dossier")),), source="domain 1.4 F"),
    ),
)  # fmt: skip

RETURN = Form(
    name="closure_return",
    version=1,
    title=_("Renvoyer la fermeture"),
    questions=(
        Question("return_reason", _("Que faut-il faire d’abord ?"),
                 kind=Kind.CHOICE, group="review", needed=True,
                 choices=RETURN_REASONS, source="domain 1.4 F"),
    ),
)  # fmt: skip

REOPENING = Form(
    name="reopening",
    version=1,
    title=_("Rouvrir le dossier"),
    questions=(
        Question("survivor", _("Code"), kind=Kind.ID, group="reopening", needed=True,
                 source="domain 6.3, 38"),
    ),
)  # fmt: skip

NEW_KEYS = Form(
    name="new_keys",
    version=1,
    title=_("De nouvelles clés"),
    questions=(
        Question("survivor", _("Code"), kind=Kind.ID, group="keys", needed=True,
                 source="house 6"),
    ),
)  # fmt: skip
