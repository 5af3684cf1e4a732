"""The notebook speaks of whoever is helped, not of a woman.

Scenario 49. Words agree with “personne”. In French “elle” may stand where it follows
something feminine in the same text; in English “she” and “her” may not stand at all.
"""

import re

from tests.house.messages import collected, read

ROOMS = (
    "demeso/worker/", "demeso/casework/", "demeso/consent/", "demeso/referrals/",
    "demeso/survivors/", "config/messages/casework", "config/messages/consent",
    "config/messages/referrals", "config/messages/survivors",
)  # fmt: skip
HERS = re.compile(r"(?<![\w-])elle(?![\w-])|(?<=-t-)elle|(?<=-)elle|survivante", re.I)
OF_HER = re.compile(r"\b(?<!or )(?:she|her|hers|herself)\b(?! or )", re.I)
# Feminine words of the notebook that “elle” takes up, or that stand beside it.
NAMED = re.compile(
    r"personne|collègue|organisation|feuille|fiche|famille|heure|grossesse|"
    r"application|empreinte|preuve|clé|aide|destination|équipe|destinataire|saisie",
    re.I,
)
# What is said beneath a title that names it.
BENEATH = {
    "Elle est imprimée ou recopiée : la suivante",  # a sheet of recovery
    "Elle ouvre les demandes de rappel.",  # a key
    "Elle ouvre l’autre moitié de chaque dossier, jamais la première.",
    "Elle ouvre une moitié de chaque dossier, jamais l’autre.",
    "Oui, et elle est détruite",  # a printed sheet
    "Seule, elle n’ouvre rien ; deux feuilles rendent une clé perdue.",  # a sheet
    "Rien d’autre que ces lignes. Elle reste scellée ici.",  # a sheet
}


def of_a_woman(french: str, english: str) -> bool:
    """Tell whether a text takes whoever is helped for a woman."""
    found = HERS.search(french)
    assumed = bool(found) and french not in BENEATH
    named = NAMED.search(french, 0, found.start()) if found else None
    return bool(OF_HER.search(english)) or (assumed and not named)


def test_scenario_49_no_text_of_the_notebook_takes_anybody_for_a_woman():
    english = {message.id: message.string for message in read()}
    wrong = []
    for message in collected():
        here = any(place.startswith(ROOMS) for place, _line in message.locations)
        if message.id and here:
            one, many = message.id, english.get(message.id, "")
            texts = one if isinstance(one, tuple) else (one,)
            said = many if isinstance(many, tuple) else (many,)
            wrong += [a for a, b in zip(texts, said, strict=True) if of_a_woman(a, b)]
    assert wrong == []


def test_planted_words_are_found():
    assert of_a_woman("Elle confirme avoir reçu", "")
    assert of_a_woman("Que dit-elle ?", "")
    assert of_a_woman("Ses besoins", "Her needs")
    assert not of_a_woman("La personne sait-elle où aller ?", "Her or his choice")
