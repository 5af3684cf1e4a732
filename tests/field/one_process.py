"""A process of its own that pushes batches, and may die between two commits.

    python -m tests.field.one_process '{"names": {…}, "seed": 1, …}'

`cut` names the commit before which the process kills itself, as a power cut
would: "grants" (nothing is written) or "default" (only the grants are).
"""

import json
import os
import signal
import sys
from typing import Any

import django
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string


def main(order: dict[str, Any]) -> None:
    """Do what the order says."""
    django.setup()
    for alias, name in order["names"].items():
        connections[alias].settings_dict["NAME"] = name
    sample = import_string("tests.ledger.sample.SETTINGS")
    for name, value in sample.items():
        setattr(settings, name, value)
    if order["cut"]:
        _cut_before_commit(order["cut"])
    import_string("tests.field.pushing.push_all")(order)


def _cut_before_commit(alias: str) -> None:
    connection = connections[alias]

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    connection._commit = die  # type: ignore[method-assign]  # the last moment before it is kept


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
