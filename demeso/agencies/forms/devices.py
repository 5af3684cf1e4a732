"""A place is cut off: which devices may wait longer, as two people say."""

from demeso.agencies.forms.asking import an_id
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
