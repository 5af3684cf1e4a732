"""What is asked before anything is kept, and before anything leaves."""

from functools import partial

from demeso.consent.rules import AGE_GROUPS, CATEGORIES, GIVERS, NOT_NOW, YES
from demeso.kernel.forms import And, Form, Kind, Merge, Question, when
from demeso.kernel.text import _

NO_YES = (("no", _("Non")), (YES, _("Oui")))
SAID_YES = when("services", YES)
BY_OTHER = And((SAID_YES, when("given_by", "caregiver", "trusted_adult")))

Decision = partial(
    Question, kind=Kind.CHOICE, group="services", merge=Merge.PROTECTIVE,
    source="domain 1.3", when=SAID_YES,
)  # fmt: skip

CONSENT = Form(
    name="consent",
    version=1,
    title=_("D’abord, son accord"),
    questions=(
        Decision(
            "services", _("La personne souhaite-t-elle notre aide ?"), when=None,
            needed=True, choices=((NOT_NOW, _("Pas maintenant")), (YES, _("Oui"))),
            hint=_(
                "L’aide est gratuite. On peut passer une question, s’arrêter, "
                "changer d’avis, sans rien perdre. "
                "Ce qui est dit reste entre nous, avec des limites : un danger "
                "grave, un enfant, ou une personne qui travaille pour l’aide "
                "peuvent obliger à en parler. La personne le saurait d’abord."
            ),
        ),
        Decision("language", _("Dans quelle langue ?"), kind=Kind.CODE, needed=True,
                 listed="languages"),
        Decision(
            "consent_form", _("Comment l’accord a-t-il été donné ?"), needed=True,
            choices=(
                ("oral_witness", _("À voix haute")),
                ("written", _("Par écrit")),
                ("thumbprint", _("Empreinte sur papier")),
            ),
            hint=_("Le papier reste à part. On ne le photographie pas."),
        ),
        Decision(
            "witnessed", _("Quelqu’un d’autre a-t-il entendu cet accord ?"),
            choices=NO_YES,
            when=And((SAID_YES, when("consent_form", "oral_witness"))),
            hint=_("Ce n’est pas obligatoire. On ne note pas son nom."),
        ),
        Decision("age_group", _("Quel âge, à peu près ?"), choices=AGE_GROUPS,
                 source="domain 1.10",
                 hint=_("Sans réponse, on fait comme pour une personne adulte.")),
        Decision(
            "given_by", _("Qui a dit oui ?"), choices=GIVERS, source="domain 1.10",
            hint=_("Une personne adulte décide toujours elle-même."),
        ),
        Decision(
            "giver_safe", _("Cet adulte est-il sûr pour l’enfant ?"), choices=NO_YES,
            source="domain 1.10", when=BY_OTHER,
            hint=_("Quelqu’un qui fait peur à l’enfant, ou qu’on soupçonne, ne peut "
                   "pas dire oui à sa place."),
        ),
        Decision("assent", _("L’enfant est-il d’accord aussi ?"), choices=NO_YES,
                 source="domain 1.10",
                 when=And((SAID_YES, when("age_group", "6_11", "12_14"),
                           when("given_by", "caregiver", "trusted_adult", "worker")))),
        Question(
            "statistics", _("Peut-on compter cette aide, sans nom ni code, "
                            "dans les chiffres ?"),
            kind=Kind.CHOICE, group="statistics", choices=NO_YES,
            merge=Merge.PROTECTIVE, when=SAID_YES, source="domain 1.3",
            hint=_("L’aide est la même si c’est non."),
        ),
        Question("code", _("Code"), kind=Kind.MADE, group="opening", most=9,
                 when=SAID_YES, source="domain 2.6"),
    ),
)  # fmt: skip

RELEASE = Form(
    name="release",
    version=1,
    title=_("Ce que l’on peut transmettre"),
    questions=(
        Question("survivor", _("Dossier"), kind=Kind.ID, group="release", needed=True),
        Question("recipient", _("À qui ?"), kind=Kind.ID, group="release", needed=True,
                 source="domain 2.5"),
        Question(
            "categories", _("Qu’est-ce que la personne accepte de transmettre ?"),
            kind=Kind.CHOICES, group="release", choices=CATEGORIES, needed=True,
            source="domain 1.3",
            hint=_("Rien d’autre ne partira. Chaque case est un oui."),
        ),
        Question("until_day", _("Jusqu’à quel jour ?"), kind=Kind.DAY, group="release",
                 hint=_("Sans réponse : jusqu’à la fin de l’orientation, "
                        "au plus 90 jours.")),
    ),
)  # fmt: skip

WITHDRAWAL = Form(
    name="withdrawal",
    version=1,
    title=_("Changer d’avis"),
    questions=(
        Question(
            "what", _("Qu’est-ce qui s’arrête ?"), kind=Kind.CHOICE, needed=True,
            group="withdrawal", merge=Merge.APPEND, source="domain 1.3",
            choices=(
                ("release", _("La transmission à cette organisation")),
                ("statistics", _("Le compte dans les chiffres")),
                ("services", _("Toute l’aide, et tout ce qui en découle")),
            ),
            hint=_("On ne demande pas de raison. On peut revenir quand on veut."),
        ),
    ),
)  # fmt: skip
