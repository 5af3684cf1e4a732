"""The form of what happened: optional, last, yes or no, never for proof."""

from functools import partial

from demeso.casework.forms.gbvims import (
    ABDUCTIONS,
    AID_LINKS,
    DELAYS,
    ELSEWHERE,
    HOW_MANY,
    LEGAL_ACTIONS,
    PLACE_TYPES,
    PRACTICES,
    REFERRED_BY,
    RELATIONSHIPS,
    REPORTED_TO,
    SEVERAL,
    SOMEWHERE,
    STAGES,
    TIMES_OF_DAY,
    TOLD_BY,
    YES_NO,
)
from demeso.casework.rules.asking import NO
from demeso.casework.rules.telling import TYPES
from demeso.kernel.forms import TODAY, And, Form, Kind, Merge, Question, when
from demeso.kernel.text import _
from demeso.survivors.rules import (
    AGE_BANDS,
    ALONE,
    CIVIL_STATUSES,
    DISABILITIES,
    DISPLACEMENTS,
    SEXES,
)

NOT_YET = (NO, "unknown", "declined")  # the wizard then goes on to the next
ASKED = (
    ("q_penetration", _("Y a-t-il eu une pénétration sans accord, même légère ?")),
    ("q_contact", _("Un autre contact sexuel non voulu, ou une tentative ? "
                    "L’excision compte ici.")),
    ("q_physical", _("Des coups ou une autre violence physique ?")),
    ("q_marriage", _("Un mariage contre sa volonté ?")),
    ("q_denial", _("Une privation de biens, d’argent, d’école ou de services "
                   "auxquels la personne a droit ?")),
    ("q_psychological", _("Des menaces, des humiliations, un enfermement ?")),
)  # fmt: skip
MORE_THAN_ONE = when("how_many", *SEVERAL)
A_CHILD_THEN = when("age_band", "0_11", "12_17")

Choice = partial(Question, kind=Kind.CHOICE, source="domain 2.3")
Sealed = partial(
    Question, group="sensitive", compartment="sensitive", merge=Merge.SEALED,
    source="domain 2.3",
)  # fmt: skip
When = partial(Choice, group="when", topic="when")
Where = partial(Choice, group="where", topic="where")
How = partial(Choice, group="circumstances", topic="circumstances")
Accused = partial(Choice, group="accused", topic="accused")
Others = partial(Accused, kind=Kind.CHOICES, when=MORE_THAN_ONE)
Person = partial(Choice, group="person", topic="person")
Before = partial(Choice, group="before", topic="before")
Noted = partial(
    Question, kind=Kind.STORY, group="narrative", compartment="narrative",
    merge=Merge.SEALED, most=1000, source="domain 2.3", topic="after",
)  # fmt: skip


def _ordered() -> tuple[Question, ...]:
    names = [name for name, _text in ASKED]
    return tuple(
        Question(
            name, text, kind=Kind.CHOICE, group="type", choices=YES_NO, topic="type",
            when=And(tuple(when(other, *NOT_YET) for other in names[:place]))
            if place else None,
            source="domain 2.2",
        )
        for place, (name, text) in enumerate(ASKED)
    )  # fmt: skip


