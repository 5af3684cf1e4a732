"""Who comes in: organisations, people, keys, devices."""

from demeso.agencies.forms.asking import a_signature
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.sealing import GRANT_SUITE, VERSION
from demeso.kernel.text import _

AGENCY = Form(
    name="agency",
    version=1,
    title=_("Une organisation"),
    questions=(
        Question("name", _("Nom"), group="agency", needed=True, most=120),
        Question(
            "region", _("Région"), Kind.CODE, "agency", listed="regions", needed=True
        ),
    ),
)
INVITATION = Form(
    name="invitation",
    version=1,
    title=_("Inviter une personne"),
    questions=(
        Question("agency", _("Organisation"), Kind.ID, "invitation", needed=True),
        Question(
            "called", _("Nom pour ses collègues"), group="invitation", needed=True,
            most=80,
        ),
        Question(
            "token_hash", _("Empreinte du lien"), group="invitation", needed=True,
            most=43,
        ),
        Question(
            "until", _("Valable jusqu’à"), group="invitation", needed=True, most=24
        ),
    ),
)  # fmt: skip


def entry(*owners: tuple[str, str]) -> tuple[Question, ...]:
    """Return the fields of a public key entry, for these kinds of owner."""
    return (
        Question("v", _("Version"), Kind.NUMBER, "key", needed=True, most=VERSION),
        Question(
            "suite", _("Procédé"), Kind.NUMBER, "key", needed=True, most=GRANT_SUITE
        ),
        Question("owner", _("Usage"), Kind.CHOICE, "key", needed=True, choices=owners),
        Question("id", _("À qui"), Kind.ID, "key", needed=True),
        Question("kem", _("Clé publique"), group="key", needed=True, most=1622),
        Question("sign", _("Clé de signature"), group="key", most=43),
        Question("epoch", _("Époque"), Kind.NUMBER, "key", needed=True, most=9999),
    )


JOINING = Form(
    name="joining",
    version=1,
    title=_("Rejoindre"),
    questions=entry(("worker", _("Personne"))),
)
KEY = Form(
    name="key",
    version=1,
    title=_("Publier une clé"),
    questions=(
        *entry(
            ("vault", _("Coffre")),
            ("oversight", _("Contrôle")),
            ("intake", _("Dépôt")),
            ("recovery", _("Récupération")),
        ),
        a_signature(),
    ),
)
DEVICE = Form(
    name="device",
    version=1,
    title=_("Ajouter un appareil"),
    questions=(
        Question("public", _("Clé publique"), group="device", needed=True, most=43),
        Question("label", _("Nom de l’appareil"), group="device", most=80),
        Question(
            "kind", _("Genre d’appareil"), Kind.CHOICE, "device",
            choices=(("browser", _("Navigateur")), ("client", _("Programme"))),
        ),
    ),
)  # fmt: skip
REVOCATION = Form(
    name="revocation",
    version=1,
    title=_("Retirer un appareil"),
    questions=(
        Question(
            "reason", _("Pourquoi ?"), Kind.CHOICE, "revocation", needed=True,
            choices=(
                ("lost", _("Perdu")),
                ("stolen", _("Volé")),
                ("site", _("Son lieu est verrouillé")),
                ("replaced", _("Remplacé")),
                ("left", _("La personne est partie")),
            ),
            merge=Merge.STATE,
        ),
    ),
)  # fmt: skip

# Which half of every case a key opens.
