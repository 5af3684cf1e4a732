"""What refusals say, in plain French, and the HTTP status each one has."""

from demeso.kernel.text import _

MESSAGES = {
    "refused": _("Ce n’est pas possible ici. Rien n’est perdu."),
    "record.unknown": _("Cette page n’existe pas, ou n’est pas pour vous."),
    "form.expired": _("Cette page est restée ouverte trop longtemps. Rechargez-la."),
    "session.missing": _("Ouvrez d’abord votre carnet."),
}
STATUSES = {
    "record.unknown": 404,
    "form.expired": 403,
    "session.missing": 401,
}
