"""The `demeso` command line: parse, find the command, run it."""

import argparse
import os
import sys

import django
from django.utils.module_loading import import_string

COMMANDS = {
    "run": ("config.commands.running.run", "install, serve and load the demo"),
    "serve": ("config.commands.running.serve", "serve the doors"),
    "work": ("config.commands.working.work", "run jobs and the minute tick"),
    "migrate": ("config.commands.running.migrate", "bring both databases up to date"),
    "found": ("config.commands.founding.found", "make the first two administrators"),
    "code": ("config.commands.demo.code", "print a demo person's current code"),
    "ledger": ("config.commands.ledger.ledger", "verify or checkpoint the ledger"),
    "release": ("config.commands.releasing.release", "list and sign what is served"),
    "recordings": (
        "config.commands.recordings.recordings",
        "say which questions can be heard",
    ),
    "directory": (
        "config.commands.directory.directory",
        "check a file of the directory; write what may be shown",
    ),
    "backup": ("config.commands.backing_up.backup", "write both archives to a folder"),
    "restore": ("config.commands.restoring.restore", "put a backup back"),
    "doctor": ("config.commands.backing_up.doctor", "say what needs care"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status."""
    parser = argparse.ArgumentParser(prog="demeso")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    parser.epilog = " · ".join(
        f"{name}: {text}" for name, (_, text) in COMMANDS.items()
    )
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    command = import_string(COMMANDS[chosen.command][0])
    return int(command(chosen.rest) or 0)


if __name__ == "__main__":
    sys.exit(main())
