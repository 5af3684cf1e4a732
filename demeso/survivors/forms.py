"""What may be asked about the person, and how to reach her without harm."""

from functools import partial

from demeso.kernel.forms import TODAY, Form, Kind, Merge, Or, Question, when
from demeso.kernel.text import _
from demeso.survivors.reaching import DAYS
from demeso.survivors.rules import (
    AGE_BANDS,
    ALONE,
    CALLED_BACK,
    CIVIL_STATUSES,
    DIFFICULTIES,
    DISABILITIES,
    DISPLACEMENTS,
    ENDS,
    RESETS,
    SEXES,
)

IDENTITY_SOURCE, CONTACT_SOURCE = "domain 1.4 A", "domain 1.9"
CHILD_SOURCE, FUNCTIONING_SOURCE = "domain 1.10", "Washington Group short set"

NO_YES = (("no", _("Non")), ("yes", _("Oui")))
PHONES = (
    ("own", _("Le sien, personne d’autre ne répond")),
    ("shared", _("Un téléphone partagé")),
    ("trusted", _("Celui d’une personne de confiance")),
)
IF_SOMEONE_ELSE = (
    ("hang_up", _("Raccrocher sans parler")),
    ("wrong_number", _("Dire que c’est une erreur")),
    ("cover", _("Dire le motif neutre convenu")),
)
IF_CUT = (("wait", _("Attendre son appel")), ("call_back", _("Rappeler une fois")))
WORKER_SEXES = (
    ("female", _("Une femme")),
    ("male", _("Un homme")),
    ("either", _("Peu importe")),
)
WORKS = (
    ("field", _("Champ, jardin, élevage ou pêche")),
    ("trade", _("Petit commerce")),
    ("craft", _("Artisanat")),
    ("domestic", _("Travail dans une maison")),
    ("salary", _("Emploi salarié")),
    ("day_labour", _("Travail à la journée")),
    ("school", _("École ou études")),
    ("home", _("Tâches de la maison")),
    ("none", _("Pas d’activité en ce moment")),
    ("other", _("Autre")),
)
LIVES_WITH = (
    ("parent_guardian", _("Un parent ou responsable")),
    ("relative", _("Quelqu’un d’autre de la famille")),
    ("spouse_cohabitating", _("Un conjoint, par mariage ou vie commune")),
    ("other", _("Quelqu’un d’autre")),
)
SCHOOLS = (
    ("goes", _("Oui")),
    ("stopped_wants", _("Non, mais aimerait y retourner")),
    ("stopped", _("Non, plus maintenant")),
    ("never", _("Jamais")),
)

BY_PHONE = Or((when("may_phone", "yes"), when("may_message", "yes")))
A_CHILD = when("age_band", "0_11", "12_17")

Known = partial(
    Question, group="identity", compartment="identity", merge=Merge.SEALED,
    source=IDENTITY_SOURCE,
)  # fmt: skip
Way = partial(
    Question, group="contact", compartment="contact", merge=Merge.SEALED,
    source=CONTACT_SOURCE, topic="contact",
)  # fmt: skip
Profile = partial(Question, kind=Kind.CHOICE, group="profile", source=IDENTITY_SOURCE)
Talking = partial(
    Question, kind=Kind.CHOICE, group="talking", source=IDENTITY_SOURCE, topic="talking"
)
Child = partial(
    Known, kind=Kind.CHOICE, source=CHILD_SOURCE, topic="child", when=A_CHILD
)
Able = partial(
    Question, kind=Kind.CHOICE, group="functioning", choices=DIFFICULTIES,
    source=FUNCTIONING_SOURCE, topic="functioning",
)  # fmt: skip

