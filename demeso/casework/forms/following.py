"""The form of follow-up: safety first, then how, what is new, and when again."""

from demeso.casework.forms.helping import NO_YES
from demeso.casework.rules.following import NOT_REACHED
from demeso.casework.rules.safety import DANGERS, RISKS
from demeso.kernel.forms import TODAY, Form, Kind, Merge, Question
from demeso.kernel.text import _

# Only ways that she called safe; which of them she did stays sealed (domain 1.9).
WAYS = (
    ("here", _("La personne est venue")),
    ("phone", _("Par téléphone, comme convenu")),
    ("message", _("Par un message neutre, comme convenu")),
    ("visit", _("Par une visite, comme convenu")),
    ("elsewhere", _("Au lieu sûr convenu")),
    ("trusted", _("Par sa personne de confiance")),
    (NOT_REACHED, _("Essayé par le moyen sûr, sans réponse")),
)

FOLLOW_UP = Form(
    name="follow_up",
    version=1,
    title=_("Le suivi"),
    topics=(
        ("safety", _("Sa sécurité, maintenant")),
        ("contact", _("Le contact")),
        ("help", _("Où en est l’aide")),
        ("next", _("La suite")),
    ),
    questions=(
        Question("case", _("Dossier"), kind=Kind.ID, group="link", needed=True),
        Question(
            "in_danger", _("Y a-t-il un danger maintenant, ou ce soir ?"),
            kind=Kind.CHOICE, group="danger", choices=DANGERS,
            merge=Merge.PROTECTIVE, topic="safety", source="domain 1.7",
        ),
        Question(
            "risk_level", _("Niveau de risque, d’après vous deux"), kind=Kind.CHOICE,
            group="risk", choices=RISKS, merge=Merge.PROTECTIVE, topic="safety",
            source="domain 1.7", hint=_("Une personne décide, jamais un calcul."),
        ),
        Question(
            "way", _("Comment s’est fait le contact ?"), kind=Kind.CHOICE,
            group="contact", choices=WAYS, needed=True, topic="contact",
            source="domain 1.9",
            hint=_("Seulement par le moyen sûr. Sans réponse, l’essai compte aussi."),
        ),
        Question("new_needs", _("Y a-t-il un nouveau besoin ?"), kind=Kind.CHOICE,
                 group="needs", choices=NO_YES, topic="help", source="domain 1.4 E"),
        Question(
            "note", _("Ce qu’il faut se rappeler"), kind=Kind.STORY,
            group="narrative", compartment="narrative", merge=Merge.SEALED, most=2000,
            topic="help", source="domain 1.4 E",
            hint=_("Quelques mots suffisent. Le serveur ne peut pas les lire."),
        ),
        Question(
            "next_on", _("Quand se revoit-on ?"), kind=Kind.DAY, group="next",
            earliest=(TODAY,), topic="next", source="domain 1.4 E",
            hint=_("Un jour sûr pour la personne."),
        ),
        Question(
            "closing", _("Proposer de fermer le dossier ?"), kind=Kind.CHOICE,
            group="next", choices=NO_YES, topic="next", source="domain 1.4 E",
            hint=_("La supervision relit toujours une fermeture."),
        ),
    ),
)  # fmt: skip
