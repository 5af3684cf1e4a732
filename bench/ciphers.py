"""Weigh the cryptography: how much of what is served comes from its libraries."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.apart import ROOT, Row
from bench.weight import NODE, compressed

GOAL = 60
LIBRARIES = ("@hpke", "@noble", "mlkem", "hash-wasm")
KEEPER = "keeper.js"
DEMO = "visit.js"  # the demo's cards are not the application


def rows() -> list[Row]:
    """Build once, and account for it."""
    with tempfile.TemporaryDirectory() as folder:
        weighed = shares(Path(folder))
    keeper = weighed[KEEPER]
    weighed.pop(DEMO, 0.0)
    parts = len([size for size in weighed.values() if size])
    return [
        {
            "name": "cryptography",
            "value": round(sum(weighed.values()) / 1024, 1),
            "unit": "KiB brotli",
            "goal": GOAL,
            "most": True,
            "beside": f"in {parts} files; the keeper's own copy: {keeper / 1024:.1f}",
        }
    ]


def shares(folder: Path) -> dict[str, float]:
    """Return file → compressed bytes that its cryptography takes."""
    account, dist = folder / "account.json", folder / "dist"
    subprocess.run(
        [NODE, ROOT / "web" / "build.mjs", "", dist, account],
        env={**os.environ}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    told: list[dict[str, Any]] = json.loads(account.read_text(encoding="utf-8"))
    return {
        Path(name).name: share(output)
        * compressed([(dist / Path(name).name).read_bytes()])
        for outputs in told
        for name, output in outputs.items()
        if name.endswith(".js")
    }


def share(output: Mapping[str, Any]) -> float:
    """Return which part of a file comes from the libraries."""
    libraries = tuple(f"node_modules/{name}/" for name in LIBRARIES)
    theirs = [
        part["bytesInOutput"]
        for source, part in output["inputs"].items()
        if any(library in source for library in libraries)
    ]
    whole: float = output["bytes"] or 1
    return float(sum(theirs)) / whole


if __name__ == "__main__":
    print(json.dumps(rows()))
