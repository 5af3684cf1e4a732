"""Measure acts a second through the whole exchange, on both databases.

The acts are those of the walk, sealed and signed by the reference client in
batches of 100; what is timed is one signed request each: signature, form,
service, registers, tree, commit. Duplicates are the same requests again.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils.module_loading import import_string

from tests.postgres import running

BATCH = 100
ROOT = Path(__file__).resolve().parent.parent
GOALS = {"sqlite": 200, "postgres": 300}
DUPLICATES = 5000


def rows(batches: int = 10) -> list[dict[str, Any]]:
    """Measure on both databases; return rows of name, value, unit and goal."""
    found = []
    for database in GOALS:
        with address(database) as where, tempfile.TemporaryDirectory() as var:
            environment = {**os.environ, "DATABASE_URL": where, "DEMESO_VAR": var}
            environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
            command = [sys.executable, "-m", "bench.acts", database, str(batches)]
            done = subprocess.run(
                command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
            )
            found += json.loads(done.stdout.splitlines()[-1])
    return found


@contextlib.contextmanager
def address(database: str) -> Iterator[str]:
    """Yield where a database is; start it when it is PostgreSQL."""
    if database == "sqlite":
        yield ""
        return
    with running() as where:
        yield where


def measure(database: str, batches: int) -> list[dict[str, Any]]:
    """Measure on the database that the settings name."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    # These need the apps, so they are found when the apps are ready.
    worker, post = import_string("bench.walking.caseworker")()
    tell = import_string("bench.walking.tell_cases")
    requests = [post.sealed(tell(worker, BATCH)) for _batch in range(batches)]
    post.exchange(post.sealed(tell(worker, BATCH)))  # warm
    fresh = timed(lambda: [post.exchange(sent) for sent in requests])
    again = timed(lambda: [post.exchange(sent) for sent in requests])
    count = batches * BATCH
    return [
        row(f"acts, {database}", count / fresh, GOALS[database]),
        row(f"duplicates, {database}", count / again, DUPLICATES),
        row(f"bare inserts, {database}", count / timed(lambda: bare(batches))),
    ]


def row(name: str, value: float, goal: int | None = None) -> dict[str, Any]:
    """Return one line of the table."""
    return {"name": name, "value": round(value), "unit": "per second", "goal": goal}


def timed(work: Any) -> float:
    """Return how many seconds some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


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
    assert settings.configured
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
