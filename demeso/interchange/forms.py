"""What an edition of the mapping asks."""

from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

EDITION = Form(
    name="edition",
    version=1,
    title=_("Une édition de la cartographie"),
    questions=(
        Question(
            "year", _("Année de la cartographie"), kind=Kind.NUMBER, group="edition",
            merge=Merge.APPEND, needed=True, most=2100,
        ),
    ),
)  # fmt: skip
