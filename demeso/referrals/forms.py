"""What a hand-over, its answer and its receipt ask."""

from demeso.consent.rules import CATEGORIES
from demeso.directory.rules import SERVICES
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _
from demeso.referrals.rules import CONFIRMED_BY, REASONS, RECEIVED

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
            "categories", _("Ce qu’elle permet de dire"), kind=Kind.CHOICES,
            group="handover", choices=CATEGORIES, needed=True, source="domain 2.5",
        ),
        Question("survivor", _("Pour qui"), kind=Kind.ID, group="line", needed=True),
        Question("case", _("Dossier"), kind=Kind.ID, group="line", needed=True),
        Question("line", _("Besoin"), kind=Kind.ID, group="line", needed=True),
        Question("release", _("Son accord"), kind=Kind.ID, group="line", needed=True),
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
    ),
)  # fmt: skip

RECEIPT = Form(
    name="receipt",
    version=1,
    title=_("Service reçu"),
    questions=(
        Question(
            "received", _("A-t-elle reçu le service ?"), kind=Kind.CHOICE,
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
    ),
)  # fmt: skip
