"""Known answers for releases: a list, its signature, and lists to refuse."""

import json
from typing import Any

from client.drawing import seeded
from demeso.kernel.canon import b64, canonical
from demeso.worker.manifest import Release, listed, public_of, signed

SEED = seeded("release key")(32)
VERSION = 7
SERVED = {
    "/app/": "<!doctype html>\n<title>Carnet</title>",
    "/static/app.js": "import './part.js';",
    "/static/app.css": "body{margin:0}",
}


def release_vectors() -> dict[str, Any]:
    """Return what server and browser must read alike."""
    served = {place: text.encode() for place, text in SERVED.items()}
    made = signed(listed(VERSION, served, development=False), SEED)
    return {
        "seed": b64(SEED),
        "public": public_of(SEED),
        "version": VERSION,
        "served": SERVED,
        "manifest": made.manifest,
        "sig": made.sig,
        "digest": made.digest,
        "refused": [
            {"name": name, "manifest": bad.manifest, "sig": bad.sig, "signed": is_ours}
            for name, bad, is_ours in _refused(made)
        ],
    }


def _refused(made: Release) -> list[tuple[str, Release, bool]]:
    said = json.loads(made.manifest)
    another = signed(made.manifest, seeded("another key")(32))
    newer = canonical({**said, "version": VERSION + 1}).decode()
    later = canonical({**said, "v": 2}).decode()
    outside = canonical({**said, "files": {"app.js": b64(bytes(32))}}).decode()
    short = canonical({**said, "files": {"/app/": "x"}}).decode()
    return [
        ("another key", another, False),
        ("a version raised after signing", Release(newer, made.sig), False),
        ("no signature", Release(made.manifest, ""), False),
        ("another format", signed(later, SEED), True),
        ("a file without an address", signed(outside, SEED), True),
        ("a digest that is none", signed(short, SEED), True),
        ("no list", signed("[]", SEED), True),
        ("no JSON", signed("{", SEED), True),
    ]
