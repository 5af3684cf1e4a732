"""Measure the page of help for anyone, through the whole door, on both databases.

The places are those of bench/places.py, made public as far as a place may be: never
one that shelters people. What is timed is the whole answer: middleware, query, words.
"""

import json
import sys
from functools import partial
from random import Random

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils.module_loading import import_string

from bench.apart import DATABASES, Row, measured, timed
from bench.places import SEED, fill
from demeso.directory.rules.listing import SHELTER
from demeso.help.needs import NEEDS
from demeso.kernel.country import country

PLACES, QUERIES, GOAL = 2000, 200, 50
STEP = "/suite"


def rows(places: int = PLACES) -> list[Row]:
    """Measure on both databases."""
    return [
        row
        for database in DATABASES
        for row in measured("bench.helping", database, str(places))
    ]


def measure(database: str, places: int) -> list[Row]:
    """Measure on the database that the settings name."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    dice = Random(SEED)  # noqa: S311 -- fiction
    fill(places, dice)
    # It needs the apps, so it is found when the apps are ready.
    site = import_string("demeso.directory.models.Site")
    site.objects.exclude(services__contains=SHELTER).update(tier="public")
    regions = sorted(country(settings.COUNTRY).codes("regions"))
    browser = Client(SERVER_NAME="localhost")
    asked = [
        {"need": dice.choice(NEEDS).code, "region": dice.choice(regions)}
        for _query in range(QUERIES)
    ]
    page = browser.post(STEP, asked[0])  # warm
    taken = sorted(timed(partial(browser.post, STEP, one)) for one in asked)
    slow = taken[QUERIES * 95 // 100] * 1000
    return [
        {
            "name": f"page of help, {places} places, p95, {database}",
            "value": round(slow, 1),
            "unit": "ms",
            "goal": GOAL,
            "most": True,
            "beside": f"median {taken[QUERIES // 2] * 1000:.1f} ms, "
            f"{len(page.content) / 1024:.1f} KiB",
        }
    ]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
