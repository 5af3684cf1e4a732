"""`demeso backup` and `demeso doctor`: two archives, and what needs care."""

import argparse
import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.ledger.queries import (
    backup_folders,
    head,
    last_backup,
    last_checkpoint,
    last_received_at,
    quarantine_count,
)
from demeso.ledger.rules import CHECKPOINT_LEAVES, CHECKPOINT_WAIT
from demeso.ledger.services import note_backup

# Data first: every act in its archive then finds its grant in the later one.
ARCHIVES = (("default", "data"), ("grants", "grants"))
SCHEMAS = {"default": "public", "grants": "grants"}
SESSIONS = "django_session"
GRANTS_AGE = timedelta(days=7)
BACKUP_AGE = timedelta(days=1)
CLOCK_SLACK = timedelta(minutes=1)
ROOM_NEEDED = 1024**3
# Whoever restores a copy starts a new epoch, so that devices send again.
NEW_EPOCH = (
    "UPDATE public.ledger_head SET epoch = extract(epoch from clock_timestamp());\n"
)


class BackupError(RuntimeError):
    """A backup could not be made; nothing counts as covered by it."""


def backup(arguments: list[str]) -> int:
    """Write both archives to a folder, then count what they hold as durable."""
    parser = argparse.ArgumentParser(prog="demeso backup")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = now()
    covered = head().size
    try:
        for alias, name in ARCHIVES:
            print(write_archive(alias, folder / f"{name}-{at:%Y%m%dT%H%M%SZ}", at))
    except (BackupError, OSError, sqlite3.Error) as error:
        print(f"No backup: {error}", file=sys.stderr)
        return 1
    note_backup(covered, actor=door("cli"), folder=str(folder), at=at)
    return 0


def write_archive(alias: str, stem: Path, at: datetime) -> Path:
    """Write one database to one archive that appears only when it is whole."""
    lite = connections[alias].vendor == "sqlite"
    final = stem.with_name(f"{stem.name}.{'sqlite3' if lite else 'sql'}.gz")
    part = final.with_name(f"{final.name}.part")
    part.touch(mode=0o600, exist_ok=False)
    try:
        with part.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw) as packed:
            for chunk in _copy_file(alias, part, at) if lite else _dump(alias):
                packed.write(chunk)
            packed.close()
            os.fsync(raw.fileno())
        part.rename(final)
    finally:
        part.unlink(missing_ok=True)
    return final


def _copy_file(alias: str, part: Path, at: datetime) -> Iterator[bytes]:
    """Yield a copy of an SQLite file, made by SQLite while others write."""
    name = connections[alias].settings_dict["NAME"]
    copy = part.with_suffix(".copy")
    copy.touch(mode=0o600, exist_ok=False)
    try:
        with (
            closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            _prepare(target, at)
        with copy.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")
    finally:
        copy.unlink(missing_ok=True)


def _prepare(copy: sqlite3.Connection, at: datetime) -> None:
    """Take sign-ins out of a copy, and give it an epoch of its own."""
    copy.execute("PRAGMA secure_delete=ON")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if SESSIONS in tables:
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 -- a constant
    if "ledger_head" in tables:
        moment = int(at.timestamp())
        copy.execute("UPDATE ledger_head SET epoch = max(epoch + 1, ?)", [moment])
    copy.commit()
    copy.execute("PRAGMA journal_mode=DELETE")


def _dump(alias: str) -> Iterator[bytes]:
    """Yield what pg_dump says of one schema."""
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupError("pg_dump is missing; install postgresql-client")
    place = connections[alias].settings_dict
    command = [
        program, "--no-owner", "--no-privileges", f"--schema={SCHEMAS[alias]}",
        f"--exclude-table-data=*.{SESSIONS}", f"--dbname={place['NAME']}",
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 -- our own command line
        command, stdout=subprocess.PIPE, env={**os.environ, **_address(place)}
    ) as dump:
        if dump.stdout is not None:
            yield from iter(lambda: dump.stdout.read(1 << 20), b"")  # type: ignore[union-attr]  # checked above
    if dump.returncode:
        raise BackupError(f"pg_dump ended with {dump.returncode}")
    if alias == "default":
        yield NEW_EPOCH.encode()


def _address(place: dict[str, Any]) -> dict[str, str]:
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER"}
    names["PGPASSWORD"] = "PASSWORD"
    return {key: str(place[name]) for key, name in names.items() if place.get(name)}


def doctor(arguments: list[str]) -> int:
    """Say what needs care; end with 1 when something does."""
    argparse.ArgumentParser(prog="demeso doctor").parse_args(arguments)
    found = list(complaints(now()))
    for line in found or ["All is well."]:
        print(line)
    waiting = quarantine_count()
    if waiting:
        print(f"For your information: {waiting} acts are in quarantine.")
    return 1 if found else 0


def complaints(at: datetime) -> Iterator[str]:
    """Yield what needs care."""
    yield from _unsaved(at)
    for path in _old_grants(at):
        yield f"This copy of the grants must go: {path}"
    yield from _unsigned(at)
    last = last_received_at()
    if last is not None and last - at > CLOCK_SLACK:
        yield "The clock went back: the last act is from the future."
    if shutil.disk_usage(settings.VAR).free < ROOM_NEEDED:
        yield "Less than 1 GiB is free on the disk."


def _unsaved(at: datetime) -> Iterator[str]:
    made = last_backup()
    if made is None:
        yield "There is no backup yet: demeso backup FOLDER."
    elif at - made.made_at > BACKUP_AGE:
        yield f"The last backup is {(at - made.made_at).days} days old."


def _old_grants(at: datetime) -> Iterator[Path]:
    """Yield archives of grants that should have aged out."""
    oldest = (at - GRANTS_AGE).timestamp()
    for folder in backup_folders():
        for path in sorted(Path(folder).glob("grants-*.gz")):
            if path.stat().st_mtime < oldest:
                yield path


def _unsigned(at: datetime) -> Iterator[str]:
    size, made = head().size, last_checkpoint()
    behind = size - (made.size if made else 0)
    waited = made is None or at - made.made_at > 2 * CHECKPOINT_WAIT
    if behind > 2 * CHECKPOINT_LEAVES or (behind and waited and size):
        yield f"{behind} leaves have no checkpoint: is `demeso work` running?"
