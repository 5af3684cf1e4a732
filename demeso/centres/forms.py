"""What a centre's board asks: codes and numbers, and nothing of whoever comes."""

from functools import partial

from demeso.centres.rules.quality import ANSWERS, POINTS
from demeso.centres.rules.shelves import MOST_OF_ONE, SUPPLIES
from demeso.centres.rules.shifts import SHIFTS
from demeso.centres.rules.visits import PARTS, SHOWN, WHYS
from demeso.kernel.forms import TODAY, Form, Kind, Merge, Question
from demeso.kernel.text import _

SOURCE = "domain 4.2"
In = partial(Question, merge=Merge.STATE, source=SOURCE)
Centre = partial(In, "centre", _("Centre"), kind=Kind.ID, needed=True)
Came = partial(In, "came_on", _("Quel jour ?"), kind=Kind.DAY, needed=True,
               latest=(TODAY,))  # fmt: skip

CENTRE = Form(
    name="centre",
    version=1,
    title=_("Un centre, et son tableau"),
    questions=(
        Question("site", _("Lieu"), kind=Kind.ID, group="link"),
        In("beds", _("Combien de lits y a-t-il ?"), kind=Kind.NUMBER, group="centre",
           most=500),
        In("low", _("À partir de combien un stock est-il bientôt fini ?"),
           kind=Kind.NUMBER, group="centre", most=MOST_OF_ONE,
           hint=_("À deux, l’annuaire propose déjà d’abord d’autres lieux.")),
    ),
)  # fmt: skip

DUTY = Form(
    name="duty",
    version=1,
    title=_("Qui est de garde"),
    questions=(
        Centre(group="duty"),
        In("day", _("Quel jour ?"), kind=Kind.DAY, group="duty", needed=True),
        In("shift", _("Quelle garde ?"), kind=Kind.CHOICE, group="duty",
           choices=SHIFTS, needed=True),
        In("team", _("L’équipe"), kind=Kind.LINES, group="duty"),
    ),
)  # fmt: skip

SHELF = Form(
    name="shelf",
    version=1,
    title=_("Ce qui reste"),
    questions=(
        *(
            In(name, label, kind=Kind.NUMBER, group="shelf", most=MOST_OF_ONE)
            for name, label in SUPPLIES
        ),
        In("beds_free", _("Lits libres"), kind=Kind.NUMBER, group="shelf", most=500),
    ),
)

VISIT = Form(
    name="visit",
    version=1,
    title=_("Une visite, par un ticket sans nom"),
    questions=(Centre(group="visit"), Came(group="visit")),
)

VISIT_PARTS = Form(
    name="visit_parts",
    version=1,
    title=_("Ce qui a été donné"),
    questions=(
        In("parts", _("Qu’est-ce qui a été donné ?"), kind=Kind.CHOICES,
           group="parts", choices=PARTS),
    ),
)  # fmt: skip

TURN_AWAY = Form(
    name="turn_away",
    version=1,
    title=_("Une personne non reçue"),
    questions=(
        Centre(group="turn_away"),
        Came(group="turn_away"),
        In("shift", _("Quelle garde ?"), kind=Kind.CHOICE, group="turn_away",
           choices=SHIFTS),
        In("missing", _("Qu’est-ce qui manquait ici ?"), kind=Kind.CHOICE,
           group="turn_away", choices=WHYS, needed=True),
        In("wanted", _("Pour quel service ?"), kind=Kind.CHOICE,
           group="turn_away", choices=PARTS,
           hint=_("Si cela a été dit. Ne le demandez pas.")),
        In("elsewhere", _("Un autre lieu a-t-il été indiqué ?"), kind=Kind.CHOICE,
           group="turn_away", choices=SHOWN),
    ),
)  # fmt: skip

CHECKLIST = Form(
    name="checklist",
    version=1,
    title=_("La liste du mois"),
    questions=(
        Centre(group="checklist"),
        In("month", _("Quel mois ?"), kind=Kind.MONTH, group="checklist", needed=True),
        *(
            In(name, text, kind=Kind.CHOICE, group="checklist", choices=ANSWERS)
            for name, text in POINTS
        ),
    ),
)  # fmt: skip
