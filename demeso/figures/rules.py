"""Declare every published count: whom it counts and what it does not mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from demeso.disclosure.rules import show
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
TABLES = (RECEIVED,)


def closed_months(at: datetime, count: int = MONTHS_SHOWN) -> tuple[str, ...]:
    """Return the last months that are over, latest first; never the present one."""
    here = at.year * 12 + at.month - 1
    places = (divmod(here - back, 12) for back in range(1, count + 1))
    return tuple(f"{year:04d}-{month + 1:02d}" for year, month in places)


@dataclass(frozen=True)
class Shown:
    """A table as it may leave: columns, and rows of suppressed counts."""

    table: Table
    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def drawn(
    table: Table,
    families: Iterable[str],
    months: tuple[str, ...],
    people: Mapping[Cell, frozenset[str]],
) -> Shown:
    """Return the table with small numbers hidden and no total of any kind."""
    rows = (
        (
            family,
            tuple(show(len(people.get((family, month), ()))) for month in months),
        )
        for family in families
    )
    return Shown(table, months, tuple(rows))
