"""How an agency keeps its keys: holders, sheets, the drill, who is on call."""

from demeso.agencies.forms.asking import (
    HALVES,
    SIGNATURE_SIZE,
    a_half,
    a_number,
    a_signature,
    an_id,
)
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

HOLDER = Form(
    name="holder",
    version=1,
    title=_("Remettre une clé"),
    questions=(
        an_id("agency", _("Organisation"), "holder"),
        a_half("owner", "holder"),
        a_number("epoch", _("Époque"), "holder", 9999),
        an_id("worker", _("À qui"), "holder", needed=False),
        Question(
            "proof", _("Signature des feuilles"), Kind.MADE, "holder",
            most=SIGNATURE_SIZE,
        ),
        a_signature(needed=False),  # two sheets sign in its place; paper needs none
    ),
)  # fmt: skip
AGREEMENT = Form(
    name="agreement",
    version=1,
    title=_("Un partenaire garde une clé"),
    questions=(
        an_id("agency", _("Organisation"), "agreement"),
        an_id("partner", _("Organisation partenaire"), "agreement"),
        Question(
            "owner", _("Quoi garder"), Kind.CHOICE, "agreement", needed=True,
            choices=(*HALVES, ("recovery", _("Une des trois feuilles"))),
        ),
    ),
)  # fmt: skip
AGREEMENT_END = Form(
    name="agreement_end",
    version=1,
    title=_("Ne plus garder pour un partenaire"),
    questions=(
        Question(
            "agreement_end", _("Pourquoi ?"), Kind.CHOICE, "ending", needed=True,
            choices=(
                ("not_needed", _("Ce n’est plus nécessaire")),
                ("people", _("Les personnes ont changé")),
                ("unsafe", _("Ce serait un danger")),
                ("not_agreed", _("Nous ne sommes pas d’accord")),
            ),
            merge=Merge.STATE,
        ),
    ),
)  # fmt: skip
SHEETS = Form(
    name="sheets",
    version=1,
    title=_("Trois feuilles, trois personnes"),
    questions=(
        an_id("agency", _("Organisation"), "sheets"),
        a_number("epoch", _("Époque"), "sheets", 255),
        an_id("first", _("Feuille 1"), "sheets"),
        an_id("second", _("Feuille 2"), "sheets"),
        an_id("third", _("Feuille 3"), "sheets"),
    ),
)
SHEET = Form(
    name="sheet",
    version=1,
    title=_("J’ai ma feuille"),
    questions=(
        an_id("agency", _("Organisation"), "sheet"),
        a_number("epoch", _("Époque"), "sheet", 255),
        a_number("part", _("Feuille"), "sheet", 3),
    ),
)
DRILL = Form(
    name="drill",
    version=1,
    title=_("Exercice de récupération"),
    questions=(
        an_id("agency", _("Organisation"), "drill"),
        a_number("epoch", _("Époque"), "drill", 255),
        a_number("one", _("Une feuille"), "drill", 3),
        a_number("other", _("Une autre feuille"), "drill", 3),
        Question(
            "proof", _("Signature des feuilles"), Kind.MADE, "drill", needed=True,
            most=SIGNATURE_SIZE,
        ),
    ),
)  # fmt: skip
ACTIVATION = Form(
    name="activation",
    version=1,
    title=_("Commencer avec de vraies personnes"),
    questions=(
        Question(
            "agreed", _("La formation est finie"), Kind.CHOICE, "activation",
            needed=True, choices=(("yes", _("Oui")),), merge=Merge.STATE,
        ),
    ),
)  # fmt: skip
ROTA = Form(
    name="rota",
    version=1,
    title=_("Qui est de garde"),
    questions=(
        an_id("agency", _("Organisation"), "rota"),
        Question(
            "on_call", _("Personnes de garde"), Kind.LINES, "rota", needed=True,
        ),
    ),
)  # fmt: skip
