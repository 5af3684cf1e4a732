"""What is asked so that the directory stays true."""

from demeso.directory.rules.choices import YES_NO
from demeso.directory.rules.hearing import GOT, LONGEST_WORDS, WAITED
from demeso.directory.rules.opening import EXCEPTIONS
from demeso.directory.rules.travelling import (
    ALONE,
    DEAREST,
    LONGEST,
    MODES,
    SEASONS,
    WAYS,
)
from demeso.directory.rules.verifying import ANSWERS, DOUBTS
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

VERIFICATION = Form(
    name="verification",
    version=1,
    title=_("Demander si une fiche est encore juste"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="asking", needed=True),
        Question("token_hash", _("Empreinte du lien"), group="asking", most=43),
        Question(
            "until", _("Valable jusqu’à"), group="asking", needed=True, most=24
        ),
    ),
)  # fmt: skip

VERIFICATION_ANSWER = Form(
    name="verification_answer",
    version=1,
    title=_("Cette fiche est-elle encore juste ?"),
    questions=(
        Question(
            "still", _("Est-ce encore juste ?"), kind=Kind.CHOICE, group="answer",
            merge=Merge.APPEND, choices=ANSWERS, needed=True,
        ),
    ),
)  # fmt: skip

SITE_DOUBT = Form(
    name="site_doubt",
    version=1,
    title=_("Cette fiche n’est plus sûre"),
    questions=(
        Question(
            "doubt", _("Que savez-vous ?"), kind=Kind.CHOICE, group="doubt",
            merge=Merge.STATE, choices=DOUBTS, needed=True,
        ),
    ),
)  # fmt: skip

FEEDBACK = Form(
    name="feedback",
    version=1,
    title=_("Votre avis sur ce lieu"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="link", needed=True),
        Question(
            "open", _("Était-ce ouvert, comme c’est écrit ?"), kind=Kind.CHOICE,
            group="feedback", merge=Merge.APPEND, choices=YES_NO,
        ),
        Question(
            "got", _("Avez-vous eu l’aide demandée ?"), kind=Kind.CHOICE,
            group="feedback", merge=Merge.APPEND, choices=GOT,
        ),
        Question(
            "waited", _("Combien de temps avez-vous attendu ?"), kind=Kind.CHOICE,
            group="feedback", merge=Merge.APPEND, choices=WAITED,
        ),
        Question(
            "paid", _("A-t-il fallu payer ?"), kind=Kind.CHOICE,
            group="feedback", merge=Merge.APPEND, choices=YES_NO,
        ),
        Question(
            "respected", _("Vous a-t-on parlé avec respect ?"), kind=Kind.CHOICE,
            group="feedback", merge=Merge.APPEND, choices=GOT,
        ),
        Question(
            "words", _("Quelque chose à améliorer ?"), group="feedback",
            merge=Merge.APPEND, most=LONGEST_WORDS,
            hint=_("Sans nom, sans numéro, sans dire ce qui vous est arrivé."),
        ),
    ),
)  # fmt: skip

TRAVEL = Form(
    name="travel",
    version=1,
    title=_("Comment est la route ?"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="link", needed=True),
        Question(
            "cercle", _("Depuis quel cercle ?"), kind=Kind.CODE, group="travel",
            merge=Merge.APPEND, needed=True, listed="cercles",
        ),
        Question(
            "mode", _("Comment y va-t-on ?"), kind=Kind.CHOICE, group="travel",
            merge=Merge.APPEND, needed=True, choices=MODES,
        ),
        Question(
            "season", _("En quelle saison ?"), kind=Kind.CHOICE, group="travel",
            merge=Merge.APPEND, needed=True, choices=SEASONS,
        ),
        Question(
            "hours", _("Combien d’heures, à l’heure près ?"), kind=Kind.NUMBER,
            group="travel", merge=Merge.APPEND, needed=True, most=LONGEST,
        ),
        Question(
            "cost", _("Combien de francs pour l’aller ?"), kind=Kind.NUMBER,
            group="travel", merge=Merge.APPEND, most=DEAREST,
        ),
        Question(
            "way", _("La route est-elle ouverte ?"), kind=Kind.CHOICE, group="travel",
            merge=Merge.APPEND, needed=True, choices=WAYS,
        ),
        Question(
            "alone", _("Une femme peut-elle faire ce trajet seule ?"),
            kind=Kind.CHOICE, group="travel", merge=Merge.APPEND, choices=ALONE,
        ),
    ),
)  # fmt: skip

SITE_OPENING = Form(
    name="site_opening",
    version=1,
    title=_("Ouvrir un lieu aux dossiers"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="opening", needed=True),
        Question(
            "exception", _("Sans service vérifié à portée : pour quelle situation ?"),
            kind=Kind.CHOICE, group="opening", choices=EXCEPTIONS,
        ),
    ),
)  # fmt: skip