NAMING = (
    Known(
        "called", _("Comment la personne veut-elle qu’on l’appelle ?"),
        hint=_("Un surnom suffit. Rien n’est obligatoire."), most=80, topic="name",
    ),
    Known("birth_date", _("Date de naissance"), kind=Kind.DAY, latest=(TODAY,),
          topic="name"),
    Profile("age_band", _("Âge"), choices=AGE_BANDS, topic="name",
            derive=("age_band", "birth_date", TODAY), hint=_("À peu près suffit.")),
    Profile("sex", _("Sexe"), choices=SEXES, topic="name"),
    Known("address", _("Où la personne vit-elle ?"), most=300, topic="name"),
)  # fmt: skip
REACHING = (
    Way("may_phone", _("Peut-on téléphoner ?"), kind=Kind.CHOICE, choices=NO_YES,
        hint=_("Sans réponse : personne n’appelle.")),
    Way("may_message", _("Peut-on envoyer un message neutre ?"), kind=Kind.CHOICE,
        choices=NO_YES, hint=_("Sans réponse : aucun message.")),
    Way("phone", _("Numéro"), most=40, when=BY_PHONE),
    Way("whose_phone", _("À qui est ce téléphone ?"), kind=Kind.CHOICE,
        choices=PHONES, when=BY_PHONE),
    Way("may_answer", _("Qui peut répondre sans risque ?"), most=120, when=BY_PHONE,
        hint=_("Sans réponse : seulement la personne elle-même.")),
    Way("may_visit", _("Peut-on venir, ou envoyer quelqu’un ?"), kind=Kind.CHOICE,
        choices=NO_YES, hint=_("Sans réponse : personne ne vient.")),
    Way("may_meet", _("Peut-on se retrouver quelque part ?"), kind=Kind.CHOICE,
        choices=NO_YES, hint=_("Sans réponse : on attend sa venue.")),
    Way("meet_where", _("Où se voir sans risque ?"), most=300,
        when=when("may_meet", "yes")),
    Way("safe_days", _("Jours sûrs"), kind=Kind.CHOICES, choices=DAYS),
    Way("safe_hours", _("Heures sûres"), most=80),
    Way("may_hear", _("Qui d’autre risque d’entendre ?"), most=200),
    Way("cover", _("Que dire pour rester neutre ?"), most=120,
        hint=_("Par exemple : un rendez-vous au marché.")),
    Way("code_word", _("Mot convenu pour arrêter"), most=40),
    Way("if_someone_else", _("Si quelqu’un d’autre répond"), kind=Kind.CHOICE,
        choices=IF_SOMEONE_ELSE, when=when("may_phone", "yes")),
    Way("if_cut", _("Si l’appel est coupé"), kind=Kind.CHOICE, choices=IF_CUT,
        when=when("may_phone", "yes")),
)  # fmt: skip
TALKING = (
    Talking("best_language", _("Dans quelle langue parler ?"), kind=Kind.CODE,
            listed="languages"),
    Talking("other_language", _("Une autre langue possible ?"), kind=Kind.CODE,
            listed="languages"),
    Talking("interpreter", _("Faut-il quelqu’un pour traduire ?"), choices=NO_YES,
            hint=_("Jamais un proche. La personne choisit qui traduit.")),
    Talking("worker_sex", _("Avec qui la personne préfère-t-elle parler ?"),
            choices=WORKER_SEXES),
)  # fmt: skip
LIVING = (
    Profile("displacement", _("Quelle est sa situation ici ?"), choices=DISPLACEMENTS,
            topic="living"),
    Profile("origin", _("De quel pays vient la personne ?"), kind=Kind.CODE,
            listed="origins", topic="living"),
    Known("nationality", _("Nationalité"), most=60, topic="living"),
    Profile("civil_status", _("Situation familiale"), choices=CIVIL_STATUSES,
            topic="living"),
    Known("children", _("Combien d’enfants a la personne ?"), kind=Kind.NUMBER,
          most=30, topic="living"),
    Known("dependants", _("Combien d’autres personnes dépendent d’elle ?"),
          kind=Kind.NUMBER, most=50, topic="living"),
    Known("ages", _("Leurs âges, à peu près"), most=120, topic="living"),
    Known("work", _("Que fait la personne de ses journées ?"), kind=Kind.CHOICE,
          choices=WORKS, topic="living"),
)  # fmt: skip
CHILDHOOD = (
    Question("unaccompanied", _("L’enfant est-il sans ses parents ?"),
             kind=Kind.CHOICE, group="child", choices=ALONE, topic="child",
             source=CHILD_SOURCE, when=A_CHILD),
    Child("lives_alone", _("L’enfant vit-il seul ?"), choices=NO_YES),
    Child("lives_with", _("Avec qui l’enfant vit-il ?"), choices=LIVES_WITH),
    Child("caregiver_civil_status", _("Situation familiale de l’adulte responsable"),
          choices=CIVIL_STATUSES),
    Child("caregiver_work", _("Que fait cet adulte de ses journées ?"), choices=WORKS),
    Child("who_knows", _("Qui est déjà au courant ?"), kind=Kind.TEXT, most=120,
          hint=_("Un lien suffit, pas de nom.")),
    Child("school", _("L’enfant va-t-il à l’école ?"), choices=SCHOOLS),
)  # fmt: skip
# The words of the Washington Group are read as they stand.
FUNCTIONING = (
    Able("wg_seeing", _("Avez-vous des difficultés à voir, même avec des lunettes ?"),
         hint=_("À lire tel quel. C’est pour trouver une aide qui convient.")),
    Able("wg_hearing", _("Avez-vous des difficultés à entendre, même avec un "
                         "appareil auditif ?")),
    Able("wg_walking", _("Avez-vous des difficultés à marcher ou à monter des "
                         "marches ?")),
    Able("wg_remembering", _("Avez-vous des difficultés à vous souvenir ou à vous "
                             "concentrer ?")),
    Able("wg_selfcare", _("Avez-vous des difficultés à prendre soin de vous, par "
                          "exemple à vous laver ou à vous habiller ?")),
    Able("wg_communicating", _("Dans votre langue, avez-vous des difficultés à "
                               "comprendre ou à vous faire comprendre ?")),
    Able("disability", _("Handicap, pour les rapports"), choices=DISABILITIES,
         source="domain 1.4 A",
         derive=("disability", "wg_seeing", "wg_hearing", "wg_walking",
                 "wg_remembering", "wg_selfcare", "wg_communicating"),
         hint=_("Se remplit d’après les six réponses ; on peut corriger.")),
)  # fmt: skip

