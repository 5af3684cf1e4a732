"""A small country, and tables as people write them."""

from demeso.directory.rules.entry import Known
from demeso.interchange.rules.answers import Land, named
from demeso.interchange.rules.cells import Grid
from demeso.interchange.rules.reading import Reading, reading
from demeso.interchange.rules.tables import rows_of

TODAY = "2026-11-22"
REGIONS = (("mopti", "Mopti"), ("segou", "Ségou"))
CERCLES = (("mopti", "Mopti"), ("djenne", "Djenné"), ("san", "San"))
LANGUAGES = (("bm", "bamanankan (bambara)"), ("ff", "fulfulde (peul)"))
ENGLISH = {"Oui": "Yes", "Non": "No", "Soins médicaux": "Medical care",
           "Nom du lieu": "Name of the place"}  # fmt: skip
WITHIN = {"mopti": "mopti", "djenne": "mopti", "san": "segou"}


def words(text):
    return (text, ENGLISH.get(text, text))


LAND = Land(
    Known(frozenset(dict(REGIONS)), WITHIN, frozenset(dict(LANGUAGES))),
    (10.1, -12.3, 25.1, 4.3),
    {
        "regions": named(REGIONS),
        "cercles": named(CERCLES),
        "languages": named(LANGUAGES),
    },
    words,
)
ORGANISATIONS = [
    ["Identifiant", "Nom de l’organisation", "Région", "Services proposés"],
    ["A", "Association Kènèya", "Mopti", "Soins médicaux; Écoute et soutien"],
]
TITLES = [
    "Identifiant", "organisation", "Nom du lieu *", "Région", "Cercle",
    "Services donnés ici", "Ce lieu reçoit-il en ce moment ?", "latitude",
    "longitude", "hours_monday", "Langues parlées", "tier",
]  # fmt: skip
PLACE = [
    "1", "A", "Porte bleue", "Mopti", "Djenné", "Soins médicaux", "Oui", "13.91",
    "-4.55", "8h-12h 14h-18h", "bambara; ff", "professional",
]  # fmt: skip


def place(**more):
    """Return a right row of a place, with some cells said otherwise."""
    return [more.get(title, value) for title, value in zip(NAMES, PLACE, strict=True)]


NAMES = ("id", "organisation", "name", "region", "cercle", "services", "receiving",
         "latitude", "longitude", "hours_monday", "languages", "tier")  # fmt: skip


def read_tables(*tables) -> Reading:
    """Read tables as the sheets of one file."""
    rows, faults = [], []
    for number, table in enumerate(tables, 1):
        found, wrong = rows_of(Grid(f"Feuille {number}", table), words) or ([], [])
        rows += found
        faults += wrong
    return reading(rows, faults, LAND, TODAY)


def read_places(*rows) -> Reading:
    """Read an organisation, and places of it."""
    return read_tables(ORGANISATIONS, [TITLES, *rows])


def faults_of(found: Reading):
    """Return what is wrong as (row, column, code)."""
    return [(one.row, one.column, one.code) for one in found.faults]
