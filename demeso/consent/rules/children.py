"""Decide who may say yes for whom, and who hears of it: children first."""

from collections.abc import Collection

from demeso.consent.rules.allowing import YES, ConsentAnswers
from demeso.kernel.text import _

SURVIVOR = "survivor"

# The youngest first: of two answers, the one that protects a child is in force.
AGE_GROUPS = (
    ("0_5", _("0 à 5 ans")),
    ("6_11", _("6 à 11 ans")),
    ("12_14", _("12 à 14 ans")),
    ("15_17", _("15 à 17 ans")),
    ("adult", _("18 ans ou plus")),
)
GIVERS = (
    (SURVIVOR, _("La personne elle-même")),
    ("caregiver", _("Son parent ou responsable")),
    ("trusted_adult", _("Un autre adulte de confiance")),
    ("worker", _("L’équipe, pour l’enfant : aucun autre adulte n’est sûr")),
)
# Whose yes counts, by age (domain 1.10). No relative and no husband is ever in
# the row of an adult, and a married girl's husband is no caregiver (R26).
MAY_CONSENT = {
    "adult": frozenset({SURVIVOR}),
    "15_17": frozenset({SURVIVOR}),
    "12_14": frozenset({SURVIVOR, "caregiver", "trusted_adult"}),
    "6_11": frozenset({"caregiver", "trusted_adult", "worker"}),
    "0_5": frozenset({"caregiver", "trusted_adult", "worker"}),
}
ASKED_TOO = frozenset({"6_11", "12_14"})  # the child's own assent is needed
CHILDREN = tuple(age for age in MAY_CONSENT if age != "adult")
YOUNGER = ("12_14", "6_11", "0_5")  # a caregiver speaks with or for them
ADOLESCENTS = ("15_17", "12_14")  # whom they tell is theirs to say

# Who came along. Whoever is bound to her by marriage is nobody's guardian.
COMPANIONS = (
    ("alone", _("Personne")),
    ("parent", _("Un parent ou responsable")),
    ("relative", _("Quelqu’un d’autre de la famille")),
    ("spouse", _("Un mari, un fiancé ou la belle-famille")),
    ("other", _("Quelqu’un d’autre")),
)
# The best interest of the child, in a code: what keeps the caregiver out.
NO_CAREGIVER = (
    ("harm", _("Le dire mettrait l’enfant en danger")),
    ("unwanted", _("L’enfant ne le veut pas")),
    ("absent", _("Absent ou introuvable")),
    ("refuses", _("A refusé une aide dont l’enfant a besoin")),
)


def may_consent(answers: ConsentAnswers) -> bool:
    """Tell whether the one who said yes may say it; unknown age counts as adult."""
    age = answers.age_group if answers.age_group in MAY_CONSENT else "adult"
    giver = answers.given_by or SURVIVOR
    if giver not in MAY_CONSENT[age]:
        return False
    if giver == SURVIVOR:
        return True
    safe = giver == "worker" or answers.giver_safe == YES
    return safe and (age not in ASKED_TOO or answers.assent == YES)


def needs_approval(answers: ConsentAnswers) -> bool:
    """Tell whether a supervisor must still say that this is best for the child.

    Nothing waits for it: help goes on, and the supervisor looks at it soon.
    """
    if answers.services != YES or answers.age_group not in YOUNGER:
        return False
    return (answers.given_by or SURVIVOR) != "caregiver"


def needs_notice(answers: ConsentAnswers) -> bool:
    """Tell whether a supervisor is told, without a code, that a child decides alone."""
    alone = (answers.given_by or SURVIVOR) == SURVIVOR
    return answers.services == YES and answers.age_group in ADOLESCENTS and alone


def may_tell_family(answers: ConsentAnswers) -> bool:
    """Tell whether the family may hear of it; for adolescents only if they say so."""
    if answers.age_group in ADOLESCENTS:
        return answers.family_told == YES
    return answers.age_group in YOUNGER and answers.given_by == "caregiver"


def asks_private(answers: ConsentAnswers) -> bool:
    """Tell whether somebody came along and the two have not talked alone yet."""
    came = answers.accompanied_by not in ("", "alone", "unknown", "declined")
    return came and answers.heard_alone != YES


def is_giver_suspected(given_by: str, relationships: Collection[str]) -> bool:
    """Tell whether the yes came from someone like those who are named as accused."""
    return given_by == "caregiver" and "primary_caregiver" in relationships
