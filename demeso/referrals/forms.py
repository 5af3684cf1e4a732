"""What a hand-over, its answer and its receipt ask."""

from demeso.consent.rules.allowing import CATEGORIES
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.forms import Form, Kind, Merge, Question, when
from demeso.kernel.text import _
from demeso.referrals.rules.answering import CONFIRMED_BY, REASONS, RECEIVED, SAID_BY
from demeso.referrals.rules.detours import RETURNS, TOLD
from demeso.referrals.rules.shredding import GONE

REFERRAL = Form(
    name="referral",
    version=1,
    title=_("Orienter"),
    questions=(
        Question(
            "recipient", _("À qui ?"), kind=Kind.ID, group="handover", needed=True,
        ),
        Question(
            "service", _("Pour quel service ?"), kind=Kind.CHOICE, group="handover",
            choices=SERVICES, needed=True, source="domain 2.4",
        ),
        Question(
            "urgent", _("Est-ce urgent ?"), kind=Kind.CHOICE, group="handover",
            choices=(("yes", _("Oui")), ("no", _("Non"))),
        ),
        Question(
            "categories", _("Ce que la personne permet de dire"), kind=Kind.CHOICES,
            group="handover", choices=CATEGORIES, needed=True, source="domain 2.5",
        ),
        Question("survivor", _("Pour qui"), kind=Kind.ID, group="line", needed=True),
        Question("case", _("Dossier"), kind=Kind.ID, group="line", needed=True),
        Question("line", _("Besoin"), kind=Kind.ID, group="line", needed=True),
        Question("release", _("Son accord"), kind=Kind.ID, group="line", needed=True),
        Question("heard", _("Qui lira, comme la personne l’a entendu"), kind=Kind.LINES,
                 group="line"),
        Question("sealed_to", _("Qui peut déjà ouvrir la feuille"), kind=Kind.LINES,
                 group="line"),
    ),
)  # fmt: skip

RESEALING = Form(
    name="resealing",
    version=1,
    title=_("La feuille part telle quelle"),
    questions=(
        Question("sheet", _("Empreinte de la feuille scellée"), kind=Kind.MADE,
                 group="sheet", merge=Merge.APPEND, most=43, needed=True),
        Question("sealed_to", _("Qui peut déjà ouvrir la feuille"), kind=Kind.LINES,
                 group="sheet", merge=Merge.APPEND, needed=True),
    ),
)  # fmt: skip

ANSWER = Form(
    name="answer",
    version=1,
    title=_("Répondre"),
    questions=(
        Question(
            "appointment_day", _("Rendez-vous le"), kind=Kind.DAY, group="answer",
            merge=Merge.STATE,
        ),
        Question(
            "reason", _("Pourquoi ce n’est pas possible"), kind=Kind.CHOICE,
            group="answer", choices=REASONS, merge=Merge.STATE, source="domain 5.3",
        ),
        Question(
            "said_by", _("Comment l’ont-ils dit ?"), kind=Kind.CHOICE, group="answer",
            choices=SAID_BY, merge=Merge.STATE, needed=True, source="house 5",
        ),
    ),
)  # fmt: skip

RECEIPT = Form(
    name="receipt",
    version=1,
    title=_("Service reçu"),
    questions=(
        Question(
            "received", _("La personne a-t-elle reçu le service ?"), kind=Kind.CHOICE,
            group="receipt", choices=RECEIVED, merge=Merge.STATE, needed=True,
        ),
        Question(
            "confirmed_by", _("Qui le dit ?"), kind=Kind.CHOICE, group="receipt",
            choices=CONFIRMED_BY, merge=Merge.STATE, needed=True,
        ),
        Question(
            "month", _("Quel mois ?"), kind=Kind.MONTH, group="receipt",
            merge=Merge.STATE, hint=_("Sans réponse : ce mois-ci."),
        ),
        Question(
            "said_by", _("Comment l’ont-ils dit ?"), kind=Kind.CHOICE, group="receipt",
            choices=SAID_BY, merge=Merge.STATE, needed=True, source="house 5",
            when=when("confirmed_by", "provider"),
        ),
    ),
)  # fmt: skip

SHREDDING = Form(
    name="shredding",
    version=1,
    title=_("C’est effacé"),
    questions=(
        Question("referral", _("Orientation"), kind=Kind.ID, group="shredding",
                 merge=Merge.APPEND, needed=True),
        Question("gone", _("Qu’est-ce qui est effacé ?"), kind=Kind.CHOICE,
                 group="shredding", merge=Merge.APPEND, choices=GONE, needed=True,
                 source="domain 6.3, 8"),
    ),
)  # fmt: skip

ESCALATION = Form(
    name="escalation",
    version=1,
    title=_("Aucune confirmation"),
    questions=(
        Question("referral", _("Orientation"), kind=Kind.ID, group="escalation",
                 needed=True, source="domain 6.3, 8"),
    ),
)  # fmt: skip

PUTTING_BACK = Form(
    name="putting_back",
    version=1,
    title=_("Une orientation revient"),
    questions=(
        Question("lock", _("Verrou"), kind=Kind.ID, group="return",
                 merge=Merge.APPEND, needed=True),
        Question("reason", _("Raison du retour"), kind=Kind.CHOICE,
                 group="return", merge=Merge.APPEND, choices=RETURNS, needed=True),
    ),
)  # fmt: skip

DETOUR = Form(
    name="detour",
    version=1,
    title=_("Prévenir que le lieu n’est plus joignable"),
    questions=(
        Question("detour_told", _("La personne le sait-elle ?"), kind=Kind.CHOICE,
                 group="telling", merge=Merge.APPEND, choices=TOLD, needed=True,
                 source="domain 8.2"),
    ),
)  # fmt: skip
