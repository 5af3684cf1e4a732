"""Declare every published count: whom it counts and what it does not mean."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from demeso.disclosure.rules import THRESHOLD, is_hidden, show_shared
from demeso.kernel.text import _

MONTHS_SHOWN = 12
Cell = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """One published table. Nothing is counted that is not declared here."""

    name: str
    title: str
    counts: str
    means_not: str
    caveat: str


RECEIVED = Table(
    name="services-received",
    title=_("Services reçus, par service et par mois"),
    counts=_(
        "Compte, pour tout le pays, les personnes qui ont reçu un service après une "
        "orientation et qui ont dit oui aux statistiques. Une personne compte une fois "
        "par service et par mois."
    ),
    means_not=_(
        "Ne mesure pas la violence. Un nombre qui monte peut dire que plus de "
        "personnes ont trouvé de l’aide."
    ),
    caveat=_(
        "Mois terminés seulement. « <5 » protège les personnes quand elles sont peu ; "
        "il n’y a pas de total, pour que rien ne permette de les retrouver. Un mois "
        "terminé peut encore changer d’une personne, quand une réponse arrive tard ou "
        "change : ne comparez pas deux lectures."
    ),
)
INCIDENTS = Table(
    name="incidents",
    title=_("Incidents notés, par région et par type"),
    counts=_(
        "Compte les incidents notés dans le mois par les organisations qui travaillent "
        "ici : racontés de première main, pas encore notés par une autre organisation "
        "du même système, d’une personne qui a dit oui aux statistiques. La région "
        "est celle où cela s’est passé."
    ),
    means_not=_(
        "Ne mesure pas la violence et ne compare pas les régions : là où l’aide est "
        "loin, peu de personnes peuvent la demander. Un nombre qui monte peut dire "
        "que plus de personnes ont trouvé de l’aide."
    ),
    caveat=_(
        "Mois terminés seulement. « <5 » protège les personnes quand elles sont peu ; "
        "il n’y a pas de total, pour que rien ne permette de les retrouver. Une saisie "
        "faite sans réseau peut arriver tard : ne comparez pas deux lectures. Les deux "
        "tableaux ne comptent pas la même chose : ne les comparez pas non plus."
    ),
)
GAPS = Table(
    name="gaps",
    title=_("Orientations refusées, par région et par raison"),
    counts=_(
        "Compte, sur les douze derniers mois terminés, les personnes qui ont dit oui "
        "aux statistiques et qu’un service n’a pas pu recevoir. La région est celle "
        "du service. Une personne compte une fois par région et par raison."
    ),
    means_not=_(
        "Ne juge pas un service : dire non à temps permet d’en trouver un autre. "
        "Une région sans refus n’est pas une région où rien ne manque."
    ),
    caveat=_(
        "« <5 » protège les personnes quand elles sont peu ; il n’y a pas de total. "
        "Une réponse qui arrive tard peut encore changer un nombre : ne comparez pas "
        "deux lectures."
    ),
)
UNMET = Table(
    name="unmet",
    title=_("Besoins sans service disponible, par mois"),
    counts=_(
        "Compte les personnes qui ont dit oui aux statistiques et pour qui aucun "
        "service n’était disponible, dans le mois où elles ont dit ce besoin. Une "
        "personne compte une fois par besoin."
    ),
    means_not=_(
        "Ne dit pas combien de personnes manquent d’aide : qui n’a trouvé personne à "
        "qui parler n’est pas compté."
    ),
    caveat=_(
        "Mois terminés seulement. « <5 » protège les personnes quand elles sont peu ; "
        "« 5+ » aussi, quand une organisation, sans les siennes, en verrait trop peu. "
        "Il n’y a pas de total. Quand un service est trouvé plus tard, le nombre "
        "descend : ne comparez pas deux lectures."
    ),
)
BARRIERS = Table(
    name="barriers",
    title=_("Ce qui a empêché l’aide, par obstacle et par besoin"),
    counts=_(
        "Compte, pour les besoins dits dans les douze derniers mois terminés et restés "
        "sans aide, les personnes qui ont dit oui aux statistiques et qui ont nommé "
        "un obstacle. Une personne compte une fois par obstacle et par besoin."
    ),
    means_not=_(
        "Ne dit pas ce que pensent les autres personnes : l’obstacle n’est noté que "
        "s’il est dit, et personne n’a à se justifier."
    ),
    caveat=_(
        "« <5 » protège les personnes quand elles sont peu ; « 5+ » aussi, quand une "
        "organisation, sans les siennes, en verrait trop peu. Il n’y a pas de total, "
        "et une personne peut nommer plusieurs obstacles : les nombres ne s’ajoutent "
        "pas. Une réponse peut arriver tard : ne comparez pas deux lectures."
    ),
)
AWAY = Table(
    name="away",
    title=_("Personnes non reçues dans les centres, par raison et par service"),
    counts=_(
        "Compte, sur les douze derniers mois terminés, chaque fois qu’un centre n’a "
        "pas pu recevoir quelqu’un. Rien ne dit qui : une personne venue deux fois "
        "compte deux fois."
    ),
    means_not=_(
        "Ne compare pas les centres et ne juge pas les équipes : un centre qui note "
        "ce qui manque aide à le réparer."
    ),
    caveat=_(
        "« <5 » protège les personnes quand elles sont peu ; il n’y a pas de total. "
        "Une liste sur papier peut arriver un mois plus tard : ne comparez pas deux "
        "lectures."
    ),
)
TABLES = (INCIDENTS, RECEIVED, UNMET, GAPS, BARRIERS, AWAY)
UNSAID = "unsaid"
REPORTED_HERE = "gbvims-org"


def closed_months(at: datetime, count: int = MONTHS_SHOWN) -> tuple[str, ...]:
    """Return the last months that are over, latest first; never the present one."""
    here = at.year * 12 + at.month - 1
    places = (divmod(here - back, 12) for back in range(1, count + 1))
    return tuple(f"{year:04d}-{month + 1:02d}" for year, month in places)


@dataclass(frozen=True)
class Shown:
    """A table as it may leave: columns, and rows of suppressed counts."""

    table: Table
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def drawn(
    table: Table,
    rows: Iterable[str],
    columns: tuple[str, ...],
    counted: Mapping[Cell, frozenset[str]],
    house: Mapping[str, str] | None = None,
) -> Shown:
    """Return the table with small numbers hidden and no total of any kind.

    `house` says whose people are counted, where a house could subtract its own. Each
    cell is looked at alone: what several cells, or two readings, tell together is not.
    """
    own = house or {}
    shown = (
        (row, tuple(_shown(counted.get((row, one), ()), own) for one in columns))
        for row in rows
    )
    return Shown(table, columns, tuple(shown))


def _shown(people: Collection[str], house: Mapping[str, str]) -> str:
    return show_shared(Counter(house.get(one, "") for one in people).values())


def chosen_month(asked: str, months: tuple[str, ...]) -> str:
    """Return the month that is asked for; the latest closed one for any other."""
    return asked if asked in months else months[0]


def region_of(cercle: str, tree: Mapping[str, str]) -> str:
    """Return the region of a cercle; a place that was not said is a row too."""
    kind, _, region = tree.get(cercle, "").partition(":")
    return region if kind == "region" else UNSAID


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands, how long it is drawn, what is written beside it."""

    row: str
    length: int
    shown: str
    hidden: bool


LONGEST, STUB = 100, 4


def bars(shown: Shown) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """Return column → its bars, what is not zero; a hidden number has one length."""
    scale = max((_size(v) for _row, cells in shown.rows for v in cells), default=0)
    found = (
        (column, tuple(_bars(shown, place, max(scale, THRESHOLD))))
        for place, column in enumerate(shown.columns)
    )
    return tuple((column, drawn_) for column, drawn_ in found if drawn_)


def _bars(shown: Shown, place: int, scale: int) -> Iterator[Bar]:
    for row, cells in shown.rows:
        value = cells[place]
        if value == "0":
            continue
        length = STUB if is_hidden(value) else _size(value) * LONGEST // scale
        yield Bar(row, max(length, 1), value, is_hidden(value))


def _size(shown: str) -> int:
    return 0 if is_hidden(shown) else int(shown)
