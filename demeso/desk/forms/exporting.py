"""What is asked before a list leaves."""

from functools import partial

from demeso.desk.rules.exporting import MEDIA, OTHER, PURPOSES, TITLES
from demeso.kernel.forms import Form, Kind, Question, when
from demeso.kernel.text import _

Asked = partial(Question, group="export", source="domain 6.3, 23")

EXPORT = Form(
    name="export",
    version=1,
    title=_("Emporter une liste"),
    questions=(
        Asked("list", _("Quelle liste ?"), kind=Kind.CHOICE, choices=TITLES,
              needed=True),
        Asked("purpose", _("Pour quoi faire ?"), kind=Kind.CHOICE, choices=PURPOSES,
              needed=True),
        Asked("why", _("En quelques mots"), most=120, when=when("purpose", OTHER),
              hint=_("Le registre les garde : ni nom, ni numéro, ni lieu.")),
        Asked("medium", _("Comment ?"), kind=Kind.CHOICE, choices=MEDIA, needed=True),
    ),
)  # fmt: skip
