"""What is asked before anything is erased, and to keep a file beyond its limit."""

from functools import partial

from demeso.desk.rules.retaining import HOLDS, LIFTED, MOST
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

SOURCE = "domain 6.3, 71"
Held = partial(Question, group="hold", source=SOURCE)
Applied = partial(Question, group="retention", needed=True, source=SOURCE)

HOLD = Form(
    name="hold",
    version=1,
    title=_("Garder au-delà de la limite"),
    questions=(
        Held("survivor", _("Dossier"), kind=Kind.ID, needed=True),
        Held("hold_why", _("Pourquoi le garder ?"), kind=Kind.CHOICE, choices=HOLDS,
             needed=True),
        Held("until_day", _("Jusqu’à quel jour ?"), kind=Kind.DAY,
             hint=_("Sans réponse : jusqu’à ce que quelqu’un le lève.")),
    ),
)  # fmt: skip

LIFT = Form(
    name="hold_end",
    version=1,
    title=_("Lever"),
    questions=(
        Question("lifted_why", _("Pourquoi ?"), kind=Kind.CHOICE, group="ending",
                 choices=LIFTED, needed=True, merge=Merge.STATE, source=SOURCE),
    ),
)  # fmt: skip

RETENTION = Form(
    name="retention",
    version=1,
    title=_("Effacer ce qui a atteint sa limite"),
    questions=(
        Applied("list_digest", _("Empreinte de la liste"), most=43),
        Applied("count", _("Combien"), kind=Kind.NUMBER, most=MOST),
    ),
)  # fmt: skip
