"""Run a measurement in a process of its own, on a database of its own."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.postgres import running

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite", "postgres")
Row = dict[str, Any]


def measured(module: str, database: str, *arguments: str) -> list[Row]:
    """Return what `python -m module database …` prints as its last line."""
    with address(database) as where, tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "DATABASE_URL": where, "DEMESO_VAR": var}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        done = subprocess.run(
            [sys.executable, "-m", module, database, *arguments],
            env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows


@contextlib.contextmanager
def address(database: str) -> Iterator[str]:
    """Yield where a database is; start it when it is PostgreSQL."""
    if database == "sqlite":
        yield ""
        return
    with running() as where:
        yield where


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
