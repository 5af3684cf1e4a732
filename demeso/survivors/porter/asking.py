"""Ask the porter, from the web process."""

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from demeso.kernel.refusal import RefusedError, refuse_unless

PATIENCE = 10.0  # seconds
SILENT, BUSY = "number.silent", "number.busy"


@dataclass(frozen=True)
class Turned:
    """An open page: whose access, the token of the next page, wrong tries so far."""

    access: str
    token: str
    wrong: int


def window(folder: Path) -> Path:
    """Return where the porter's socket lies."""
    return folder / "window"


def put(access: str, pin: str, number: str = "") -> bool:
    """Hand over a number and a PIN, or a new PIN; False when the porter says no."""
    return bool(
        _ask(ask="put", access=access, pin=pin, number=number)["said"] == "done"
    )


def check(number: str, pin: str, form: str) -> Turned | None:
    """Return the page that a number and a PIN open; a form counts once."""
    said = _ask(ask="check", number=number, pin=pin, form=form)
    refuse_unless(said["said"] != "busy", BUSY)
    return _turned(said)


def turn(token: str) -> Turned | None:
    """Return the page that a token turns, with the token of the next."""
    return _turned(_ask(ask="turn", token=token))


def close(access: str) -> None:
    """Have an access forgotten."""
    _ask(ask="close", access=access)


def _turned(said: dict[str, Any]) -> Turned | None:
    if said["said"] != "open":
        return None
    return Turned(str(said["access"]), str(said["token"]), int(said["wrong"]))


def _ask(**asked: str) -> dict[str, Any]:
    """Ask one thing; refuse calmly when nobody is at the window."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            line.connect(str(window(settings.PORTER)))
            line.sendall(json.dumps(asked).encode() + b"\n")
            with line.makefile("rb") as answer:
                said = json.loads(answer.readline())
    except (OSError, ValueError) as error:
        raise RefusedError(SILENT) from error
    return dict(said)
