"""Decide under which key half-written words rest in a browser: each her own.

The server keeps neither the words nor who wrote some.
"""

import hmac
from datetime import date, timedelta

from demeso.kernel.canon import b64

LABEL = b"demeso/resting/v1\n"


def resting_keys(secret: bytes, worker: str, on: date) -> str:
    """Return a person's keys of a day and of the day before, the first to seal with."""
    days = (on, on - timedelta(days=1))
    return " ".join(_key(secret, worker, day) for day in days)


def _key(secret: bytes, worker: str, day: date) -> str:
    said = f"{worker}\n{day.isoformat()}".encode()
    return b64(hmac.digest(secret, LABEL + said, "sha256"))
