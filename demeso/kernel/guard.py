"""Notice what would name someone in a free text: shapes of words, never their meaning.

`web/src/forms/guard.ts` is the same rule for the browser, over the same cases
(tests/kernel/guard_cases.json). A text that stays sealed is warned about; a text that
the server can read is refused. Nothing is counted, kept or sent because of it.
"""

import re
from collections.abc import Collection, Iterator

from demeso.kernel.refusal import refuse_unless

PHONE, ADDRESS, NAME, PLACE = "phone", "email", "name", "place"

HIGH, ANY = "A-ZÀ-ÖØ-ÞƐƆƝŊ", "A-Za-zÀ-ÖØ-öø-ÿœɛɔɲŋƐƆƝŊ"
WORD = f"[{HIGH}][{ANY}]+(?:['’-][{ANY}]+)*"
DATES = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d\d?[/.]\d\d?[/.]\d{4}\b")
NUMBER = re.compile(r"(?<!\d)(?:\+|00)?\d(?:[ .\-/]?\d){7,14}(?!\d)")
# Degrees: two numbers with decimals side by side, minutes after degrees, a letter of
# the wind's after decimals, or a code that stands for a square of the map.
DEGREES = re.compile(
    r"\d{1,3}[.,]\d{2,}°? ?[NSEWO]?(?: ?[,;/] ?| +)[NSEWO]? ?[-−+]?\d{1,3}[.,]\d{2,}"
    r"|\d ?(?:[°º]|deg[a-zé]*) ?(?:\d|[NSEWO]\b)"
    r"|\d[.,]\d{2,} ?(?:[NSEWO]\b|nord\b|sud\b|north\b|south\b)"
    r"|\b[NSEWO] ?[-−+]?\d{1,3}[.,]\d{2,}"
    r"|\b[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}\b|\bgeo:"
)
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
ROW = re.compile(rf"{WORD}(?: +{WORD})*")
TITLES = r"M\.|Mme|Mlle|Monsieur|Madame|Docteur|Dr\.?|Maître|Imam|Mr\.?|Mrs\.?"
TITLED = re.compile(rf"\b(?:{TITLES}) +{WORD}")
SOMEWHERE = re.compile(
    rf"(?<![{ANY}])(?:(?:village|hameau|quartier|commune|secteur|campement|rue|puits)"
    rf"(?: du| de| of)? +|(?:[àÀ]|vers|depuis|in|at|near|from) +)({WORD})"
)
# What begins a sentence with a capital and names nobody.
WORDS = """
à alors après au aussi aux avant avec c ce ces cet cette chez comme dans de depuis
des deux du elle elles en ensuite est et hier ici il ils je j jusque l la le les
leur leurs lui lundi mardi mercredi jeudi vendredi samedi dimanche mais mme mon ne
nous on ou où par pas pendant personne plus pour puis quand que qui rien sa sans se
selon ses si son sur toujours tous tout toute trois très un une veut vers vous
a after also an and at before but by each every for from he her his i in it monday
tuesday wednesday thursday friday saturday sunday my near no not of our she since
so the their then there they this to two we when with without yes you
"""
OPENERS = frozenset(WORDS.split())


def marks(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return what a text seems to hold: a phone, an address, a name, a place.

    `known` are names that find nobody, such as a country's regions.
    """
    plain = frozenset(word for name in known for word in name.split()) | {*known}
    found = {
        PHONE: bool(NUMBER.search(DATES.sub(" ", text))),
        ADDRESS: bool(MAIL.search(text)),
        NAME: bool(TITLED.search(text))
        or any(_is_name(row, plain) for row in _rows(text)),
        PLACE: bool(DEGREES.search(text))
        or any(_is_place(word, plain) for word in SOMEWHERE.findall(text)),
    }
    return tuple(kind for kind, here in found.items() if here)


def require_plain(text: str, field: str, known: Collection[str] = ()) -> None:
    """Refuse a text, for a store that the server can read, which would name someone."""
    refuse_unless(not marks(text, known), "text.naming", field=field)


def _rows(text: str) -> Iterator[list[str]]:
    """Yield words with a capital that stand side by side, openers taken off."""
    for row in ROW.findall(text):
        words = row.split()
        while words and words[0].lower() in OPENERS:
            words = words[1:]
        yield words


def _is_name(words: list[str], plain: Collection[str]) -> bool:
    return len(words) > 1 and not all(word in plain for word in words)


def _is_place(word: str, plain: Collection[str]) -> bool:
    return word not in plain and word.lower() not in OPENERS
