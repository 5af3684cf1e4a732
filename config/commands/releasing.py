"""`demeso release`: list what is served, sign the list, say what stands."""

import argparse
import os
import sys
from pathlib import Path

from django.conf import settings

from demeso.kernel.actor import door
from demeso.kernel.canon import Json
from demeso.ledger.services import note
from demeso.worker.manifest import Release, is_signed, listed, public_of, signed
from demeso.worker.release import (
    LIST,
    SIGNATURE,
    is_development,
    keep,
    renew,
    served,
    standing,
)

UNLISTED = "Nothing is listed: demeso release list VERSION."


def release(arguments: list[str]) -> int:
    """Run `release key FILE`, `list VERSION`, `sign FILE` or `show`."""
    parser = argparse.ArgumentParser(prog="demeso release")
    parts = parser.add_subparsers(dest="what", required=True)
    parts.add_parser("key", help="make a release key").add_argument("file", type=Path)
    parts.add_parser("public", help="print a key's public half").add_argument(
        "file", type=Path
    )
    parts.add_parser("list", help="list what is served").add_argument(
        "version", type=int
    )
    parts.add_parser("sign", help="sign the list").add_argument("file", type=Path)
    parts.add_parser("show", help="say what is served")
    asked = parser.parse_args(arguments)
    return {
        "key": lambda: make_key(asked.file),
        "public": lambda: _print(public_of(_seed(asked.file))),
        "list": lambda: write_list(asked.version),
        "sign": lambda: sign_list(asked.file),
        "show": lambda: _print(told(standing())),
    }[asked.what]()


def make_key(path: Path) -> int:
    """Make a release key that only its owner can read; print the public half."""
    path.touch(mode=0o600, exist_ok=False)
    seed = os.urandom(32)
    path.write_text(seed.hex(), encoding="ascii")
    return _print(public_of(seed))


def write_list(version: int) -> int:
    """Write the list beside what it lists; an older signature falls."""
    if settings.DEMO:
        print("A demo has pages of its own: list without DEMESO_DEMO.", file=sys.stderr)
        return 1
    text = listed(version, served(), development=False)
    (settings.DIST / SIGNATURE).unlink(missing_ok=True)
    (settings.DIST / LIST).write_text(text, encoding="utf-8")
    return _print(told(Release(text, "")))


def sign_list(path: Path) -> int:
    """Sign the list; this can be done on a machine without network."""
    place = settings.DIST / LIST
    if not place.exists():
        print(UNLISTED, file=sys.stderr)
        return 1
    seed = _seed(path)
    made = signed(place.read_text(encoding="utf-8"), seed)
    keep(settings.DIST, made)
    return _print(f"{told(made)}, key {public_of(seed)}")


def note_release() -> Release:
    """Write into the ledger which release this server serves from now on."""
    own = is_development()
    release_ = renew() if own else standing()
    facts: dict[str, Json] = {
        "version": release_.version, "digest": release_.digest, "development": own,
    }  # fmt: skip
    note("release", actor=door("cli"), body={}, open=facts)
    return release_


def complaint() -> str:
    """Return what the doctor says of the release; nothing when it is signed."""
    if is_development():
        return "No signed release: this server signs what it serves (demeso release)."
    key = settings.RELEASE_PUBLIC
    if key and not is_signed(standing(), key):
        return "The release is not signed by DEMESO_RELEASE_PUBLIC."
    return ""


def told(release_: Release) -> str:
    """Return a release in one line."""
    return f"version {release_.version}, digest {release_.digest}"


def _seed(path: Path) -> bytes:
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _print(line: str) -> int:
    print(line)
    return 0
