"""How the notebook looks on the home screens of an organisation."""

from demeso.agencies.rules.fronts import ICONS, LABELS
from demeso.kernel.forms import Form, Kind, Question
from demeso.kernel.text import _

FRONT = Form(
    name="front",
    version=1,
    title=_("Nom et dessin sur l’écran d’accueil"),
    questions=(
        Question(
            "front_label", _("Quel nom ?"), Kind.CHOICE, "front", needed=True,
            choices=tuple(LABELS.items()),
        ),
        Question(
            "front_icon", _("Quel dessin ?"), Kind.CHOICE, "front", needed=True,
            choices=tuple(ICONS.items()),
        ),
    ),
)  # fmt: skip
