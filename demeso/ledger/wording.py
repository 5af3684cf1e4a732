"""What to do about an act that was kept aside, by the code of its refusal."""

from demeso.kernel.text import _

# By the whole code or by its family; what is said of none of them is `other`.
STEPS = {
    "form.faults": _("Corrigez la réponse et enregistrez encore une fois."),
    "form.unknown_version": _("Mettez le carnet à jour, puis recommencez."),
    "act.unknown_kind": _("Mettez le carnet à jour, puis recommencez."),
    "act.fault": _("La personne qui tient le serveur doit regarder. Ne refaites rien."),
    "act": _("Ne refaites rien : parlez-en à la personne qui protège les données."),
    "consent": _("Demandez de nouveau à la personne ce qu’elle permet."),
    "record": _("Demandez à qui suit le dossier maintenant s’il faut le refaire."),
    "worker": _("Voyez avec qui suit le dossier maintenant s’il faut le refaire."),
    "other": _("Recommencez si c’est encore utile ; sinon, laissez ainsi."),
}


def step_of(code: str) -> str:
    """Return what to do about an act that was refused with a code."""
    family = code.partition(".")[0]
    return next(STEPS[name] for name in (code, family, "other") if name in STEPS)
