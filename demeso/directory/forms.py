"""What the directory asks."""

from demeso.directory.rules import SERVICES
from demeso.kernel.forms import Form, Kind, Question
from demeso.kernel.text import _

ORGANISATION = Form(
    name="organisation",
    version=1,
    title=_("Une organisation qui aide"),
    questions=(
        Question(
            "name", _("Nom de l’organisation"), group="organisation",
            needed=True, most=120,
        ),
        Question(
            "region", _("Région"), kind=Kind.CODE, group="organisation", needed=True,
            listed="regions",
        ),
        Question(
            "cercle", _("Cercle"), kind=Kind.CODE, group="organisation",
            listed="cercles",
        ),
        Question(
            "services", _("Services proposés"), kind=Kind.CHOICES,
            group="organisation", choices=SERVICES, needed=True, source="domain 2.4",
        ),
        Question(
            "agency", _("Agence dont les personnes ouvrent un carnet"), kind=Kind.ID,
            group="people", hint=_("Laissez vide si personne n’en ouvre."),
        ),
        Question("focal_point", _("Point focal"), kind=Kind.ID, group="people"),
        Question("deputy", _("Suppléance"), kind=Kind.ID, group="people"),
    ),
)  # fmt: skip
