"""Say which scenarios and red lines pass, fail or are missing.

    python -m tests.report scenario --database=postgres

Ends with 1 only when one fails or the tests could not be collected.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

from tests.house.scenarios import HOW_MANY, LISTS, Entry, entries
from tests.house.source import ROOT

MARKS = {"pass": "✓", "fail": "✗", "missing": "·"}
Result = tuple[str, str]  # test id, pass or fail


def results(document: str) -> list[Result]:
    """Return the tests that ran, from pytest's XML report."""
    found = []
    for case in ET.fromstring(document).iter("testcase"):
        place = case.get("classname", "").replace(".", "/") + ".py"
        ended = {child.tag for child in case}
        if "skipped" not in ended:
            state = "fail" if ended & {"failure", "error"} else "pass"
            found.append((f"{place}::{case.get('name')}", state))
    return found


def state_of(number: int, kind: str, ran: Iterable[Result]) -> tuple[str, list[str]]:
    """Return the state of one entry, and the ids of its tests."""
    name = re.compile(rf"::test_{kind}_0*{number}(_|\b)")
    mine = [(test, state) for test, state in ran if name.search(test)]
    if not mine:
        return "missing", []
    failed = any(state == "fail" for _test, state in mine)
    return "fail" if failed else "pass", [test for test, _state in mine]


def table(kind: str, listed: Iterable[Entry], ran: list[Result]) -> tuple[str, int]:
    """Return the table as text, and how many entries fail."""
    lines, counted = [], dict.fromkeys(MARKS, 0)
    for entry in listed:
        state, tests = state_of(entry.number, kind, ran)
        counted[state] += 1
        lines.append(f"{MARKS[state]} {entry.number:2d} {state:7s} {entry.title}")
        lines += [f"             {test}" for test in tests]
    total = ", ".join(f"{count} {state}" for state, count in counted.items())
    return "\n".join([*lines, "", f"{HOW_MANY[kind]} in all: {total}"]), counted["fail"]


def run(kind: str, database: str) -> tuple[int, str, str]:
    """Run the tests of a kind; return exit status, XML report, what was said."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable, "-m", "pytest", "-p", "tests.database", "-q",
            f"--database={database}", f"--junit-xml={report}",
            "-k", f"test_{kind}_", "tests",
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        )
        written = report.read_text(encoding="utf-8") if report.exists() else "<none/>"
    return done.returncode, written, done.stdout + done.stderr


def main(arguments: list[str] | None = None) -> int:
    """Run, print the table, and tell whether one failed."""
    parser = argparse.ArgumentParser(prog="tests.report")
    parser.add_argument("kind", choices=LISTS)
    parser.add_argument("--database", default="sqlite")
    asked = parser.parse_args(arguments)
    status, document, said = run(asked.kind, asked.database)
    text, failed = table(asked.kind, entries(asked.kind), results(document))
    if status not in (0, 5):  # 5: pytest found none, they are all missing
        print(said)
    print(text)
    return int(bool(failed) or status not in (0, 1, 5))


if __name__ == "__main__":
    sys.exit(main())
