"""What a place says of the hours in which nobody is there for a service."""

from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

SITE_READINESS = Form(
    name="site_readiness",
    version=1,
    title=_("Quand personne n’est là"),
    questions=(
        Question(
            "absences", _("Quand, et pour quel service"), kind=Kind.MADE,
            group="readiness", merge=Merge.STATE, most=1600,
        ),
    ),
)  # fmt: skip
