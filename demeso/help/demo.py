"""The demo's people and what signs them in. Outside demo mode there is nothing.

Their passphrases are in one file that the loader writes; no table knows them.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache

STEP = 30
NEAR = (0, 1, -1)  # the codes that signing in takes just now, the longest-lived first
REMEMBERED = STEP * 4


def people_file() -> Path:
    """Return where the demo loader leaves its people."""
    return Path(settings.VAR) / "demo" / "people.json"


def demo_file() -> dict[str, Any]:
    """Return what the loader left; nothing outside demo mode or before loading."""
    path = people_file()
    if not settings.DEMO or not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def demo_people() -> list[dict[str, Any]]:
    """Return the demo people; nobody outside demo mode or before loading."""
    people: list[dict[str, Any]] = demo_file().get("people", [])
    return people


def code_of(person: dict[str, Any], moment: float, step: int = 0) -> str:
    """Return a demo person's second-factor code at a moment, `step` windows later."""
    counter = int(moment) // STEP + step
    return str(format_hotp_value(hotp_value(person["totp"], counter)))


def unused_code(person: dict[str, Any], at: datetime) -> str:
    """Return a code that no visitor has been given; empty when all have been.

    Signing in takes a code once. Two visitors who play the same person must not
    get the same one.
    """
    counter = int(at.timestamp()) // STEP
    for step in NEAR:
        given = f"visit:{person['username']}:{counter + step}"
        if cache.add(given, 1, timeout=REMEMBERED):
            return code_of(person, at.timestamp(), step)
    return ""


def seconds_to_next(at: datetime) -> int:
    """Return how long until there is another code."""
    return STEP - int(at.timestamp()) % STEP
