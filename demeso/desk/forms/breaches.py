"""What is asked when data may have reached somebody: codes, never names."""

from functools import partial

from demeso.desk.rules.breaches import HARMS, STEPS, TOLD, WHATS, WHOM
from demeso.kernel.forms import TODAY, Form, Kind, Merge, Question, when
from demeso.kernel.text import _

SOURCE = "domain 6.3, 71"
Step = partial(Question, group="step", merge=Merge.APPEND, source=SOURCE)
Codes = partial(
    Question, "codes", _("Codes touchés"), group="affected", most=2000,
    merge=Merge.APPEND, source=SOURCE,
    hint=_("Neuf signes chacun, séparés par une espace. Jamais un nom."),
)  # fmt: skip

BREACH = Form(
    name="breach",
    version=1,
    title=_("Ouvrir un incident"),
    questions=(
        Question("what", _("Qu’est-ce qui s’est passé ?"), kind=Kind.CHOICE,
                 group="breach", choices=WHATS, needed=True, source=SOURCE),
        Question("known_on", _("Depuis quel jour le sait-on ?"), kind=Kind.DAY,
                 group="breach", needed=True, latest=(TODAY,), source=SOURCE,
                 hint=_("Le délai court depuis le début de ce jour.")),
        Question("device", _("Quel appareil ?"), kind=Kind.ID, group="breach",
                 source=SOURCE,
                 hint=_("Les codes que cet appareil a reçus se cherchent seuls.")),
        Codes(),
    ),
)  # fmt: skip

STEP = Form(
    name="breach_step",
    version=1,
    title=_("Noter une suite"),
    questions=(
        Step("step", _("Qu’est-ce qui est fait ?"), kind=Kind.CHOICE, choices=STEPS,
             needed=True),
        Step("whom", _("À qui ?"), kind=Kind.CHOICE, choices=WHOM,
             when=when("step", TOLD)),
        Step("done_on", _("Quel jour ?"), kind=Kind.DAY, latest=(TODAY,)),
        Step("reference", _("Numéro ou référence du dépôt"), most=80),
        Step("note", _("En quelques mots"), kind=Kind.STORY, most=600,
             hint=_("Le serveur peut lire ces mots : ni nom, ni numéro, ni lieu.")),
        Codes(),
    ),
)  # fmt: skip

END = Form(
    name="breach_end",
    version=1,
    title=_("Clore un incident"),
    questions=(
        Question("harm", _("Quelqu’un en a-t-il souffert ?"), kind=Kind.CHOICE,
                 group="ending", choices=HARMS, needed=True, merge=Merge.STATE,
                 source=SOURCE),
    ),
)  # fmt: skip
