"""The demo: who plays in it, and what signs them in. Outside it, nothing."""

import argparse
import sys

from django.conf import settings

from demeso.help.demo import code_of, demo_people
from demeso.kernel.clock import now

OUTSIDE = "Only the demo knows people's codes."


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
