"""The forms of helping: case, needs, outcomes, assessment."""

from demeso.casework.rules.asking import NO, YES
from demeso.casework.rules.plan import OUTCOMES
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.forms import Form, Kind, Merge, Question, when
from demeso.kernel.text import _

NO_YES = ((NO, _("Non")), (YES, _("Oui")))

# Barriers to help, by group (domain 5.3): reasons of the world, never a "why".
BARRIER_GROUPS = (
    ("fear", _("Peur et sécurité")),
    ("family", _("Famille et communauté")),
    ("stigma", _("Regard des autres")),
    ("knowing", _("Information")),
    ("access", _("Accès")),
    ("cost", _("Coût")),
    ("offer", _("Ce qui existe")),
    ("trust", _("Confiance")),
    ("law", _("Justice")),
    ("choice", _("Son choix")),
    ("aid", _("Aide humanitaire")),
)
BARRIERS = (
    ("fear.reprisal", _("Peur de représailles")),
    ("fear.armed", _("Peur d’hommes armés")),
    ("fear.children", _("Peur pour les enfants")),
    ("fear.authorities", _("Peur de la police ou des autorités")),
    ("fear.travel", _("Route dangereuse ou barrages")),
    ("family.rejection", _("Peur d’un rejet ou d’un divorce")),
    ("family.forbids", _("La famille interdit")),
    ("family.settlement", _("Pression pour un arrangement")),
    ("family.dishonour", _("Peur du déshonneur")),
    ("family.marriage", _("Peur pour un mariage futur")),
    ("family.custom", _("Coutume")),
    ("family.religion", _("Argument religieux")),
    ("stigma.shame", _("Honte")),
    ("stigma.seen", _("Peur que l’on voie la visite au service")),
    ("stigma.known_staff", _("Le personnel connaît la famille")),
    ("stigma.gossip", _("Rumeurs")),
    ("knowing.services", _("Ne savait pas que ce service existe")),
    ("knowing.rights", _("Ne connaissait pas ses droits")),
    ("knowing.useless", _("Pense que rien ne peut être fait")),
    ("knowing.conditions", _("Pensait devoir payer, ou d’abord porter plainte")),
    ("access.distance", _("Trop loin")),
    ("access.no_transport", _("Pas de transport")),
    ("access.fare", _("Prix du transport")),
    ("access.children", _("Personne pour garder les enfants")),
    ("access.season", _("Saison ou inondation")),
    ("access.blockade", _("Blocus")),
    ("access.no_phone", _("Pas de téléphone ou de réseau")),
    ("access.watched_phone", _("Téléphone surveillé")),
    ("cost.care", _("Frais de soins ou de certificat")),
    ("cost.income", _("Revenu perdu")),
    ("cost.informal", _("Paiement demandé sans reçu")),
    ("offer.none", _("Le service n’existe pas ici")),
    ("offer.closed", _("Fermé la nuit ou le week-end")),
    ("offer.stock", _("Rupture de stock")),
    ("offer.no_woman", _("Pas de femme dans l’équipe")),
    ("offer.no_child_care", _("Personne de formé pour les enfants")),
    ("offer.no_legal", _("Pas de service juridique")),
    ("offer.waiting", _("Liste d’attente")),
    ("offer.language", _("Pas dans sa langue")),
    ("offer.disability", _("Pas accessible avec un handicap")),
    ("trust.before", _("Mauvaise expérience avant")),
    ("trust.told", _("Un secret n’a pas été gardé")),
    ("trust.judged", _("Jugement du personnel")),
    ("trust.repeat", _("Il fallait tout raconter encore")),
    ("trust.reporting", _("Peur d’un signalement obligatoire")),
    ("law.no_faith", _("Pas confiance en la justice")),
    ("law.no_proof", _("Pas de preuve, ou trop tard")),
    ("law.heavy", _("Procédure lourde")),
    ("law.powerful", _("La personne mise en cause est puissante")),
    ("law.papers", _("Pas de papiers d’état civil")),
    ("choice.not_ready", _("Pas encore")),
    ("choice.not_wanted", _("Ne le souhaite pas")),
    ("choice.other_support", _("Préfère un autre soutien")),
    ("choice.time", _("Veut du temps")),
    ("aid.depends", _("Dépend, pour l’aide, de qui est mis en cause")),
    ("aid.afraid", _("Peur de perdre l’aide")),
    ("aid.left", _("La personne mise en cause est partie")),
    ("aid.no_entity", _("Ne connaît pas l’organisation")),
    ("aid.no_answer", _("Plainte d’avant restée sans réponse")),
)

CASE = Form(
    name="case",
    version=1,
    title=_("Ouvrir un dossier"),
    questions=(
        Question("survivor", _("Code"), kind=Kind.ID, group="opening", needed=True,
                 source="domain 1.2"),
    ),
)  # fmt: skip

NEEDS = Form(
    name="needs",
    version=1,
    title=_("Ce dont la personne a besoin"),
    questions=(
        Question(
            "needs", _("Qu’est-ce qui compte le plus, maintenant ?"),
            kind=Kind.CHOICES, group="priorities", choices=SERVICES, ordered=True,
            merge=Merge.SET, source="domain 1.2, 2.4",
            hint=_("Dans l’ordre de la personne. On peut tout changer plus tard."),
        ),
    ),
)  # fmt: skip

OUTCOME = Form(
    name="outcome",
    version=1,
    title=_("Ce qu’il en est"),
    questions=(
        Question("case", _("Dossier"), kind=Kind.ID, group="outcome", needed=True),
        Question("outcome", _("Où en est ce besoin ?"), kind=Kind.CHOICE,
                 group="outcome", choices=OUTCOMES, needed=True, source="domain 2.4"),
        Question(
            "barriers", _("Qu’est-ce qui rend cette aide difficile ?"),
            kind=Kind.CHOICES, group="outcome", choices=BARRIERS,
            headings=BARRIER_GROUPS, when=when("outcome", "declined", "unavailable"),
            source="domain 5.3", hint=_("Seulement si c’est dit. Rien à justifier."),
        ),
        Question(
            "reoffer", _("Peut-on le proposer de nouveau plus tard ?"),
            kind=Kind.CHOICE, group="outcome", choices=NO_YES,
            when=when("outcome", "declined"), source="domain 6.3, 31",
            hint=_("Sans réponse, personne ne relance."),
        ),
    ),
)  # fmt: skip

ASSESSMENT = Form(
    name="assessment",
    version=1,
    title=_("Premier tour complet"),
    questions=(
        Question(
            "complete", _("Les besoins, leur ordre et le niveau de risque sont notés."),
            kind=Kind.CHOICE, group="assessment", needed=True,
            choices=((YES, _("C’est complet pour aujourd’hui")),),
            source="domain 6.3, 28",
        ),
    ),
)  # fmt: skip
