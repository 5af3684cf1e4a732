"""What is said of who works at a place, and of a place in danger."""

from demeso.directory.rules.locking import SAFE, WHYS
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

SITE_STAFF = Form(
    name="site_staff",
    version=1,
    title=_("Qui travaille dans ce lieu"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="staff", needed=True),
        Question("staff", _("Personnes"), kind=Kind.LINES, group="staff"),
    ),
)

SITE_LOCK = Form(
    name="site_lock",
    version=1,
    title=_("Verrouiller le lieu"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="lock", needed=True),
        Question(
            "lock_why", _("Que se passe-t-il ?"), kind=Kind.CHOICE, group="lock",
            choices=WHYS, needed=True,
        ),
    ),
)  # fmt: skip

SUSPENSION = Form(
    name="suspension",
    version=1,
    title=_("Ce lieu n’est plus joignable"),
    questions=(
        Question(
            "lock", _("Verrou"), kind=Kind.ID, group="suspension", merge=Merge.APPEND,
            needed=True,
        ),
    ),
)  # fmt: skip

UNLOCKING = Form(
    name="unlocking",
    version=1,
    title=_("Rouvrir le lieu"),
    questions=(
        Question(
            "safe", _("Le lieu est-il sûr, et l’avez-vous vérifié ?"),
            kind=Kind.CHOICE, group="unlocking", merge=Merge.APPEND, needed=True,
            choices=((SAFE, _("Oui")),),
        ),
    ),
)  # fmt: skip
