"""A case goes from one caseworker to another."""

from functools import partial

from demeso.kernel.forms import Form, Kind, Question
from demeso.kernel.text import _

Named = partial(Question, kind=Kind.ID, needed=True, source="house 6")

HANDING = Form(
    name="handing",
    version=1,
    title=_("Remettre un dossier"),
    questions=(
        Named("survivor", _("Code"), group="handing"),
        Named("departure", _("Départ"), group="handing"),
        Named("to", _("À qui"), group="handing"),
    ),
)
ASSIGNING = Form(
    name="assigning",
    version=1,
    title=_("Confier un dossier à une collègue ou à un collègue"),
    questions=(
        Named("departure", _("Départ"), group="handing"),
        Named("to", _("À qui"), group="handing"),
    ),
)
HALF_GIVEN = Form(
    name="half_given",
    version=1,
    title=_("Redonner une moitié d’un dossier"),
    questions=(
        Named("survivor", _("Code"), group="giving"),
        Question(
            "half", _("Quelle clé"), Kind.CHOICE, "giving", needed=True,
            choices=(("vault", _("Coffre")), ("oversight", _("Contrôle"))),
            source="house 6",
        ),
    ),
)  # fmt: skip
TAKING_OVER = Form(
    name="taking_over",
    version=1,
    title=_("Reprendre un dossier"),
    questions=(Named("survivor", _("Code"), group="taking"),),
)
