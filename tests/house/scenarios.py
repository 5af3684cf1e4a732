"""Read the lists of acceptance scenarios and red lines; draw their page."""

import tomllib
from dataclasses import dataclass

from tests.house.source import ROOT

LISTS = {"scenario": "tests/scenarios.toml", "redline": "tests/redlines.toml"}
HOW_MANY = {"scenario": 72, "redline": 32}
TIERS = {
    "A": "Tier A: nobody gets hurt",
    "B": "Tier B: daily work is recognisable",
    "C": "Tier C: the whole system, rights, community, continuity",
}


@dataclass(frozen=True)
class Entry:
    """One scenario or red line: number, title, and the tier of a scenario."""

    number: int
    title: str
    tier: str = ""


def entries(kind: str) -> list[Entry]:
    """Return the scenarios or the red lines in order."""
    text = (ROOT / LISTS[kind]).read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return [
        Entry(int(number), title, tier)
        for tier, titles in read.items()
        for number, title in titles.items()
    ]


def page() -> str:
    """Return docs/scenarios.md."""
    lines = [
        "# Scenarios and red lines", "",
        "What Demeso must be seen to do, and what it must never do. Each scenario is",
        "one end-to-end test, `test_scenario_NN_…`, each red line `test_redline_NN_…`.",
        "`make scenarios` and `make redlines` say which pass, fail or are missing.",
        "Made by `make generated` from the lists in `tests/`.",
    ]  # fmt: skip
    listed = entries("scenario")
    for tier, heading in TIERS.items():
        lines += ["", f"## {heading}", ""]
        lines += [f"{e.number}. {e.title}" for e in listed if e.tier == tier]
    lines += ["", "## Red lines: software here never does this", ""]
    lines += [f"{e.number}. {e.title}" for e in entries("redline")]
    return "\n".join([*lines, ""])
