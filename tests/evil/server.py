"""A server that lies: the real one, whose answers somebody changes on their way.

`Liar` asks the real product without a socket; what it says of an address is what a
device hears. A `Lie` takes an honest answer and gives the false one.
"""

import gzip
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.test import Client

from client.session import Person as SignedIn
from client.session import Session
from client.wire import Answer, Wire
from client.worker import Worker
from demeso.kernel.canon import b64
from demeso.ledger.notes import public_of
from tests.cast import Person, open_session

Body = dict[str, Any]
Lie = Callable[[Body], Body]


class Liar(Wire):
    """The way to the real server, on which answers may be changed."""

    def __init__(self) -> None:
        """Tell the truth until told otherwise."""
        super().__init__("http://localhost")
        self.http = Client(SERVER_NAME="localhost")
        self.lies: dict[str, Lie] = {}
        self.heard: list[tuple[str, str, Body]] = []
        self.sent: list[bytes] = []
        self.no = ""

    def close(self) -> None:
        """Hang up nothing."""

    def lie(self, path: str, lie: Lie) -> None:
        """From now on change what is said at addresses that begin so."""
        self.lies[path] = lie

    def refuse_sealed(self, code: str) -> None:
        """From now on take no exchange that brings anything sealed."""
        self.no = code

    def send(
        self, method: str, path: str, raw: bytes, headers: Mapping[str, str]
    ) -> Answer:
        """Ask the real server, and tell what somebody made of its answer."""
        plain = gzip.decompress(raw) if "Content-Encoding" in headers else raw
        self.sent.append(plain)
        if self.no and b'"sealed": [{' in plain:
            return Answer(422, {"code": self.no})
        told = {k: v for k, v in headers.items() if k != "Content-Type"}
        kind = "application/json"
        sent = self.http.generic(method, path, raw, kind, headers=told)
        body = json.loads(sent.content) if sent.content else {}
        self.heard.append((method, path, body))
        for start, lie in self.lies.items():
            if path.startswith(start) and sent.status_code < 300:
                body = lie(body)
        return Answer(sent.status_code, body)


def open_notebook(person: Person, liar: Liar, *, key: str | None = None) -> Worker:
    """Open somebody's notebook in the reference client; it knows the log's key."""
    token = person.token or open_session(liar.http, person)
    known = b64(public_of(bytes.fromhex(settings.LEDGER_SEED)))
    who = SignedIn(person.username, "")
    session = Session(
        liar, who, person.id, person.agency, token, person.keys, person.user_key,
        person.pen, known if key is None else key,
    )  # fmt: skip
    return Worker(session)
