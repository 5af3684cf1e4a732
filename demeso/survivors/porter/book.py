"""The porter's own file: digests of numbers and PINs, and how often one was wrong.

A try is counted, and on the disk, before the PIN is looked at: whoever cuts the power
or asks twice at once wins nothing. An unknown number takes the same steps.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from demeso.survivors.rules import MOST_TRIES

PEPPER_SIZE, SALT_SIZE, DIGEST_SIZE = 32, 16, 32
NUMBER_HASHED_AS = b"demeso/number/v1\n"
DECOY = ""  # the row that an unknown number is tried against
TABLE = """
CREATE TABLE IF NOT EXISTS access (
  id TEXT PRIMARY KEY,
  number BLOB NOT NULL UNIQUE,
  salt BLOB NOT NULL,
  pin BLOB NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  locked INTEGER NOT NULL DEFAULT 0
)
"""
COUNT = """
UPDATE access SET tries = tries + 1 WHERE number = ? AND tries < ? AND id <> ?
RETURNING id, salt, pin
"""
COUNT_DECOY = """
UPDATE access SET tries = 0 WHERE id = ? RETURNING id, salt, pin
"""
# What others counted meanwhile stays: a right try takes back its own one only.
SETTLE = """
UPDATE access SET tries = tries - ?, locked = (tries - ? >= ?) WHERE id = ?
RETURNING tries
"""


@dataclass(frozen=True)
class Cost:
    """What one guess costs, the host's own included: KiB of memory, passes."""

    memory: int = 65_536
    passes: int = 3


@dataclass(frozen=True)
class Opened:
    """Whose access opened, and how often somebody was wrong before."""

    access: str
    wrong: int


def pepper_file(folder: Path) -> Path:
    """Return where the pepper lies."""
    return folder / "pepper"


def numbers_file(folder: Path) -> Path:
    """Return where the digests lie."""
    return folder / "numbers.sqlite3"


def made_pepper(folder: Path) -> bytes:
    """Return the pepper; make it, for its owner's eyes only, where there is none."""
    folder.mkdir(mode=0o710, parents=True, exist_ok=True)
    place = pepper_file(folder)
    if not place.exists():
        opened = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(os.urandom(PEPPER_SIZE))
    return place.read_bytes()


def known_accesses(folder: Path) -> frozenset[str]:
    """Return which accesses the file knows; none where there is no file."""
    place = numbers_file(folder)
    if not place.exists():
        return frozenset()
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as line:
        rows = line.execute("SELECT id FROM access WHERE id <> ?", (DECOY,))
        return frozenset(str(row[0]) for row in rows)


class Book:
    """The file, opened; safe for several threads."""

    def __init__(self, folder: Path, cost: Cost | None = None) -> None:
        """Open it, or make it; without its pepper an old one is worth nothing."""
        place = numbers_file(folder)
        if not pepper_file(folder).exists():
            place.unlink(missing_ok=True)
        self._pepper, self._cost = made_pepper(folder), cost or Cost()
        place.touch(mode=0o600)
        self._line = sqlite3.connect(
            place, isolation_level=None, check_same_thread=False
        )
        self._one = threading.Lock()
        self._stretching = threading.Lock()  # so many MiB once, not once a thread
        for said in ("secure_delete = ON", "synchronous = FULL"):
            self._line.execute(f"PRAGMA {said}")
        self._line.execute(TABLE)
        if DECOY not in self._ids():
            self._write(DECOY, secrets.token_hex(16), secrets.token_hex(16))

    def close_file(self) -> None:
        """Close the file."""
        self._line.close()

    def put(self, access: str, pin: str, number: str = "") -> bool:
        """Keep a new number and PIN, or a new PIN alone; False when it cannot be.

        A number belongs to one access only; a PIN alone needs one that is there.
        """
        if not number:
            return self._renew(access, pin)
        try:
            self._write(access, number, pin)
        except sqlite3.IntegrityError:
            return False
        return True

    def check(self, number: str, pin: str) -> Opened | None:
        """Return whose number this is, when the PIN is right and tries are left."""
        with self._writing() as line:
            known = (self._named(number), MOST_TRIES, DECOY)
            row = line.execute(COUNT, known).fetchone()
            row = row or line.execute(COUNT_DECOY, (DECOY,)).fetchone()
        access, salt, kept = row
        same = hmac.compare_digest(self._stretched(pin, salt), kept)
        right = same and access != DECOY
        with self._writing() as line:
            given = (int(right), int(right), MOST_TRIES, access)
            (wrong,) = line.execute(SETTLE, given).fetchone() or (MOST_TRIES,)
        return Opened(access, wrong) if right else None

    def close(self, access: str) -> None:
        """Forget an access."""
        with self._writing() as line:
            line.execute("DELETE FROM access WHERE id = ? AND id <> ?", (access, DECOY))

    def keep_only(self, accesses: Collection[str]) -> None:
        """Forget every access but these."""
        for one in self._ids() - set(accesses) - {DECOY}:
            self.close(one)

    def locked(self) -> frozenset[str]:
        """Return the accesses whose tries are used up."""
        with self._one:
            rows = self._line.execute("SELECT id FROM access WHERE locked = 1")
            return frozenset(str(row[0]) for row in rows)

    def _ids(self) -> frozenset[str]:
        with self._one:
            rows = self._line.execute("SELECT id FROM access")
            return frozenset(str(row[0]) for row in rows)

    def _renew(self, access: str, pin: str) -> bool:
        salt = os.urandom(SALT_SIZE)
        given = (salt, self._stretched(pin, salt), access, DECOY)
        with self._writing() as line:
            done = line.execute(
                "UPDATE access SET salt = ?, pin = ?, tries = 0, locked = 0"
                " WHERE id = ? AND id <> ?",
                given,
            )
            return done.rowcount == 1

    def _write(self, access: str, number: str, pin: str) -> None:
        salt = os.urandom(SALT_SIZE)
        given = (access, self._named(number), salt, self._stretched(pin, salt))
        with self._writing() as line:
            line.execute("DELETE FROM access WHERE id = ?", (access,))
            line.execute(
                "INSERT INTO access (id, number, salt, pin) VALUES (?, ?, ?, ?)", given
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction of one thread; on the disk when it ends."""
        with self._one:
            self._line.execute("BEGIN IMMEDIATE")
            try:
                yield self._line
            except BaseException:
                self._line.execute("ROLLBACK")
                raise
            self._line.execute("COMMIT")

    def _named(self, number: str) -> bytes:
        message = NUMBER_HASHED_AS + number.encode()
        return hmac.digest(self._pepper, message, hashlib.sha256)

    def _stretched(self, pin: str, salt: bytes) -> bytes:
        with self._stretching:
            return Argon2id(
                salt=salt, length=DIGEST_SIZE, iterations=self._cost.passes, lanes=1,
                memory_cost=self._cost.memory, secret=self._pepper,
            ).derive(pin.encode())  # fmt: skip
