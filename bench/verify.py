"""Measure `demeso ledger verify` on a large ledger.

The leaves are acts with their payloads and entries, written by the ledger's own
`record`; what is timed is the whole command, its start included. Beside it:
the root alone, by another library, over the same leaves held in memory.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import django
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string
from pymerkle import InmemoryTree

from bench.apart import DATABASES, ROOT, Row, measured, timed
from client.acts import Draft, Pen, millis_of
from demeso.kernel.act import Act, Envelope, read_answers
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.ids import uuid7

LEAVES, GOAL = 100_000, 30
UNIT = 2000
COMMAND = [sys.executable, "-m", "config.cli", "ledger", "verify"]
NEEDS = {"priorities": {"needs": ["health", "psychosocial", "legal"]}}


def rows(leaves: int = LEAVES) -> list[Row]:
    """Measure on both databases."""
    return [
        row
        for database in DATABASES
        for row in measured("bench.verify", database, str(leaves))
    ]


def measure(database: str, leaves: int) -> list[Row]:
    """Fill a ledger and verify it."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    fill(leaves)
    taken = timed(lambda: subprocess.run(COMMAND, cwd=ROOT, check=True))
    row = {
        "name": f"verify {leaves} leaves, {database}",
        "value": round(taken, 1),
        "unit": "s",
        "goal": GOAL * leaves // LEAVES,
        "most": True,
        "beside": f"pymerkle's root alone: {timed(other_root):.1f} s",
    }
    return [row]


def fill(leaves: int) -> None:
    """Write as many leaves as the ledger shall have; its first one is its own."""
    # These need the apps, so they are found when the apps are ready.
    record = import_string("demeso.ledger.services.record")
    writing = import_string("demeso.ledger.services.writing")
    foresee = import_string("demeso.ledger.queries.foresee")
    kind = import_string("config.acts.KINDS")["needs.recorded"]
    answers, actor, written = read_answers(kind, NEEDS), door("bench"), told()
    for start in range(1, leaves, UNIT):
        unit = [next(written) for _act in range(start, min(leaves, start + UNIT))]
        with writing():
            foresee(unit)
            for envelope in unit:
                act: Act[Any] = Act(envelope, answers, now())
                record(act, actor=actor, root=envelope.record)


def told() -> Iterator[Envelope]:
    """Yield one act after another; verifying a ledger asks for no signature."""
    pen = Pen("", os.urandom(32))
    pen.device = pen.new_id()
    first = pen.write(
        Draft("needs.recorded", pen.new_id(), "needs@1", pen.device, NEEDS)
    )
    seq = 0
    while True:
        seq += 1
        millis = millis_of(now())
        ids = (uuid7(millis, os.urandom(10)) for _id in range(2))
        yield replace(first, id=next(ids), record=next(ids), seq=seq)


def other_root() -> bytes:
    """Return the root that another library finds."""
    leaf = import_string("demeso.ledger.models.Leaf")
    tree = InmemoryTree(algorithm="sha256")
    for data in leaf.objects.order_by("position").values_list("data", flat=True):
        tree.append_entry(bytes(data))
    root: bytes = tree.get_root()
    return root


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
