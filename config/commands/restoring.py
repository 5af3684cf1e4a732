"""`demeso restore`: put a backup back, end again what ended since, and verify."""

import argparse
import gzip
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from config.commands.backing_up import ARCHIVES, SCHEMAS, BackupError, address
from config.commands.day_keys import ArchiveError, opened
from config.commands.ending import Ended, end_again, ended_since, read_ended
from demeso.kernel.clock import now
from demeso.ledger.verification import verify

REMINDER = (
    "Roles, devices and agreements that ended after this copy was made stand again:"
    " end them again now."
)


def restore(arguments: list[str]) -> int:
    """Put both archives of one moment back; without a moment, the newest."""
    parser = argparse.ArgumentParser(prog="demeso restore")
    parser.add_argument("folder", type=Path)
    parser.add_argument("moment", nargs="?", default="", help="as in the file's name")
    asked = parser.parse_args(arguments)
    folder: Path = asked.folder.resolve()
    if is_serving():
        print("Stop the server first.", file=sys.stderr)
        return 1
    try:
        return put_back(folder, asked.moment, now())
    except (ArchiveError, BackupError, OSError, sqlite3.Error) as error:
        print(f"Nothing restored: {error}", file=sys.stderr)
        return 1


def put_back(folder: Path, moment: str, at: datetime) -> int:
    """Unpack both archives before anything is touched; then replace, end, verify."""
    found = {alias: find(folder, name, moment) for alias, name in ARCHIVES}
    ended = [*read_ended(folder), *_ended_here(at)]
    with tempfile.TemporaryDirectory(dir=settings.VAR) as place:
        copies = {alias: Path(place) / alias for alias in found}
        for alias, archive in found.items():
            unpack(archive, copies[alias])
        connections.close_all()
        for alias, copy in copies.items():
            load(alias, copy)
    for alias in found:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    return _finish(ended, at)


def _finish(ended: list[Ended], at: datetime) -> int:
    done, left = end_again(ended, at)
    print(f"Restored. Ended again: {done}.")
    for line in left:
        print(f"Not ended again, look at it: {line}")
    print(REMINDER)
    broken = verify([]).first
    print("The ledger verifies." if broken is None else f"Broken: {broken.reason}")
    return 1 if broken is not None else 0


def _ended_here(at: datetime) -> list[Ended]:
    """Return what the house knows to have ended, while it still stands."""
    try:
        return ended_since(at)
    except (DatabaseError, ValueError):
        return []  # it is lost: the backups say what they know


def find(folder: Path, name: str, moment: str) -> Path:
    """Return one archive of a moment; both must be of the same."""
    stamps = sorted(path.name.split(".")[0].partition("-")[2]
                    for path in folder.glob("grants-*.sealed"))  # fmt: skip
    wanted = moment or (stamps[-1] if stamps else "")
    found = sorted(folder.glob(f"{name}-{wanted}.*")) if wanted else []
    if len(found) != 1:
        raise BackupError(f"no {name} archive of {wanted or 'any moment'} here")
    return found[0]


def unpack(archive: Path, copy: Path) -> None:
    """Write what an archive holds to a file that only the server reads."""
    copy.touch(mode=0o600)
    with archive.open("rb") as raw, copy.open("wb") as target:
        sealed = archive.suffix == ".sealed"
        source = cast(IO[bytes], io.BufferedReader(Unsealed(raw))) if sealed else raw
        with gzip.GzipFile(fileobj=source) as packed:
            shutil.copyfileobj(packed, target, 1 << 20)


class Unsealed(io.RawIOBase):
    """A file over what a sealed archive holds."""

    def __init__(self, raw: IO[bytes]) -> None:
        """Open the archive; its key must still be here."""
        super().__init__()
        self.chunks: Iterator[bytes] = opened(raw)
        self.rest = b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, target: object) -> int:
        """Fill a buffer from the next chunk."""
        room = memoryview(cast(bytearray, target))
        if not self.rest:
            self.rest = next(self.chunks, b"")
        taken, self.rest = self.rest[: len(room)], self.rest[len(room) :]
        room[: len(taken)] = taken
        return len(taken)


def load(alias: str, copy: Path) -> None:
    """Replace one database by its copy."""
    if connections[alias].vendor == "sqlite":
        name = connections[alias].settings_dict["NAME"]
        with (
            closing(sqlite3.connect(copy)) as source,
            closing(sqlite3.connect(name)) as target,
        ):
            target.execute("PRAGMA secure_delete=ON")
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
        return
    _load_schema(alias, copy)


def _load_schema(alias: str, copy: Path) -> None:
    """Replace one PostgreSQL schema, all of it or nothing."""
    program = shutil.which("psql")
    if program is None:
        raise BackupError("psql is missing; install postgresql-client")
    place, schema = connections[alias].settings_dict, SCHEMAS[alias]
    command = [
        program, "--quiet", "--no-psqlrc", "--single-transaction", "--output=/dev/null",
        "--set=ON_ERROR_STOP=1", f"--dbname={place['NAME']}", "--file=-",
    ]  # fmt: skip
    script = copy.with_suffix(".sql")
    with copy.open("rb") as source, script.open("wb") as target:
        target.write(f"DROP SCHEMA IF EXISTS {schema} CASCADE;\n".encode())
        target.write(f"CREATE SCHEMA {schema};\n".encode())
        target.writelines(
            line for line in source if line != f"CREATE SCHEMA {schema};\n".encode()
        )
    with script.open("rb") as source:
        done = subprocess.run(  # noqa: S603 -- our own command line
            command, stdin=source, env={**os.environ, **address(place)}, check=False
        )
    if done.returncode:
        raise BackupError(f"psql ended with {done.returncode}")


def is_serving() -> bool:
    """Tell whether something answers at the server's port."""
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", settings.PORT)) == 0
