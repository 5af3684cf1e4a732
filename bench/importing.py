"""Measure a workbook of 10 000 services: tried first, then taken in, on both databases.

The places are those of bench/places.py, written into the workbook that others fill in,
and read again by the page's own services: every cell is checked twice, every entry is
an act in the ledger and waits to be read by somebody else. Beside it: the same rows,
written bare, without an act, a check or a tree.
"""

import json
import sys
from functools import partial
from random import Random
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string

from bench.apart import DATABASES, Row, measured, timed
from bench.places import SEED, entry, new_id
from demeso.directory.rules.listing import FAMILIES, SHELTER
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.country import country

SERVICES, ORGANISATIONS, GOAL = 10_000, 400, 30
COORDINATOR = Actor(
    "bench", "", frozenset({"directory.write"}), frozenset({"coordinator"})
)
A_WRITE = 500
Spreads = list[dict[str, str]]


def rows(services: int = SERVICES) -> list[Row]:
    """Measure on both databases."""
    return [
        row
        for database in DATABASES
        for row in measured("bench.importing", database, str(services))
    ]


def measure(database: str, services: int) -> list[Row]:
    """Measure on the database that the settings name."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    # They need the apps, so they are found when the apps are ready.
    taking, plan = (
        import_string(f"demeso.interchange.{name}")
        for name in ("services.import_directory", "queries.plan_import")
    )
    sent = import_string("demeso.interchange.services.Sent")(
        "annuaire.xlsx", workbook(services)
    )
    trying = partial(plan, sent.raw, name=sent.name, actor=COORDINATOR, at=now())
    tried = timed(trying)
    taken = timed(partial(taking, actor=COORDINATOR, sent=sent, at=now()))
    site, revision = models()
    found = site.objects.count(), revision.objects.filter(decision="").count()
    assert found == (services, services), found
    return [row(database, services, (tried, taken, bare()))]


def row(database: str, services: int, seconds: tuple[float, float, float]) -> Row:
    """Return the line of the table."""
    tried, taken, plain = seconds
    return {
        "name": f"import of {services} services, {database}",
        "value": round(tried + taken, 1),
        "unit": "s",
        "goal": GOAL,
        "most": True,
        "beside": f"tried in {tried:.1f} s, taken in in {taken:.1f} s; the same rows "
        f"written bare: {plain:.1f} s",
    }


def workbook(services: int) -> bytes:
    """Return the filled workbook: organisations, and a place for each service."""
    dice = Random(SEED)  # noqa: S311 -- fiction
    own = [organisation(dice, number) for number in range(ORGANISATIONS)]
    places = [place(dice, number, own) for number in range(services)]
    written = import_string("demeso.interchange.writing.workbook_file")
    made: bytes = written(own, places, "fr")
    return made


def organisation(dice: Random, number: int) -> dict[str, str]:
    """Return one organisation, as a file writes it."""
    spread = import_string("demeso.interchange.rules.spreading.spread_organisation")
    said = {"id": new_id(dice), "name": f"Maison {number}", "region": "mopti"}
    found: dict[str, str] = spread(said | {"services": FAMILIES})
    return found


def place(dice: Random, number: int, own: Spreads) -> dict[str, str]:
    """Return one place; where people are sheltered it has no point."""
    spread = import_string("demeso.interchange.rules.spreading.spread_place")
    said = entry(dice, dice.choice(own)["id"])
    services = said["services"].split()
    point = country(settings.COUNTRY).centres[said["cercle"]]
    more: dict[str, Any] = {
        "name": f"Lieu {number}",
        "organisation": said["organisation_id"],
        "services": services,
        "languages": said["languages"].split(),
        "point": None if SHELTER in services else point,
        "phone": "00 00 00 00",
    }
    found: dict[str, str] = spread(said | more)
    return found


def bare() -> float:
    """Return how long the same rows take when nothing but the rows is written."""
    dice = Random(SEED + 1)  # noqa: S311 -- fiction
    site, revision = models()
    places, words = list(site.objects.all()), list(revision.objects.all())
    fresh = {one.pk: new_id(dice) for one in places}
    for one in places:
        one.pk = fresh[one.pk]
    for said in words:
        said.pk, said.site_id = new_id(dice), fresh[said.site_id]

    def write() -> None:
        for table, made in ((site, places), (revision, words)):
            table.objects.bulk_create(made, batch_size=A_WRITE)

    return timed(write)


def models() -> tuple[Any, Any]:
    """Return the tables of places and of the words that wait."""
    site, revision = (
        import_string(f"demeso.directory.models.{name}")
        for name in ("Site", "Revision")
    )
    return site, revision


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
