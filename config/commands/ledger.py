"""`demeso ledger`: verify it, or sign it as it stands."""

import argparse
import base64
import sys
from pathlib import Path

from demeso.agencies.queries.unproved import unproved_roles
from demeso.agencies.queries.unproved_keys import unproved_keys
from demeso.kernel.clock import now, stamp
from demeso.ledger.services import checkpoint
from demeso.ledger.verification import verify
from demeso.ledger.witnesses import witnesses


def ledger(arguments: list[str]) -> int:
    """Run `ledger verify [NOTE…]` or `ledger checkpoint`."""
    parser = argparse.ArgumentParser(prog="demeso ledger")
    parser.add_argument("what", choices=("verify", "checkpoint"))
    help_ = "checkpoints kept elsewhere, to compare with"
    parser.add_argument("notes", nargs="*", type=Path, metavar="NOTE", help=help_)
    chosen = parser.parse_args(arguments)
    if chosen.what == "checkpoint":
        return _checkpoint()
    return _verify([path.read_text(encoding="utf-8") for path in chosen.notes])


def _verify(kept: list[str]) -> int:
    found = verify(kept)
    if found.first is not None:
        print(f"broken at leaf {found.first.position}: {found.first.reason}")
        return 1
    root = base64.b64encode(found.root).decode("ascii")
    print(f"OK: {found.size} leaves, root {root}")
    for one in witnesses():
        print(f"signed up to {one.size} by {one.agency}, {stamp(one.at)}")
    wrong = unproved_roles()
    for role in wrong:
        print(f"role {role.grant} ({role.role} of {role.worker}): {role.reason}")
    doubtful = unproved_keys()
    for key in doubtful:
        print(f"key {key.name}: {key.reason}")
    return 1 if wrong or doubtful else 0


def _checkpoint() -> int:
    """Print the signed note alone, so that it can be kept as a file."""
    made = checkpoint(now())
    if made is None:
        print("The ledger is empty.", file=sys.stderr)
        return 1
    print(made.note, end="")
    return 0