IDENTITY = Form(
    name="identity",
    version=1,
    title=_("La personne"),
    topics=(
        ("name", _("Se présenter")),
        ("contact", _("Joindre sans risque")),
        ("talking", _("Se parler")),
        ("living", _("Sa situation")),
        ("child", _("Pour un enfant")),
        ("functioning", _("Au quotidien")),
    ),
    questions=(*NAMING, *REACHING, *TALKING, *LIVING, *CHILDHOOD, *FUNCTIONING),
)

OWN_SOURCE = "security 5.9"

ACCESS = Form(
    name="access",
    version=1,
    title=_("Un numéro à soi"),
    questions=(
        Question("survivor", _("Dossier"), kind=Kind.ID, group="access", needed=True),
        Question("access_wanted", _("La personne veut-elle un numéro à soi ?"),
                 kind=Kind.CHOICE, group="access", needed=True,
                 choices=(("yes", _("Oui")),), source=OWN_SOURCE,
                 hint=_("L’aide est la même sans numéro.")),
    ),
)  # fmt: skip

ACCESS_RESET = Form(
    name="access_reset",
    version=1,
    title=_("Un nouveau code secret"),
    questions=(
        Question("access_reset", _("Raison du nouveau code secret"),
                 kind=Kind.CHOICE, group="reset", needed=True, choices=RESETS,
                 source=OWN_SOURCE,
                 hint=_("Seulement avec la personne, ici. Jamais par téléphone.")),
    ),
)  # fmt: skip

ACCESS_END = Form(
    name="access_end",
    version=1,
    title=_("Arrêter le numéro"),
    questions=(
        Question("access_end", _("Raison de la fin"), kind=Kind.CHOICE, group="end",
                 needed=True, choices=ENDS, source=OWN_SOURCE),
    ),
)  # fmt: skip

ACCESS_LOCK = Form(
    name="access_lock",
    version=1,
    title=_("Numéro bloqué"),
    questions=(
        Question("access_lock", _("Raison du blocage"), kind=Kind.CHOICE,
                 group="lock", needed=True, source=OWN_SOURCE,
                 choices=(("tries", _("Cinq essais faux en tout")),)),
    ),
)  # fmt: skip

CALLBACK = Form(
    name="callback",
    version=1,
    title=_("La personne demande un appel"),
    questions=(
        Question("survivor", _("Dossier"), kind=Kind.ID, group="callback", needed=True,
                 source=OWN_SOURCE),
    ),
)  # fmt: skip

CALLBACK_DONE = Form(
    name="callback_done",
    version=1,
    title=_("Rappel fait"),
    questions=(
        Question("called_back", _("Qu’en est-il ?"), kind=Kind.CHOICE, group="done",
                 needed=True, choices=CALLED_BACK, source=OWN_SOURCE),
    ),
)  # fmt: skip
