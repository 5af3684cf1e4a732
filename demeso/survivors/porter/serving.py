"""The porter at its window: one line of JSON in, one line out, on a local socket.

Nothing of a request is logged, kept or repeated in an answer.
"""

import json
import logging
import socketserver
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from demeso.survivors.porter.book import Book
from demeso.survivors.porter.memory import Memory, new_memory
from demeso.survivors.rules import is_number, is_pin

LOG = logging.getLogger(__name__)
LONGEST = 1024
FIELDS = {
    "put": {"access", "number", "pin"},
    "check": {"form", "number", "pin"},
    "turn": {"token"},
    "close": {"access"},
}
Said = dict[str, Any]
NO: Said = {"said": "no"}
DONE: Said = {"said": "done"}


class Porter:
    """Answers what the web process asks."""

    def __init__(self, book: Book, memory: Memory | None = None) -> None:
        """Stand at the window with a book."""
        self.book, self.memory = book, memory or new_memory(time.monotonic)
        self.answers: dict[str, Callable[[Mapping[str, str]], Said]] = {
            "put": self._put, "check": self._check,
            "turn": self._turn, "close": self._close,
        }  # fmt: skip

    def answer(self, line: bytes) -> Said:
        """Return the answer to one line; what has another shape gets none."""
        asked = _read(line)
        return self.answers[asked["ask"]](asked) if asked else NO

    def _put(self, asked: Mapping[str, str]) -> Said:
        number, pin = asked["number"], asked["pin"]
        if not is_pin(pin) or not (number == "" or is_number(number)):
            return NO
        with self.memory.one:
            self.memory.pages.drop(asked["access"])
        return DONE if self.book.put(asked["access"], pin, number) else NO

    def _check(self, asked: Mapping[str, str]) -> Said:
        with self.memory.one:
            if not self.memory.bucket.take():
                return {"said": "busy"}
            if not self.memory.pages.take_form(asked["form"]):
                return {"said": "again"}
        opened = self.book.check(asked["number"], asked["pin"])
        if opened is None:
            return NO
        with self.memory.one:
            token = self.memory.pages.begin(opened)
        return {"said": "open", "access": opened.access, "token": token,
                "wrong": opened.wrong}  # fmt: skip

    def _turn(self, asked: Mapping[str, str]) -> Said:
        with self.memory.one:
            found = self.memory.pages.turn(asked["token"])
        if found is None:
            return NO
        opened, token = found
        return {"said": "open", "access": opened.access, "token": token,
                "wrong": opened.wrong}  # fmt: skip

    def _close(self, asked: Mapping[str, str]) -> Said:
        with self.memory.one:
            self.memory.pages.drop(asked["access"])
        self.book.close(asked["access"])
        return DONE


def _read(line: bytes) -> dict[str, str]:
    try:
        asked = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(asked, dict):
        return {}
    if not all(isinstance(value, str) for value in asked.values()):
        return {}
    fields = FIELDS.get(asked.get("ask", ""))
    return asked if fields and set(asked) == fields | {"ask"} else {}


class _Knock(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        said = self.server.porter.answer(self.rfile.readline(LONGEST))  # type: ignore[attr-defined]  # ours, below
        self.wfile.write(json.dumps(said).encode() + b"\n")


class Window(socketserver.ThreadingUnixStreamServer):
    """The socket that the porter listens on."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(self, place: Path, porter: Porter, *, mode: int = 0o600) -> None:
        """Open it, for this user alone unless the mode says otherwise."""
        self.porter, self.place = porter, place
        place.unlink(missing_ok=True)  # of one that did not end well
        super().__init__(str(place), _Knock)
        place.chmod(mode)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say that something failed, and not what was asked."""
        del request, client_address
        LOG.exception("window")

    def server_close(self) -> None:
        """Close it and take it away."""
        super().server_close()
        self.place.unlink(missing_ok=True)
