"""Measure "who can help now" over 2 000 and 200 000 places, on both databases.

The places are rows as the directory's services leave them: a third in towns that
everybody comes to, the rest in all cercles; three of five with a point of their own,
half of these told exactly to anybody; hours, stock, languages and ages of what was
said drawn from a seed; every second one that may be is public, a few tell that
somebody is absent. Questions come at any time of a week, from workers and from
anybody. What is timed is the whole query as the desk asks it: the growing box, the
rows, the rule, the reasons. The page around it is not in it. PostgreSQL has tidied
up after the writing, as it does by itself. Some of the answers are then held against
a look at every place there is: order, distances, reasons.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils.module_loading import import_string

from bench.apart import DATABASES, Row, measured, timed
from demeso.directory.absences import ON_CALL, Absence, absences_text
from demeso.directory.rules.listing import FAMILIES, SHELTER
from demeso.directory.standing import STOCK_SAID_FOR, VERIFIED_FOR, Asked, Map, Point
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now, stamp
from demeso.kernel.country import country
from demeso.kernel.ids import uuid7

ORGANISATIONS, QUERIES, SCANNED = 400, 400, 20
GOALS = {2_000: 5, 200_000: 20}  # places → ms
A_WRITE, ABSENT = 5_000, 1 / 500
POINTED, EXACT, SPREAD = 3 / 5, 1 / 2, 0.15  # degrees around the town
SEED = 20261121
TOWNS = ("bamako", "mopti", "gao", "segou", "tombouctou")
DAY = "08:00-16:00"
WEEKS = (
    "|".join([DAY] * 5 + ["", ""]),
    "|".join(["07:30-12:00 14:00-18:00"] * 6 + [""]),
    "|".join(["00:00-24:00"] * 7),
    "",
)
TIERS = {"": "", "public": "for anybody, "}
TOLD_TO = ("professional", "public")
A_WEEK = 7 * 24 * 60  # minutes
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
    tidy()
    asked = [drawn(dice) for _query in range(QUERIES)]
    return [row for tier in TIERS for row in _answered(asked, tier, places, database)]


def _answered(
    asked: Sequence[Asked], tier: str, places: int, database: str
) -> list[Row]:
    """Return how long answers take, and how many are unlike a full scan's."""
    # It needs the apps, so it is found when the apps are ready.
    who_can_help = import_string("demeso.directory.queries.searching.who_can_help")
    mali, reader = country(settings.COUNTRY), Actor("bench", "", frozenset())
    here = Map(mali.minutes_ahead, mali.centres)
    answer = partial(who_can_help, actor=reader, here=here, tier=tier)
    answer(asked[0])  # warm
    taken = sorted(timed(partial(answer, one)) for one in asked)
    slow = taken[QUERIES * 95 // 100] * 1000
    told = f"{places} places, {TIERS[tier]}"
    return [
        {
            "name": f"who can help now, {told}p95, {database}",
            "value": round(slow, 1),
            "unit": "ms",
            "goal": GOALS.get(places, max(GOALS.values())),
            "most": True,
            "beside": f"median {taken[QUERIES // 2] * 1000:.1f} ms",
        },
        {
            "name": f"answers unlike a full scan's, {told}{database}",
            "value": unlike(asked[:SCANNED], here, tier, answer),
            "unit": f"of {SCANNED}",
            "goal": 0,
            "most": True,
            "beside": "",
        },
    ]


def unlike(
    asked: Sequence[Asked], here: Map, tier: str, answer: Callable[[Asked], Any]
) -> int:
    """Count the questions to which a look at every place gives another answer."""
    searching, ranked = (
        import_string(f"demeso.directory.{name}")
        for name in ("queries.searching", "ranking.ranked")
    )
    site = import_string("demeso.directory.models.Site")
    shown = site.objects.filter(tier=tier) if tier else site.objects.all()
    columns = searching.PUBLIC_COLUMNS if tier else searching.COLUMNS
    every = [searching.listed(row, columns) for row in shown.iterator()]
    return sum(
        answer(one) != ranked(every, one, here)[: searching.MOST] for one in asked
    )


def tidy() -> None:
    """Do what PostgreSQL does by itself some time after many rows were written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def drawn(dice: Random) -> Asked:
    """Return what somebody may ask, from any cercle."""
    cercles = sorted(country(settings.COUNTRY).codes("cercles"))
    service = dice.choice(FAMILIES)
    return Asked(
        service=service,
        now=stamp(now() + timedelta(minutes=dice.randrange(A_WEEK))),
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
    is_pointed = SHELTER not in services and dice.random() < POINTED
    point = around(dice, (north, east)) if is_pointed else (north, east)
    is_exact = is_pointed and dice.random() < EXACT
    told = point if is_exact else (north, east)
    return {
        "id": new_id(dice), "organisation_id": organisation, "root": "directory",
        "is_draft": False, "name": "Lieu", "region": homes[cercle], "cercle": cercle,
        "north": point[0], "east": point[1],
        "public_north": told[0], "public_east": told[1],
        "latitude": str(point[0]) if is_pointed else "",
        "longitude": str(point[1]) if is_pointed else "",
        "precision": "exact" if is_exact else "",
        "services": " ".join(services),
        "receiving": "yes", "hours": dice.choice(WEEKS),
        "on_call": dice.choice(("yes", "no")), "languages": "bm ff",
        "women_staff": dice.choice(("always", "some", "")),
        "children": dice.choice(("yes", "no", "")), "men": dice.choice(("yes", "")),
        "tier": "professional" if SHELTER in services else dice.choice(TOLD_TO),
        "stock": {"pep": dice.choice(STATES)}, "stocked": ago(dice, STOCK_SAID_FOR),
        "verified": ago(dice, VERIFIED_FOR), "edited_at": now(),
        "absences": absence(dice, services[0]) if dice.random() < ABSENT else "",
    }  # fmt: skip


def around(dice: Random, town: Point) -> Point:
    """Return a point in or near a town, to the two decimals that an entry takes."""
    north, east = (round(at + dice.uniform(-SPREAD, SPREAD), 2) for at in town)
    return north, east


def ago(dice: Random, counts_for: timedelta) -> str:
    """Return when something was said; of three times, one has lapsed or lapses soon."""
    return stamp(now() - counts_for * dice.random() * 1.5)


def absence(dice: Random, service: str) -> str:
    """Return what a place says of a service for which nobody is there this week."""
    cover = dice.choice(("", ON_CALL))
    back = stamp(now() + timedelta(minutes=dice.randrange(A_WEEK)))
    return absences_text([Absence(stamp(now()), back, service, cover)])


def new_id(dice: Random) -> str:
    """Return an id of the right shape."""
    return uuid7(int(now().timestamp() * 1000), dice.randbytes(10))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
