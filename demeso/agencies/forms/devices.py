"""A place is cut off: which devices may wait longer, as two people say."""

from demeso.agencies.forms.asking import a_number, an_id
from demeso.agencies.rules.clearing import MOST_SEQ
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

BLOCKADE = Form(
    name="blockade",
    version=1,
    title=_("Un lieu est coupé"),
    questions=(
        an_id("agency", _("Organisation"), "blockade"),
        Question(
            "cercle", _("Quel cercle est coupé ?"), Kind.CODE, "blockade",
            listed="cercles", needed=True,
        ),
        Question(
            "until", _("Jusqu’à quel jour, au plus ?"), Kind.DAY, "blockade",
            needed=True,
        ),
        Question(
            "devices", _("Appareils qui s’y trouvent"), Kind.LINES, "blockade",
            needed=True,
        ),
    ),
)  # fmt: skip
BLOCKADE_WORD = Form(
    name="blockade_word",
    version=1,
    title=_("Une deuxième personne le dit aussi"),
    questions=(
        Question(
            "confirmed", _("Ce lieu est coupé"), Kind.CHOICE, "word", needed=True,
            choices=(("yes", _("Oui")),), merge=Merge.STATE,
        ),
    ),
)  # fmt: skip
CLEARING = Form(
    name="clearing",
    version=1,
    title=_("Ce que le navigateur a effacé"),
    questions=(
        an_id("device", _("Appareil"), "clearing"),
        a_number("seq", _("Numéro de la dernière saisie"), "clearing", MOST_SEQ),
        a_number("waiting", _("Saisies pas encore parties"), "clearing", MOST_SEQ),
    ),
)
CLEARING_LOOK = Form(
    name="clearing_look",
    version=1,
    title=_("Des saisies perdues, vues avec la personne"),
    questions=(
        Question(
            "clearing_talked", _("Vu avec la personne ?"), Kind.CHOICE, "look",
            needed=True, choices=(("yes", _("Oui")), ("no", _("Non"))),
        ),
    ),
)  # fmt: skip
