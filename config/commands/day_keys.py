"""Keys of the day: what opens an archive of grants, for seven days and no longer.

An archive is sealed under the key of the day on which it was made. Keys lie in a
folder of their own (DEMESO_DAY_KEYS), never in an archive, and each is destroyed
when its day is seven days old (docs/adr/0018-grants-die-with-the-key-of-their-day.md).
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

OPENS_FOR = timedelta(days=7)
KEY_SIZE, SALT_SIZE, TAG_SIZE = 32, 32, 16
CHUNK = 1 << 20
MARK = b"demeso/archive/v1\n"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HEAD_SIZE = len(MARK) + len("2026-11-22\n") + SALT_SIZE


class ArchiveError(RuntimeError):
    """An archive cannot be opened: its key is gone, or it was changed."""


def ends_at(day: date) -> datetime:
    """Return when the key of a day is destroyed: no archive of it is older then."""
    return datetime.combine(day, time.min, UTC) + OPENS_FOR


def make_key(day: date) -> bytes:
    """Return the key of a day; draw it the first time."""
    place = _place(day)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not place.exists():
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(place, how, 0o600), "w", encoding="ascii") as file:
            file.write(os.urandom(KEY_SIZE).hex())
            file.flush()
            os.fsync(file.fileno())
    return find_key(day)


def find_key(day: date) -> bytes:
    """Return the key of a day, or say that nothing opens what it sealed."""
    try:
        return bytes.fromhex(_place(day).read_text(encoding="ascii"))
    except FileNotFoundError as error:
        raise ArchiveError(
            f"the key of {day} is gone: nothing opens these grants any more"
        ) from error


def days() -> list[date]:
    """Return the days whose keys are here, oldest first."""
    if not settings.DAY_KEYS.is_dir():
        return []
    names = (path.name for path in settings.DAY_KEYS.iterdir())
    return sorted(date.fromisoformat(name) for name in names if DAY.fullmatch(name))


def overdue(at: datetime) -> list[date]:
    """Return the days whose keys should be gone."""
    return [day for day in days() if at >= ends_at(day)]


def destroy_keys(at: datetime) -> int:
    """Overwrite and delete every key that is over; return how many."""
    found = overdue(at)
    for day in found:
        with _place(day).open("r+b") as file:
            file.write(bytes(2 * KEY_SIZE))
            file.flush()
            os.fsync(file.fileno())
        _place(day).unlink()
    return len(found)


class Sealer:
    """A file that seals what is written to it, chunk by chunk, under a day's key."""

    def __init__(self, raw: IO[bytes], day: date) -> None:
        """Write the head: the day and a salt of this archive's own."""
        salt = os.urandom(SALT_SIZE)
        self.raw, self.head = raw, MARK + f"{day}\n".encode() + salt
        self.cipher = _cipher(make_key(day), self.head)
        self.buffer, self.count = bytearray(), 0
        raw.write(self.head)

    def write(self, data: bytes) -> int:
        """Take bytes; seal whole chunks, and keep the last one back."""
        self.buffer += data
        while len(self.buffer) > CHUNK:
            self._put(bytes(self.buffer[:CHUNK]), last=False)
            del self.buffer[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Do nothing: a chunk is sealed when it is whole."""

    def close(self) -> None:
        """Seal the last chunk, marked as the last."""
        self._put(bytes(self.buffer), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self.count, last=last)
        self.raw.write(self.cipher.encrypt(nonce, chunk, self.head))
        self.count += 1


def opened(raw: IO[bytes]) -> Iterator[bytes]:
    """Yield what an archive holds; refuse one that was cut, changed or is over."""
    head = raw.read(HEAD_SIZE)
    cipher = _cipher(find_key(day_of(head)), head)
    chunk, count = raw.read(CHUNK + TAG_SIZE), 0
    while True:
        following = raw.read(CHUNK + TAG_SIZE)
        try:
            yield cipher.decrypt(_nonce(count, last=not following), chunk, head)
        except InvalidTag as error:
            raise ArchiveError("the archive of grants is damaged") from error
        if not following:
            return
        chunk, count = following, count + 1


def day_of(head: bytes) -> date:
    """Return the day under whose key an archive is sealed."""
    day = head[len(MARK) : -SALT_SIZE].strip().decode("ascii", "replace")
    if not head.startswith(MARK) or not DAY.fullmatch(day):
        raise ArchiveError("this is not an archive of grants")
    return date.fromisoformat(day)


def _cipher(key: bytes, head: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_SIZE, head[-SALT_SIZE:], MARK).derive(key))


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _place(day: date) -> Path:
    folder: Path = settings.DAY_KEYS
    return folder / f"{day}"
