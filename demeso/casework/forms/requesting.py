"""What is written down when she asks what is held of her, and what she was answered."""

from functools import partial

from demeso.casework.rules.requesting import ASKED, DONE, ERASABLE, LIMITS
from demeso.kernel.forms import TODAY, Form, Kind, Merge, Question, when
from demeso.kernel.text import _

SOURCE = "domain 6.3, 70"
Answer = partial(Question, group="answer", merge=Merge.STATE, source=SOURCE)

REQUEST = Form(
    name="request",
    version=1,
    title=_("La personne demande ce que nous gardons"),
    questions=(
        Question("survivor", _("Dossier"), kind=Kind.ID, group="link", needed=True,
                 source=SOURCE),
        Question("asked", _("Que demande la personne ?"), kind=Kind.CHOICES,
                 group="request", choices=ASKED, needed=True, source=SOURCE,
                 hint=_("On ne demande pas de raison. La réponse est gratuite.")),
        Question("asked_on", _("Quel jour l’a-t-on demandé ?"), kind=Kind.DAY,
                 group="request", needed=True, latest=(TODAY,), source=SOURCE),
    ),
)  # fmt: skip

REQUEST_ANSWER = Form(
    name="request_answer",
    version=1,
    title=_("Ce qui lui a été répondu"),
    questions=(
        Answer("done", _("Qu’est-ce qui est fait ?"), kind=Kind.CHOICES, choices=DONE,
               needed=True,
               hint=_("Lisez-lui d’abord, dans le carnet, tout ce qui est gardé.")),
        Answer("erased", _("Qu’est-ce qui est effacé ?"), kind=Kind.CHOICES,
               choices=ERASABLE, when=when("done", "was_erased"),
               hint=_("Le texte scellé disparaît d’ici tout de suite, et des copies "
                      "quand elles vieillissent. Personne ne peut le rendre.")),
        Answer("kept_because", _("Ce qui demande d’en garder une partie"),
               kind=Kind.CHOICES, choices=LIMITS, when=when("done", "was_kept"),
               hint=_("Dites-le à la personne avant de l’écrire.")),
        Answer("answered_on", _("Quel jour ?"), kind=Kind.DAY, needed=True,
               latest=(TODAY,)),
    ),
)  # fmt: skip
