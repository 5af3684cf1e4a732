"""Find a code among the cases that a device only lists."""

import subprocess

from bench.apart import ROOT, Row
from bench.weight import NODE

LINES = 2_000
GOAL = 50


def rows() -> list[Row]:
    """Look for fifty codes, and tell how long the slowest took."""
    line = [str(NODE), str(ROOT / "bench" / "listing.mjs"), str(LINES)]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return [
        {
            "name": f"a code among {LINES:,} listed cases".replace(",", " "),
            "value": round(float(told), 2),
            "unit": "ms",
            "goal": GOAL,
            "most": True,
            "beside": "the slowest of 50, on the machine of this page",
        }
    ]
