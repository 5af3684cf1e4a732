"""Measure everything and write docs/benchmarks.md: `python -m bench.run`."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import acts, memory, verify, weight
from bench.apart import ROOT, Row
from demeso.kernel.clock import now
from tests.postgres import programs

PLACE = ROOT / "docs" / "benchmarks.md"
PAGE = """# Benchmarks

Written by `make bench` on {day}; nothing here is edited by hand, and no test
asserts a time.

{machine}

| figure | measured | goal | beside it, in the same run |
|---|---|---|---|
{figures}

## Method

- *acts* and *duplicates*: signed requests of 100 acts of the walk each, sealed by
  the reference client, straight into the exchange's door: signature, form, service,
  registers, tree, commit. Duplicates are the same requests again. Bare inserts are
  as many rows of the same size, one statement each, a hundred to a transaction, and
  nothing else.
- *server memory*: the demo comes in through the doors, every page of the desk is
  read, then the proportional set sizes of `demeso serve` and `demeso work` are
  summed.
- *bytes to unlock and first form*: a browser that was never here opens the app,
  signs in, unlocks, and shows the consent form; every answer of the server counts,
  the code that is fetched ahead to save the form too, each compressed by brotli at
  quality 11, as a reverse proxy does.
- *verify*: the whole command `demeso ledger verify`, its start included, over acts
  with payloads and entries.
"""


def main() -> None:
    """Measure, write the page, and print it."""
    before = load()
    found = [*acts.rows(), *memory.rows(), *weight.rows(), *verify.rows()]
    about = machine() | {"Load before and after": f"{before} and {load()}"}
    page = PAGE.format(
        day=f"{now():%Y-%m-%d}",
        machine="\n".join(f"- {name}: {value}" for name, value in about.items()),
        figures="\n".join(figures(found)),
    )
    PLACE.write_text(page, encoding="utf-8")
    print(page)


def figures(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    for row in rows:
        told = f"{row['value']} {row['unit']}"
        yield f"| {row['name']} | {told} | {goal(row)} | {row['beside']} |"


def goal(row: Row) -> str:
    """Return the goal, and whether it was reached."""
    if row.get("most"):
        sign, reached = "≤", row["value"] <= row["goal"]
    else:
        sign, reached = "≥", row["value"] >= row["goal"]
    return f"{sign} {row['goal']}, {'reached' if reached else '**missed**'}"


def machine() -> dict[str, str]:
    """Return what was measured on."""
    memory_ = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    server = subprocess.run(
        [programs() / "postgres", "--version"],
        check=True,
        capture_output=True,
        text=True,
    )
    return {
        "Processor": f"{os.cpu_count()} × {processor()}",
        "Memory": f"{memory_:.0f} GiB",
        "Kernel": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": f"{platform.python_version()}, Django {version('django')}",
        "Databases": f"SQLite {sqlite3.sqlite_version}, {server.stdout.strip()}",
    }


def processor() -> str:
    """Return the processor's model."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = (line.partition(":")[2] for line in told if line.startswith("model name"))
    return next(models, platform.machine()).strip()


def load() -> str:
    """Return how busy the machine is."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
