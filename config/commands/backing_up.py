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

from config.commands.day_keys import OPENS_FOR, Sealer, destroy_keys, overdue
from config.commands.ending import write_ended
from config.commands.portering import porter_complaints
from config.commands.releasing import complaint
from demeso.agencies.queries.unproved import unproved_roles
from demeso.agencies.queries.unproved_keys import unproved_keys
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.ledger.epochs import COPY
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

GRANTS_AGE = OPENS_FOR
# Data first: every act in its archive then finds its grant in the later one.
ARCHIVES = (("default", "data"), ("grants", "grants"))
SEALED = {"grants": ".sealed"}  # under the key of the day
SCHEMAS = {"default": "public", "grants": "grants"}
SESSIONS = "django_session"
BACKUP_AGE = timedelta(days=1)
CLOCK_SLACK = timedelta(minutes=1)
ROOM_NEEDED = 1024**3
# A copy is in no epoch: each server that starts from it begins one of its own.
NO_EPOCH = f"UPDATE public.ledger_head SET epoch = {COPY};\n"  # noqa: S608 -- a number


class BackupError(RuntimeError):
    """A backup could not be made; nothing counts as covered by it."""


def backup(arguments: list[str]) -> int:
    """Write both archives to a folder, then count what they hold as durable."""
    parser = argparse.ArgumentParser(prog="demeso backup")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = now()
    destroy_keys(at)
    covered, stamp_ = head().size, f"{at:%Y%m%dT%H%M%SZ}"
    try:
        for alias, name in ARCHIVES:
            print(write_archive(alias, folder / f"{name}-{stamp_}", at))
        print(write_ended(folder / f"ended-{stamp_}.json", at))
    except (BackupError, OSError, sqlite3.Error) as error:
        print(f"No backup: {error}", file=sys.stderr)
        return 1
    note_backup(covered, actor=door("cli"), folder=str(folder), at=at)
    return 0


def write_archive(alias: str, stem: Path, at: datetime) -> Path:
    """Write one database to one archive that appears only when it is whole."""
    lite = connections[alias].vendor == "sqlite"
    suffix = f"{'sqlite3' if lite else 'sql'}.gz{SEALED.get(alias, '')}"
    final = stem.with_name(f"{stem.name}.{suffix}")
    part = final.with_name(f"{final.name}.part")
    part.touch(mode=0o600, exist_ok=False)
    try:
        with part.open("wb") as raw:
            target = Sealer(raw, at.date()) if alias in SEALED else raw
            with gzip.GzipFile("", "wb", 6, target) as packed:
                for chunk in _copy_file(alias, part) if lite else _dump(alias):
                    packed.write(chunk)
            if isinstance(target, Sealer):
                target.close()
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(final)
    finally:
        part.unlink(missing_ok=True)
    return final


def _copy_file(alias: str, part: Path) -> Iterator[bytes]:
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
            _prepare(target)
        with copy.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")
    finally:
        copy.unlink(missing_ok=True)


def _prepare(copy: sqlite3.Connection) -> None:
    """Take sign-ins out of a copy, and its epoch."""
    copy.execute("PRAGMA secure_delete=ON")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if SESSIONS in tables:
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 -- a constant
    if "ledger_head" in tables:
        copy.execute("UPDATE ledger_head SET epoch = ?", [COPY])
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
        command, stdout=subprocess.PIPE, env={**os.environ, **address(place)}
    ) as dump:
        if dump.stdout is not None:
            yield from iter(lambda: dump.stdout.read(1 << 20), b"")  # type: ignore[union-attr]  # checked above
    if dump.returncode:
        raise BackupError(f"pg_dump ended with {dump.returncode}")
    if alias == "default":
        yield NO_EPOCH.encode()


def address(place: dict[str, Any]) -> dict[str, str]:
    """Return where PostgreSQL is, as its programs want to be told."""
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
    if said := complaint():
        print(f"For your information: {said}")
    return 1 if found else 0


def complaints(at: datetime) -> Iterator[str]:
    """Yield what needs care."""
    yield from _unsaved(at)
    for path in _old_grants(at):
        yield f"This copy of the grants must go: {path}"
    for day in overdue(at):
        yield f"The day key of {day} must go: is `demeso work` running?"
    yield from _unsigned(at)
    for role in unproved_roles():
        yield f"Role {role.grant} of {role.worker} ({role.role}): {role.reason}."
    for key in unproved_keys():
        yield f"Key {key.name}: {key.reason}."
    yield from porter_complaints()
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
        for path in sorted(Path(folder).glob("grants-*")):
            if path.stat().st_mtime < oldest:
                yield path


def _unsigned(at: datetime) -> Iterator[str]:
    size, made = head().size, last_checkpoint()
    behind = size - (made.size if made else 0)
    waited = made is None or at - made.made_at > 2 * CHECKPOINT_WAIT
    if behind > 2 * CHECKPOINT_LEAVES or (behind and waited and size):
        yield f"{behind} leaves have no checkpoint: is `demeso work` running?"
