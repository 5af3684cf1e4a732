"""All that is on the server's machine, as whoever takes it away would find it."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
from django.conf import settings
from psycopg import sql

from tests.journeys.canary import Hit, Scanner
from tests.journeys.house import House

JOBS = "django_tasks_database_dbtaskresult"
THEIR_OWN = ("pg_catalog", "information_schema")
LISTED = """
    SELECT table_schema, table_name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema <> ALL (%s) ORDER BY 1, 2
"""


def require_silence(scanner: Scanner, house: House, backup: Path) -> None:
    """Pass when nothing but `code` is anywhere: her code, known by design.

    That the code is found shows that the search reads what the server keeps.
    """
    with at_work(house) as jobs:
        found = search_disks(scanner, house, backup)
        found["memory"] = search_memory(scanner, house, jobs)
    assert {h for hits in found.values() for h in hits if h.needle != "code"} == set()
    assert places_of(found, "code") >= {"tables", "backup", "disk"}
    assert {"server.log", JOBS} <= scanner.seen.keys()
    assert scanner.unread == []


def places_of(found: Mapping[str, set[Hit]], needle: str) -> set[str]:
    """Return where a needle was found."""
    return {
        place for place, hits in found.items() if any(h.needle == needle for h in hits)
    }


@contextlib.contextmanager
def at_work(house: House) -> Iterator[int]:
    """Run the house's jobs; yield the process id of what runs them."""
    line = [sys.executable, "-m", "config.cli", "work"]
    with (house.var / "work.log").open("ab") as log:
        worker = subprocess.Popen(
            line, env=house.environment, cwd=settings.ROOT, stdout=log, stderr=log
        )
    try:
        yield worker.pid
    finally:
        worker.terminate()
        worker.wait(timeout=20)


def search_disks(scanner: Scanner, house: House, backup: Path) -> dict[str, set[Hit]]:
    """Look into tables, files, and a backup made now; return the hits of each."""
    done = house.command("backup", str(backup))
    assert done.returncode == 0, done.stderr
    disks = [house.var, *filter(None, [cluster(house)])]
    return {
        "tables": in_tables(scanner, house),
        "backup": scanner.in_folder(backup),
        "disk": set().union(*(scanner.in_folder(disk) for disk in disks)),
    }


def search_memory(scanner: Scanner, house: House, *more: int) -> set[Hit]:
    """Look into the server's processes, `more` ones, and the database's."""
    found = scanner.in_memory([*house.processes(), *more])
    folder = cluster(house)
    if folder:
        found |= scanner.in_memory(database_processes(folder), shared=True)
    return found


def in_tables(scanner: Scanner, house: House) -> set[Hit]:
    """Look into every row of every table, as the database gives it back.

    A value may be compressed, or cut in two by the edge of a page, on the disk.
    """
    found: set[Hit] = set()
    for name, raw in tables(house):
        found |= scanner.in_bytes(raw, name)
    return found


def tables(house: House) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the rows of every table of every database."""
    address = house.environ_database()
    if address:
        yield from _tables_of_postgres(address)
        return
    for path in sorted(house.var.glob("*.sqlite3")):
        with sqlite3.connect(path) as line:
            yield from _tables_of_sqlite(line)
        line.close()


def _tables_of_sqlite(line: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    listed = line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (name,) in listed.fetchall():
        rows = line.execute(f'SELECT * FROM "{name}"')
        yield name, b"\n".join(_flat(row) for row in rows)


def _flat(row: tuple[object, ...]) -> bytes:
    return b"\t".join(
        value if isinstance(value, bytes) else str(value).encode() for value in row
    )


def _tables_of_postgres(address: str) -> Iterator[tuple[str, bytes]]:
    with psycopg.connect(address, autocommit=True) as line:
        line.execute("CHECKPOINT")  # what is in the buffers goes to the disk
        for place in line.execute(LISTED, [list(THEIR_OWN)]).fetchall():
            told = sql.SQL("COPY {} TO STDOUT (FORMAT csv)").format(
                sql.Identifier(*place)
            )
            with line.cursor().copy(told) as rows:
                yield place[1], b"".join(bytes(row) for row in rows)


def cluster(house: House) -> Path | None:
    """Return the folder of the private PostgreSQL, its log included."""
    address = house.environ_database()
    if not address:
        return None
    return Path(parse_qs(urlsplit(address).query)["host"][0])


def database_processes(folder: Path) -> list[int]:
    """Return the process ids of that PostgreSQL."""
    first = (folder / "cluster" / "postmaster.pid").read_text().split()[0]
    return [int(first), *children(int(first))]


def children(pid: int) -> list[int]:
    """Return the process ids of what a process has started."""
    return [
        int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ]
