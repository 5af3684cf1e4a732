"""Measure "who can help now" over 2 000 and 200 000 places, on both databases.

The places are rows as the directory's services leave them: a third in towns that
everybody comes to, the rest in all cercles, with hours, stock and languages drawn
from a seed. What is timed is the whole query as the desk asks it: the growing box,
the rows, the rule, the reasons. The page around it is not in it. Some of the answers
are then held against a look at every place there is: order, distances, reasons.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from random import Random
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string

from bench.apart import DATABASES, Row, measured, timed
from demeso.directory.rules.listing import FAMILIES
from demeso.directory.standing import Asked, Map
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now, stamp
from demeso.kernel.country import country
from demeso.kernel.ids import uuid7

ORGANISATIONS, QUERIES, SCANNED = 400, 400, 20
GOALS = {2_000: 5, 200_000: 20}  # places → ms
A_WRITE = 5_000
SEED = 20261121
TOWNS = ("bamako", "mopti", "gao", "segou", "tombouctou")
DAY = "08:00-16:00"
WEEKS = (
    "|".join([DAY] * 5 + ["", ""]),
    "|".join(["07:30-12:00 14:00-18:00"] * 6 + [""]),
    "|".join(["00:00-24:00"] * 7),
    "",
)
STATES = ("in", "in", "low", "out", "never")


def rows(sizes: Iterable[int] = tuple(GOALS)) -> list[Row]:
    """Measure on both databases."""
    return [
        row
        for places in sizes
        for database in DATABASES
        for row in measured("bench.places", database, str(places))
    ]


def measure(database: str, places: int) -> list[Row]:
    """Measure on the database that the settings name."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    dice = Random(SEED)  # noqa: S311 -- fiction
    fill(places, dice)
    # It needs the apps, so it is found when the apps are ready.
    who_can_help = import_string("demeso.directory.queries.searching.who_can_help")
    mali, reader = country(settings.COUNTRY), Actor("bench", "", frozenset())
    here = Map(mali.minutes_ahead, mali.centres)
    asked = [drawn(dice) for _query in range(QUERIES)]
    who_can_help(asked[0], actor=reader, here=here)  # warm
    taken = sorted(
        timed(partial(who_can_help, one, actor=reader, here=here)) for one in asked
    )
    slow = taken[QUERIES * 95 // 100] * 1000
    return [
        {
            "name": f"who can help now, {places} places, p95, {database}",
            "value": round(slow, 1),
            "unit": "ms",
            "goal": GOALS.get(places, max(GOALS.values())),
            "most": True,
            "beside": f"median {taken[QUERIES // 2] * 1000:.1f} ms",
        },
        {
            "name": f"answers unlike a full scan's, {places} places, {database}",
            "value": unlike(asked[:SCANNED], here, reader),
            "unit": f"of {SCANNED}",
            "goal": 0,
            "most": True,
            "beside": "",
        },
    ]


def unlike(asked: Sequence[Asked], here: Map, reader: Actor) -> int:
    """Count the questions to which a look at every place gives another answer."""
    searching, ranked = (
        import_string(f"demeso.directory.{name}")
        for name in ("queries.searching", "ranking.ranked")
    )
    site = import_string("demeso.directory.models.Site")
    every = [searching.listed(row) for row in site.objects.iterator()]
    return sum(
        searching.who_can_help(one, actor=reader, here=here)
        != ranked(every, one, here)[: searching.MOST]
        for one in asked
    )


def drawn(dice: Random) -> Asked:
    """Return what somebody may ask, from any cercle."""
    cercles = sorted(country(settings.COUNTRY).codes("cercles"))
    service = dice.choice(FAMILIES)
    return Asked(
        service=service,
        now=stamp(now()),
        items=("pep",) if service == "health" else (),
        child=dice.random() < 0.3,
        man=dice.random() < 0.1,
        language=dice.choice(("", "bm", "ff")),
        place=dice.choice(cercles),
    )


def fill(places: int, dice: Random) -> None:
    """Write organisations and their places."""
    organisation = import_string("demeso.directory.models.Organisation")
    site = import_string("demeso.directory.models.Site")
    listed = [
        organisation(id=new_id(dice), name=f"Maison {number}", region="mopti",
                     services=" ".join(FAMILIES), edited_at=now())
        for number in range(ORGANISATIONS)
    ]  # fmt: skip
    organisation.objects.bulk_create(listed)
    site.objects.bulk_create(
        (site(**entry(dice, dice.choice(listed).id)) for _place in range(places)),
        batch_size=A_WRITE,
    )


def entry(dice: Random, organisation: str) -> dict[str, Any]:
    """Return one place."""
    mali = country(settings.COUNTRY)
    homes = {place.code: place.within for place in mali.cercles}
    towns = TOWNS if dice.random() < 1 / 3 else sorted(homes)
    cercle = dice.choice(towns)
    north, east = mali.centres[cercle]
    services = dice.sample(FAMILIES, dice.randint(1, 3))
    return {
        "id": new_id(dice), "organisation_id": organisation, "root": "directory",
        "is_draft": False, "name": "Lieu", "region": homes[cercle], "cercle": cercle,
        "north": north, "east": east, "public_north": north, "public_east": east,
        "services": " ".join(services),
        "receiving": "yes", "hours": dice.choice(WEEKS),
        "on_call": dice.choice(("yes", "no")), "languages": "bm ff",
        "women_staff": dice.choice(("always", "some", "")),
        "children": dice.choice(("yes", "no", "")), "men": dice.choice(("yes", "")),
        "tier": "professional", "stock": {"pep": dice.choice(STATES)},
        "stocked": stamp(now()), "verified": stamp(now()), "edited_at": now(),
    }  # fmt: skip


def new_id(dice: Random) -> str:
    """Return an id of the right shape."""
    return uuid7(int(now().timestamp() * 1000), dice.randbytes(10))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
