"""What is asked before anything is kept, and before anything leaves."""

from functools import partial

from demeso.consent.rules.allowing import CATEGORIES, NOT_NOW, STORY, YES
from demeso.consent.rules.children import (
    ADOLESCENTS,
    AGE_GROUPS,
    ASKED_TOO,
    CHILDREN,
    COMPANIONS,
    GIVERS,
    NO_CAREGIVER,
    YOUNGER,
)
from demeso.consent.rules.looking import LOOK_REASONS
from demeso.kernel.forms import TODAY, And, Form, Kind, Merge, Question, when
from demeso.kernel.text import _

NO_YES = (("no", _("Non")), (YES, _("Oui")))
SAID_YES = when("services", YES)
BY_OTHER = And((SAID_YES, when("given_by", "caregiver", "trusted_adult")))
A_CHILD = And((SAID_YES, when("age_group", *CHILDREN)))
ACCOMPANIED = And((A_CHILD, when("accompanied_by", "parent", "relative", "spouse",
                                 "other")))  # fmt: skip
WITHOUT_CAREGIVER = And((SAID_YES, when("age_group", *YOUNGER),
                         when("given_by", "survivor", "trusted_adult",
                              "worker")))  # fmt: skip
WITH_CHILD = And((SAID_YES, when("age_group", *sorted(ASKED_TOO)),
                  when("given_by", "caregiver", "trusted_adult",
                       "worker")))  # fmt: skip

Decision = partial(
    Question, kind=Kind.CHOICE, group="services", merge=Merge.PROTECTIVE,
    source="domain 1.3", when=SAID_YES, topic="yes",
)  # fmt: skip
OfChild = partial(Decision, source="domain 1.10", topic="who")

CONSENT = Form(
    name="consent",
    version=1,
    title=_("D’abord, son accord"),
    topics=(
        ("yes", _("Son accord")),
        ("who", _("Qui dit oui")),
        ("count", _("Dans les chiffres")),
    ),
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
                 surer=len(CHILDREN),
                 source="domain 1.10", topic="who",
                 hint=_("Sans réponse, on fait comme pour une personne adulte.")),
        OfChild("accompanied_by", _("Qui est venu avec l’enfant ?"),
                 choices=COMPANIONS, when=A_CHILD),
        OfChild("heard_alone", _("L’enfant a-t-il pu vous parler sans témoin ?"),
                 choices=NO_YES, when=ACCOMPANIED,
                 hint=_("Proposez d’abord un moment à deux. L’enfant peut dire non.")),
        OfChild(
            "given_by", _("Qui a dit oui ?"), choices=GIVERS,
            hint=_("Une personne adulte décide toujours elle-même. Le mariage ne fait "
                   "de personne le responsable d’un enfant."),
        ),
        OfChild(
            "giver_safe", _("Cet adulte est-il sûr pour l’enfant ?"), choices=NO_YES,
            when=BY_OTHER,
            hint=_("Quelqu’un qui fait peur à l’enfant, ou qu’on soupçonne, ne peut "
                   "pas dire oui à sa place."),
        ),
        OfChild("no_caregiver", _("Ce qui empêche de demander au parent ou "
                                   "responsable"),
                 choices=NO_CAREGIVER, when=WITHOUT_CAREGIVER,
                 hint=_("Ce choix sera relu en supervision. L’aide n’attend pas.")),
        OfChild("assent", _("L’enfant est-il d’accord aussi ?"), choices=NO_YES,
                 when=WITH_CHILD),
        OfChild("assent_form", _("Comment l’enfant l’a-t-il dit ?"),
                 choices=(("oral", _("À voix haute")), ("written", _("Par écrit"))),
                 when=And((WITH_CHILD, when("assent", YES))),
                 hint=_("À partir de 12 ans, par écrit si c’est possible.")),
        OfChild("family_told", _("Sa famille peut-elle le savoir ?"), choices=NO_YES,
                 when=And((SAID_YES, when("age_group", *ADOLESCENTS))),
                 hint=_("Sans réponse : personne n’est prévenu.")),
        Question(
            "statistics", _("Peut-on compter cette aide, sans nom ni code, "
                            "dans les chiffres ?"),
            kind=Kind.CHOICE, group="statistics", choices=NO_YES,
            merge=Merge.PROTECTIVE, when=SAID_YES, source="domain 1.3",
            topic="count", hint=_("L’aide est la même si c’est non."),
        ),
        Question("code", _("Code"), kind=Kind.MADE, group="opening", most=9,
                 when=SAID_YES, topic="count", source="domain 2.6"),
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
        # Sealed like the ways to reach her: they may name whom she fears.
        Question(
            "conditions", _("Ses conditions, avec ses mots"), kind=Kind.STORY,
            group="contact", compartment="contact", merge=Merge.SEALED, most=600,
            source="domain 1.3",
            hint=_("Par exemple : pas à mon frère, appeler seulement le matin. "
                   "Scellé ici."),
        ),
        Question("until_day", _("Jusqu’à quel jour ?"), kind=Kind.DAY, group="release",
                 earliest=(TODAY,),
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
                (STORY, _("Ce qui a été raconté : récit, faits, plan de sécurité")),
                ("services", _("Toute l’aide, et tout ce qui en découle")),
            ),
            hint=_("On ne demande pas de raison. On peut revenir quand on veut."),
        ),
    ),
)  # fmt: skip

Looked = partial(Question, kind=Kind.CHOICE, group="look", needed=True,
                 source="domain 1.10")  # fmt: skip

APPROVAL = Form(
    name="consent_approval",
    version=1,
    title=_("Accepter un accord relu"),
    questions=(
        Looked("best_interest", _("Est-ce dans l’intérêt de l’enfant ?"),
               choices=((YES, _("Oui, c’est relu")),)),
    ),
)  # fmt: skip

RETURN = Form(
    name="consent_return",
    version=1,
    title=_("Renvoyer un accord"),
    questions=(
        Looked("look_reason", _("Que faut-il faire d’abord pour l’enfant ?"),
               choices=LOOK_REASONS,
               hint=_("L’aide continue. Rien n’est arrêté, personne n’est prévenu.")),
    ),
)  # fmt: skip

NOTICE = Form(
    name="notice",
    version=1,
    title=_("Avis sans code lu"),
    questions=(
        Looked("notice_read", _("L’avis est-il lu ?"), choices=((YES, _("Lu")),),
               source="domain 6.3, 14"),
    ),
)  # fmt: skip
