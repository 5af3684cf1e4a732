"""Measure acts a second through the whole exchange, on both databases.

The acts are those of the walk, sealed and signed by the reference client in
batches of 100; what is timed is one signed request each: signature, form,
service, registers, tree, commit. Duplicates are the same requests again.
"""

import json
import sys
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils.module_loading import import_string

from bench.apart import DATABASES, Row, measured, timed

BATCH, BATCHES = 100, 10
GOALS = {"sqlite": 200, "postgres": 300}
DUPLICATES = 5000


def rows(batches: int = BATCHES) -> list[Row]:
    """Measure on both databases."""
    return [
        row
        for database in DATABASES
        for row in measured("bench.acts", database, str(batches))
    ]


def measure(database: str, batches: int) -> list[Row]:
    """Measure on the database that the settings name."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    # These need the apps, so they are found when the apps are ready.
    worker, post = import_string("bench.walking.caseworker")()
    tell = import_string("bench.walking.tell_cases")
    requests = [post.sealed(tell(worker, BATCH)) for _batch in range(batches + 1)]
    post.exchange(requests.pop(0))  # warm

    def send_all() -> list[Any]:
        return [post.exchange(sent) for sent in requests]

    count = batches * BATCH
    fresh, again = count / timed(send_all), count / timed(send_all)
    plain = f"bare inserts: {count / timed(lambda: bare(batches)):.0f} /s"
    return [
        row(f"acts in batches of 100, {database}", fresh, GOALS[database], plain),
        row(f"the same acts again, {database}", again, DUPLICATES, ""),
    ]


def row(name: str, value: float, goal: int, beside: str) -> Row:
    """Return one line of the table."""
    told = {"name": name, "value": round(value), "unit": "/s", "goal": goal}
    return {**told, "beside": beside}


def bare(batches: int) -> None:
    """Insert as many rows of the same size, one by one, and nothing else."""
    text = "x" * 900
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id integer, body text)")
    for _batch in range(batches):
        with transaction.atomic(), connection.cursor() as cursor:
            for place in range(BATCH):
                cursor.execute("INSERT INTO bare VALUES (%s, %s)", [place, text])


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