TYPING = (
    Question("case", _("Dossier"), kind=Kind.ID, group="link", needed=True,
             topic="type"),
    *_ordered(),
    Choice("gbv_type", _("Type"), group="type", choices=TYPES, source="domain 2.2",
           derive=("first_yes", *(name for name, _text in ASKED)), topic="type"),
)  # fmt: skip
DATING = (
    Sealed("day", _("Quel jour ?"), kind=Kind.DAY, topic="when",
           earliest=("identity.birth_date",), latest=("told_on", TODAY),
           hint=_("Si la personne s’en souvient. Le jour reste scellé.")),
    Sealed("told_on", _("Quel jour en a-t-on parlé ici la première fois ?"),
           kind=Kind.DAY, topic="when", latest=(TODAY,)),
    When("month", _("Quel mois ?"), kind=Kind.MONTH, derive=("month", "day"),
         earliest=("identity.birth_date",), latest=("told_on", TODAY)),
    When("delay_band", _("Depuis combien de temps ?"), choices=DELAYS,
         derive=("delay_band", "day", "told_on"), source="domain 1.5"),
    When("time_of_day", _("À quel moment de la journée ?"), choices=TIMES_OF_DAY),
)  # fmt: skip
PLACING = (
    Where("place_type", _("Dans quel genre de lieu ?"), choices=PLACE_TYPES),
    Question("cercle", _("Dans quel cercle ?"), kind=Kind.CODE, group="when",
             listed="cercles", derive=("cercle", "place"), topic="where",
             source="domain 2.3"),
    Sealed("place", _("Où était-ce ?"), most=200, topic="where",
           hint=_("Un lieu, pas une adresse. Il reste scellé.")),
    Where("displacement_stage", _("À quelle étape du déplacement était-ce ?"),
          choices=STAGES),
)  # fmt: skip
CIRCUMSTANCES = (
    How("exchange", _("Contre de l’argent, un bien ou un service ?"), choices=YES_NO),
    How("abduction", _("Y a-t-il eu un enlèvement ?"), choices=ABDUCTIONS),
    How("harmful_practice", _("Est-ce une pratique traditionnelle ?"),
        choices=PRACTICES),
)  # fmt: skip
# Codes only, of the main one first; nobody is registered (R11).
ACCUSED = (
    Accused("how_many", _("Combien de personnes mises en cause ?"), choices=HOW_MANY,
            hint=_("La suite parle de la personne principale.")),
    Accused("relationship", _("Quel lien avec la personne mise en cause ?"),
            choices=RELATIONSHIPS),
    Accused("accused_sex", _("Sexe de la personne mise en cause"), choices=SEXES),
    Accused("accused_age", _("Âge de la personne mise en cause, à peu près"),
            choices=AGE_BANDS),
    Accused("accused_before", _("La personne mise en cause l’avait-elle déjà fait "
                                "avant ?"), choices=YES_NO),
    Others("others_relationship", _("Quel lien avec les autres mises en cause ?"),
           choices=RELATIONSHIPS),
    Others("others_sex", _("Sexe des autres mises en cause"), choices=SEXES),
    Others("others_age", _("Âge des autres mises en cause, à peu près"),
           choices=AGE_BANDS),
    Sealed("occupation", _("Quel est le métier de la personne mise en cause ?"),
           most=120, topic="accused",
           hint=_("Un métier ou une fonction, jamais un nom. Il reste scellé.")),
    Sealed("aid_link", _("La personne mise en cause travaille-t-elle pour l’aide ?"),
           kind=Kind.CHOICE, choices=AID_LINKS, topic="accused",
           source="domain 2.3, 3.1",
           hint=_("Aucune aide n’en dépend. Personne n’est prévenu. "
                  "La réponse reste scellée.")),
)  # fmt: skip
# Said once: what the identity form knows already is taken over, not asked again.
PERSON = (
    Person("age_band", _("Son âge à ce moment-là"), choices=AGE_BANDS,
           derive=("age_band", "identity.birth_date", "day", "month")),
    Person("sex", _("Sexe"), choices=SEXES),
    Person("civil_status", _("Situation familiale"), choices=CIVIL_STATUSES),
    Person("displacement", _("Quelle est sa situation ici ?"), choices=DISPLACEMENTS),
    Person("origin", _("De quel pays vient la personne ?"), kind=Kind.CODE,
           listed="origins"),
    Person("disability", _("Handicap, pour les rapports"), choices=DISABILITIES),
    Person("unaccompanied", _("L’enfant était-il sans ses parents ?"), choices=ALONE,
           when=A_CHILD_THEN),
)  # fmt: skip
BEFORE = (
    Before("told_by", _("Qui l’a raconté ici ?"), choices=TOLD_BY),
    Before("previous_incidents", _("Est-ce déjà arrivé avant ?"), choices=YES_NO,
           hint=_("Oui ou non suffit.")),
    Before("reported_elsewhere", _("Est-ce déjà noté dans une autre organisation ?"),
           group="circumstances", choices=ELSEWHERE,
           hint=_("Pour ne pas faire répéter, et ne compter qu’une fois.")),
    Before("reported_to", _("Dans quel genre de service ?"), kind=Kind.CHOICES,
           choices=REPORTED_TO, when=when("reported_elsewhere", *SOMEWHERE)),
    Before("referred_by", _("Qui a orienté la personne ici ?"), choices=REFERRED_BY),
)  # fmt: skip
AFTER = (
    Choice("legal_action", _("La personne souhaite-t-elle aller en justice ?"),
           group="wishes", choices=LEGAL_ACTIONS, topic="after",
           hint=_("Ce choix peut changer. Les soins n’en dépendent pas.")),
    Noted("state_start", _("Comment allait la personne en arrivant ?"),
          hint=_("Ce que vous avez vu, en quelques mots. Jamais un jugement.")),
    Noted("state_end", _("Et en repartant ?")),
    Noted("actions", _("Ce que vous avez fait ensemble, et le reste"),
          hint=_("Pour ne pas faire répéter la prochaine fois.")),
    Question(
        "story", _("Avec ses mots, si la personne le souhaite"), kind=Kind.STORY,
        group="narrative", compartment="narrative", merge=Merge.SEALED, most=4000,
        source="domain 1.4 B", topic="words",
        hint=_("Ce n’est jamais nécessaire. Pas de nom, pas de détail intime."),
    ),
)  # fmt: skip

INCIDENT = Form(
    name="incident",
    version=1,
    title=_("Ce qui s’est passé"),
    topics=(
        ("type", _("Oui ou non")),
        ("when", _("Quand")),
        ("where", _("Où")),
        ("circumstances", _("Comment")),
        ("accused", _("Qui est mis en cause")),
        ("person", _("La personne")),
        ("before", _("Avant de venir ici")),
        ("after", _("La suite")),
        ("words", _("Avec ses mots")),
    ),
    questions=(*TYPING, *DATING, *PLACING, *CIRCUMSTANCES, *ACCUSED, *PERSON,
               *BEFORE, *AFTER),
)  # fmt: skip

CORRECTION = Form(
    name="correction",
    version=1,
    title=_("Corriger le type"),
    questions=(
        Question("corrected_type", _("Quel type est juste ?"), kind=Kind.CHOICE,
                 group="correction", choices=TYPES, needed=True, source="domain 2.2",
                 hint=_("Seule la nature de l’acte décide : ni le lien, ni le lieu.")),
        Question("correction_reason", _("Ce qui a changé"), kind=Kind.CHOICE,
                 group="correction", needed=True, source="domain 2.2",
                 choices=(
                     ("order", _("Une question d’avant aurait dû être un oui")),
                     ("misread", _("Une question a été mal comprise")),
                     ("told_more", _("La personne a précisé depuis")),
                     ("slip", _("Erreur de saisie")),
                 )),
    ),
)  # fmt: skip
