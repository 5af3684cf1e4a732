"""Who may do what: a role takes two signatures, its end takes one."""

from demeso.agencies.forms.asking import a_signature, an_id
from demeso.agencies.rules.roles import ROLES
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

ROLE = Form(
    name="role",
    version=1,
    title=_("Donner un rôle"),
    questions=(
        an_id("worker", _("Personne"), "role"),
        an_id("agency", _("Organisation"), "role"),
        Question(
            "role", _("Rôle"), Kind.CHOICE, "role", needed=True,
            choices=tuple((role.name, role.title) for role in ROLES.values()),
        ),
        a_signature(needed=False),  # the founding has none
    ),
)  # fmt: skip
SECOND = Form(
    name="second",
    version=1,
    title=_("Signer comme deuxième personne"),
    questions=(a_signature("seconded"),),
)
ROLE_REFUSAL = Form(
    name="role_refusal",
    version=1,
    title=_("Ne pas signer"),
    questions=(
        Question(
            "role_reason", _("Raison du refus"), Kind.CHOICE, "refusing", needed=True,
            choices=(
                ("unknown", _("Je ne connais pas cette personne")),
                ("not_hers", _("Ce n’est pas son travail")),
                ("unclear", _("Personne ne m’a expliqué pourquoi")),
                ("unsafe", _("Ce serait un danger")),
            ),
            merge=Merge.STATE,
        ),
    ),
)  # fmt: skip
KEY_REFUSAL = Form(
    name="key_refusal",
    version=1,
    title=_("Ne pas signer pour cette clé"),
    questions=(
        Question(
            "key_reason", _("Raison du refus"), Kind.CHOICE, "refusing", needed=True,
            choices=(
                ("words", _("Les mots ne sont pas les mêmes")),
                ("unknown", _("Je ne connais pas cette personne")),
                ("not_hers", _("Ce n’est pas son travail")),
                ("unclear", _("Personne ne m’a expliqué pourquoi")),
                ("unsafe", _("Ce serait un danger")),
                ("taken_back", _("Je reprends ma demande")),
            ),
            merge=Merge.STATE,
        ),
    ),
)  # fmt: skip
ROLE_END = Form(
    name="role_end",
    version=1,
    title=_("Retirer un rôle"),
    questions=(
        Question(
            "reason", _("Pourquoi ?"), Kind.CHOICE, "ending", needed=True,
            choices=(
                ("left", _("La personne est partie")),
                ("changed", _("Son travail a changé")),
                ("mistake", _("C’était une erreur")),
            ),
            merge=Merge.STATE,
        ),
        a_signature("ending_signed"),
    ),
)  # fmt: skip
