"""Somebody leaves."""

from demeso.agencies.forms.asking import an_id
from demeso.kernel.forms import Form, Kind, Question
from demeso.kernel.text import _

DEPARTURE = Form(
    name="departure",
    version=1,
    title=_("Préparer un départ"),
    questions=(an_id("worker", _("Personne"), "departure"),),
)
STAYING = Form(
    name="staying",
    version=1,
    title=_("Annuler un départ"),
    questions=(an_id("worker", _("Personne"), "staying"),),
)
LEAVING = Form(
    name="leaving",
    version=1,
    title=_("La personne est partie"),
    questions=(
        an_id("worker", _("Personne"), "leaving"),
        Question(
            "reached", _("Peut-on encore la joindre ?"), Kind.CHOICE, "leaving",
            needed=True, choices=(("yes", _("Oui")), ("no", _("Non"))),
        ),
    ),
)  # fmt: skip
