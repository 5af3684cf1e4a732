"""The demo: who plays in it, and what signs them in. Outside it, nothing."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from demeso.kernel.clock import now

STEP = 30
OUTSIDE = "Only the demo knows people's codes."


def people_file() -> Path:
    """Return where the demo loader leaves its people."""
    return Path(settings.VAR) / "demo" / "people.json"


def demo_people() -> list[dict[str, Any]]:
    """Return the demo people; nobody outside demo mode or before loading."""
    path = people_file()
    if not settings.DEMO or not path.exists():
        return []
    found = json.loads(path.read_text(encoding="utf-8"))
    people: list[dict[str, Any]] = found["people"]
    return people


def code_of(person: dict[str, Any], moment: float) -> str:
    """Return a demo person's second-factor code at a moment."""
    return str(format_hotp_value(hotp_value(person["totp"], int(moment) // STEP)))


def code(arguments: list[str]) -> int:
    """Print a demo person's current code."""
    parser = argparse.ArgumentParser(prog="demeso code")
    parser.add_argument("name", help="the username, as `make run` prints it")
    wanted = parser.parse_args(arguments).name.lower()
    if not settings.DEMO:
        print(OUTSIDE, file=sys.stderr)
        return 1
    people = {person["username"]: person for person in demo_people()}
    if wanted not in people:
        print(f"People of the demo: {', '.join(people) or 'none'}", file=sys.stderr)
        return 1
    print(code_of(people[wanted], now().timestamp()))
    return 0


def introduction() -> str:
    """Return the demo people with passphrases and current codes, as a table."""
    moment = now().timestamp()
    lines = [
        f"  {person['username']:<12} {person['role']:<18} "
        f"{person['passphrase']:<44} {code_of(person, moment)}"
        for person in demo_people()
    ]
    return "\n".join(lines)
