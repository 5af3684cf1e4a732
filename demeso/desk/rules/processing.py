"""Say why each form asks what it asks, who reads it, and how long it stays.

The register of processing and the impact assessment are drawn from here, from the
forms and from the roles; a test fails for a question that nothing here covers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from demeso.kernel.forms import COMPARTMENTS, Form, Question
from demeso.kernel.text import _

ACCOMPANY, ALLOW, HAND_ON, COUNT = "accompany", "allow", "hand_on", "count"
ACCESS, DIRECTORY, PROTECT = "access", "directory", "protect"
CENTRE = "centre"
PURPOSES = {
    ACCOMPANY: _("Accompagner la personne, selon ses besoins et sa sécurité"),
    ALLOW: _("Savoir ce que la personne permet, à qui, jusqu’à quand"),
    HAND_ON: _("Orienter vers un service, et savoir qu’il a été reçu"),
    COUNT: _("Compter, sans code ni nom, avec son accord"),
    ACCESS: _("Savoir qui travaille ici, avec quel droit, quelle clé, quel appareil"),
    DIRECTORY: _("Savoir qui peut aider, où, quand et avec quoi"),
    CENTRE: _("Tenir la journée d’un centre, et compter ce qui y manque"),
    PROTECT: _("Protéger les données : traces, durées, incidents, demandes"),
}
GROUNDS = {
    ACCOMPANY: _("Son oui à l’aide, qui peut être repris"),
    ALLOW: _("La preuve de ses oui et de ses non"),
    HAND_ON: _("Son oui à ce destinataire, pour ces choses, jusqu’à ce jour"),
    COUNT: _("Son oui aux statistiques, séparé du reste"),
    ACCESS: _("Le contrat ou l’engagement de la personne qui travaille ici"),
    DIRECTORY: _("L’accord de l’organisation qui figure à l’annuaire"),
    CENTRE: _("La tâche du centre ; rien n’y désigne une personne reçue"),
    PROTECT: _("L’obligation de protéger ce qui est confié"),
}
# Purpose → the forms that serve it. A form stands in one place only.
SERVED: dict[str, tuple[str, ...]] = {
    ACCOMPANY: (
        "identity", "case", "needs", "outcome", "safety", "assessment", "incident",
        "correction", "urgency", "follow_up", "closure", "closure_approval",
        "closure_return", "reopening", "new_keys", "access", "access_reset",
        "access_end", "access_lock", "callback", "callback_done", "handing",
        "assigning", "half_given", "taking_over",
    ),
    ALLOW: (
        "consent", "release", "withdrawal", "consent_approval", "consent_return",
        "notice",
    ),
    HAND_ON: ("referral", "answer", "receipt", "shredding", "escalation",
              "putting_back", "detour", "resealing"),
    ACCESS: (
        "agency", "invitation", "joining", "role", "second", "role_refusal",
        "key_refusal", "role_end", "key", "device", "revocation", "holder",
        "agreement", "agreement_end", "sheets", "sheet", "drill", "activation",
        "renewal", "comeback", "confirmation", "rewrapping", "taking", "rota",
        "blockade", "blockade_word", "clearing", "clearing_look", "passphrase",
        "departure", "leaving", "staying", "front",
    ),
    DIRECTORY: ("organisation", "site", "site_review", "site_check", "stock",
                "capacity", "site_staff", "verification", "verification_answer",
                "site_doubt", "feedback", "travel", "site_opening", "site_readiness",
                "edition"),
    CENTRE: (
        "centre", "duty", "shelf", "visit", "visit_parts", "turn_away", "checklist",
    ),
    PROTECT: (
        "breach", "breach_step", "breach_end", "export", "hold", "hold_end",
        "retention", "request", "request_answer", "glass", "glass_end",
        "glass_refusal", "glass_release", "site_lock", "suspension", "unlocking",
    ),
}  # fmt: skip
# Groups that serve another purpose than their form.
APART = {("consent", "statistics"): COUNT}

CODED = "coded"
PLACES = {
    CODED: _("Codé, lisible par le serveur"),
    "identity": _("Identité, scellée"),
    "contact": _("Contact, scellé"),
    "narrative": _("Récit et plan, scellés"),
    "sensitive": _("Jours, lieux et détails, scellés"),
}
OPENED_BY = {
    CODED: _("Les rôles qui voient ces codes, dans leur organisation"),
    **dict.fromkeys(
        COMPARTMENTS,
        _("La personne qui accompagne ; deux personnes ensemble en urgence"),
    ),
}
# Whose words a form keeps: only these are about survivors.
ABOUT_HER = (ACCOMPANY, ALLOW, HAND_ON, COUNT)

# What could go wrong, what is done about it, and the test that shows it.
RISKS = (
    (_("Quelqu’un emporte le serveur ou une copie"),
     _("Noms, contacts et récits sont scellés dans le navigateur : rien à ouvrir"),
     "tests/journeys/test_canary.py"),
    (_("Quelqu’un d’ici regarde par curiosité"),
     _("Codes seulement, chaque lecture tracée, la trace se vérifie"),
     "tests/desk/test_scenarios.py"),
    (_("Une liste se perd"),
     _("Sans nom, chiffrée, marquée, pour une raison dite"),
     "tests/desk/test_scenarios.py"),
    (_("Un petit nombre désigne quelqu’un"),
     _("Caché sous cinq, sans total qui permette de le retrouver"),
     "tests/figures/test_rules.py"),
    (_("On transmet sans son oui"),
     _("Rien ne sort sans un accord nommé, daté, en cours"),
     "tests/redlines/test_leaving.py"),
    (_("On garde trop longtemps"),
     _("Durées écrites, liste montrée, effacement confirmé, registre entier"),
     "tests/desk/test_scenarios.py"),
)  # fmt: skip
RESIDUAL = (
    _("Un écran vu par-dessus l’épaule, une mémoire, une main forcée."),
    _("Dans un petit village, un code et des faits codés peuvent désigner quelqu’un à "
      "qui la connaît déjà."),
    _("Un serveur malveillant peut servir un autre programme, jusqu’à ce qu’on le "
      "remarque."),
    _("Ce qui est effacé ici vieillit encore dans les copies."),
)  # fmt: skip


@dataclass(frozen=True)
class Processed:
    """One group of answers: what for, on which ground, where it stands."""

    form: str
    title: str
    group: str
    purpose: str
    place: str
    questions: tuple[str, ...]


def purpose_of(form: Form, group: str) -> str:
    """Return why a group of a form is asked; empty when nobody has said."""
    apart = APART.get((form.name, group))
    return apart or next((why for why, of in SERVED.items() if form.name in of), "")


def processed(forms: Iterable[Form]) -> list[Processed]:
    """Return what is processed, group by group, in the order of the purposes."""
    found = [
        Processed(
            form.id, form.title, group, purpose_of(form, group),
            form.group(group)[0].compartment or CODED,
            tuple(question.text for question in form.group(group)),
        )
        for form in forms
        for group in dict.fromkeys(question.group for question in form.questions)
    ]  # fmt: skip
    order = [*PURPOSES, ""]
    return sorted(found, key=lambda one: order.index(one.purpose))


def undeclared(forms: Iterable[Form]) -> list[str]:
    """Return the questions that have no purpose or no known place."""
    return [
        f"{form.id}: {question.name}"
        for form in forms
        for question in form.questions
        if not purpose_of(form, question.group) or not _is_placed(question)
    ]


def _is_placed(question: Question) -> bool:
    return (question.compartment or CODED) in PLACES
