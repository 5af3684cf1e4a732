"""New keys for somebody who lost hers; a new passphrase for the same keys."""

from demeso.agencies.forms.asking import a_half, an_id
from demeso.agencies.forms.joining import entry
from demeso.kernel.forms import Form, Kind, Question
from demeso.kernel.text import _

RENEWAL = Form(
    name="renewal",
    version=1,
    title=_("De nouvelles clés pour une personne"),
    questions=(
        an_id("worker", _("Personne"), "renewal"),
        Question(
            "token_hash", _("Empreinte du lien"), group="renewal", needed=True, most=43
        ),
        Question("until", _("Valable jusqu’à"), group="renewal", needed=True, most=24),
    ),
)
COMEBACK = Form(
    name="comeback",
    version=1,
    title=_("Les nouvelles clés sont nées"),
    questions=entry(("worker", _("Personne"))),
)
CONFIRMATION = Form(
    name="confirmation",
    version=1,
    title=_("C’est bien la personne, ce sont ses clés"),
    questions=(
        an_id("renewal", _("Nouvelles clés"), "confirmation"),
        Question(
            "print", _("Empreinte comparée"), group="confirmation", needed=True, most=43
        ),
    ),
)
REWRAPPING = Form(
    name="rewrapping",
    version=1,
    title=_("Redonner une moitié de ses dossiers"),
    questions=(
        an_id("renewal", _("Nouvelles clés"), "rewrapping"),
        a_half("half", "rewrapping"),
    ),
)
TAKING = Form(
    name="taking",
    version=1,
    title=_("Reprendre ses dossiers"),
    questions=(an_id("renewal", _("Nouvelles clés"), "taking"),),
)
PASSPHRASE = Form(
    name="passphrase",
    version=1,
    title=_("Changer la phrase secrète"),
    questions=(
        Question(
            "bundle", _("Empreinte du trousseau"), Kind.MADE, "passphrase",
            needed=True, most=43,
        ),
    ),
)  # fmt: skip
