"""Lay out the workbook in which others write the directory down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demeso.interchange.rules.columns import (
    COLUMNS,
    OWN,
    PLACE,
    SHEETS,
    Column,
    is_many,
    titles,
)
from demeso.interchange.rules.decoding import letters
from demeso.interchange.rules.spreading import BETWEEN, Spread
from demeso.interchange.rules.tables import STAR
from demeso.kernel.text import _

LISTS = _("Listes")
GUIDE = _("Mode d’emploi")
TITLES = 2  # rows: the title, and below it the name that files use
LINES = (
    _("Écrivez une organisation par ligne, puis un lieu par ligne."),
    _("Une étoile veut dire : à remplir. Vide veut dire : personne ne le sait."),
    _("Plusieurs réponses se séparent par un point-virgule."),
    _("Les heures d’un jour s’écrivent ainsi : 8h-12h30 14h-18h. Une nuit s’écrit en "
      "deux : 20h-24h, puis 0h-6h le jour suivant."),
    _("Un point a deux décimales au plus. Un hébergement sûr n’en a jamais."),
    _("N’écrivez le nom ni le numéro d’aucune personne : seulement ceux d’un service."),
    _("Rien n’est repris tant qu’une case est fausse ; chaque faute est nommée par sa "
      "ligne et sa colonne."),
)  # fmt: skip
Rows = list[list[str]]
Say = Mapping[str, str]  # a French text → the text in one language
Names = Mapping[str, Mapping[str, str]]  # of the country: list → code → name


@dataclass
class Book:
    """The sheets of a workbook, and which cells offer a list to choose from."""

    sheets: dict[str, Rows] = field(default_factory=dict)
    choices: dict[tuple[str, int], str] = field(default_factory=dict)


def template(say: Say, lists: Mapping[str, Sequence[str]]) -> Book:
    """Return the empty workbook; `say` translates, `lists` are the country's names."""
    offered = list(_offered(say, lists))
    book = Book()
    for kind in (OWN, PLACE):
        sheet = say[SHEETS[kind]]
        book.sheets[sheet] = _heading(kind, say)
        for place, column in enumerate(COLUMNS[kind]):
            for number, (name, labels) in enumerate(offered):
                if name == _list_of(column) and not is_many(column):
                    book.choices[sheet, place] = _range(say[LISTS], number, len(labels))
    longest = max(len(labels) for _name, labels in offered)
    book.sheets[say[LISTS]] = [
        [f"{say[LISTS]} : {name}" for name, _labels in offered],  # no title of ours
        *(
            [labels[row] if row < len(labels) else "" for _name, labels in offered]
            for row in range(longest)
        ),
    ]
    book.sheets[say[GUIDE]] = [[say[line]] for line in LINES]
    return book


def filled(
    book: Book, kind: str, rows: Iterable[Spread], say: Say, names: Names
) -> None:
    """Write what is known into the workbook, as its lists say it."""
    sheet = book.sheets[say[SHEETS[kind]]]
    for row in rows:
        sheet.append([_worded(one, row[one.name], say, names) for one in COLUMNS[kind]])


def _worded(column: Column, text: str, say: Say, names: Names) -> str:
    question = column.question
    choices = question.choices if question else ()
    labels = {code: say[label] for code, label in choices}
    labels |= names.get(_list_of(column), {})
    parts = text.split(BETWEEN) if labels else [text]
    return BETWEEN.join(labels.get(part, part) for part in parts)


def texts() -> Iterator[str]:
    """Yield every French text of the workbook."""
    yield from (*SHEETS.values(), LISTS, GUIDE, *LINES)
    for kind in (OWN, PLACE):
        for column in COLUMNS[kind]:
            yield from filter(None, titles(column))
            if column.question:
                yield from (label for _code, label in column.question.choices)


def _heading(kind: str, say: Say) -> Rows:
    columns = COLUMNS[kind]
    stars = [STAR if column.needed else "" for column in columns]
    return [
        [f"{_title(one, say)}{star}" for one, star in zip(columns, stars, strict=True)],
        [column.name for column in columns],
    ]


def _title(column: Column, say: Say) -> str:
    title, day = titles(column)
    return f"{say[title]} ({say[day]})" if day else say[title]


def _list_of(column: Column) -> str:
    """Return under which name the answers of a column are listed; empty for none."""
    question = column.question
    if question is None or column.name == "languages":
        return column.name if question else ""
    if question.listed:
        return question.listed
    return column.name if question.choices else ""


def _offered(
    say: Say, lists: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each list once, with the words that may be written."""
    seen: set[str] = set()
    for column in _every():
        name = _list_of(column)
        if name and name not in seen:
            seen.add(name)
            choices = column.question.choices if column.question else ()
            yield name, lists.get(name) or [say[label] for _code, label in choices]


def _every() -> Iterable[Column]:
    return (column for kind in (OWN, PLACE) for column in COLUMNS[kind])


def _range(sheet: str, place: int, count: int) -> str:
    column = letters(place)
    return f"='{sheet}'!${column}$2:${column}${count + 1}"
