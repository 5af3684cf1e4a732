"""What may be asked about the person, and how to reach her without harm."""

from functools import partial

from demeso.kernel.derive import TODAY
from demeso.kernel.forms import Form, Kind, Merge, Or, Question, when
from demeso.kernel.text import _
from demeso.survivors.rules import AGE_BANDS, SEXES

IDENTITY_SOURCE, CONTACT_SOURCE = "domain 1.4 A", "domain 1.9"

NO_YES = (("no", _("Non")), ("yes", _("Oui")))
PHONES = (
    ("own", _("Le sien, personne d’autre ne répond")),
    ("shared", _("Un téléphone partagé")),
    ("trusted", _("Celui d’une personne de confiance")),
)
DAYS = (
    ("monday", _("Lundi")),
    ("tuesday", _("Mardi")),
    ("wednesday", _("Mercredi")),
    ("thursday", _("Jeudi")),
    ("friday", _("Vendredi")),
    ("saturday", _("Samedi")),
    ("sunday", _("Dimanche")),
)
IF_SOMEONE_ELSE = (
    ("hang_up", _("Raccrocher sans parler")),
    ("wrong_number", _("Dire que c’est une erreur")),
    ("cover", _("Dire le motif neutre convenu")),
)
IF_CUT = (("wait", _("Attendre son appel")), ("call_back", _("Rappeler une fois")))

BY_PHONE = Or((when("may_phone", "yes"), when("may_message", "yes")))

Known = partial(
    Question, group="identity", compartment="identity", merge=Merge.SEALED,
    source=IDENTITY_SOURCE,
)  # fmt: skip
Way = partial(
    Question, group="contact", compartment="contact", merge=Merge.SEALED,
    source=CONTACT_SOURCE,
)  # fmt: skip
Profile = partial(Question, kind=Kind.CHOICE, group="profile", source=IDENTITY_SOURCE)

IDENTITY = Form(
    name="identity",
    version=1,
    title=_("La personne"),
    questions=(
        Known(
            "called", _("Comment la personne veut-elle qu’on l’appelle ?"),
            hint=_("Un surnom suffit. Rien n’est obligatoire."), most=80,
        ),
        Known("birth_date", _("Date de naissance"), kind=Kind.DAY),
        Known("address", _("Où la personne vit-elle ?"), most=300),
        Profile("sex", _("Sexe"), choices=SEXES),
        Profile(
            "age_band", _("Âge"), choices=AGE_BANDS,
            derive=("age_band", "birth_date", TODAY),
            hint=_("À peu près suffit."),
        ),
        Way("may_phone", _("Peut-on téléphoner ?"), kind=Kind.CHOICE, choices=NO_YES,
            hint=_("Sans réponse : personne n’appelle.")),
        Way("may_message", _("Peut-on envoyer un message neutre ?"), kind=Kind.CHOICE,
            choices=NO_YES, hint=_("Sans réponse : aucun message.")),
        Way("phone", _("Numéro"), most=40,
            when=BY_PHONE),
        Way("whose_phone", _("À qui est ce téléphone ?"), kind=Kind.CHOICE,
            choices=PHONES,
            when=BY_PHONE),
        Way("may_visit", _("Peut-on venir, ou envoyer quelqu’un ?"), kind=Kind.CHOICE,
            choices=NO_YES, hint=_("Sans réponse : personne ne vient.")),
        Way("meet_where", _("Où se voir sans risque ?"), most=300),
        Way("safe_days", _("Jours sûrs"), kind=Kind.CHOICES, choices=DAYS),
        Way("safe_hours", _("Heures sûres"), most=80),
        Way("may_hear", _("Qui d’autre peut entendre ?"), most=200),
        Way("cover", _("Que dire pour rester neutre ?"), most=120,
            hint=_("Par exemple : un rendez-vous au marché.")),
        Way("code_word", _("Mot convenu pour arrêter"), most=40),
        Way("if_someone_else", _("Si quelqu’un d’autre répond"), kind=Kind.CHOICE,
            choices=IF_SOMEONE_ELSE, when=when("may_phone", "yes")),
        Way("if_cut", _("Si l’appel est coupé"), kind=Kind.CHOICE, choices=IF_CUT,
            when=when("may_phone", "yes")),
    ),
)  # fmt: skip
