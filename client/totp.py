"""The second factor: a six-digit code from a secret and the time (RFC 6238)."""

import base64
import hashlib
import hmac
from datetime import datetime

STEP = 30
DIGITS = 6


def code_at(secret: str, moment: datetime, *, step: int = 0) -> str:
    """Return the code of a base32 secret at a moment, `step` windows later."""
    raw = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    counter = int(moment.timestamp()) // STEP + step
    mac = hmac.new(raw, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)
