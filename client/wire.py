"""Speak JSON over HTTP to one origin, with nothing but the standard library."""

import gzip
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PACKED_ABOVE, GZIP = 1024, "gzip"
TIMEOUT = 60


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and the JSON object."""

    status: int
    body: dict[str, Any]


class WireError(RuntimeError):
    """The other side did not answer as agreed; `answer` says what it said."""

    def __init__(self, path: str, answer: Answer) -> None:
        """Name the path and keep the answer."""
        code = answer.body.get("code", "")
        super().__init__(f"{path}: {answer.status} {code}".strip())
        self.answer = answer


class Wire:
    """One kept-alive connection to one origin."""

    unpacks = False  # whether the other side said that it unpacks what is sent

    def __init__(self, origin: str, language: str = "fr") -> None:
        """Open nothing yet; the first call does."""
        parts = urlsplit(origin)
        kinds = {
            "http": http.client.HTTPConnection,
            "https": http.client.HTTPSConnection,
        }
        self._line = kinds[parts.scheme](parts.netloc, timeout=TIMEOUT)
        self._language = language

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request and read its answer, whatever the status."""
        raw = b"" if body is None else json.dumps(body).encode()
        return self.send(method, path, raw, headers or {})

    def send(
        self, method: str, path: str, raw: bytes, headers: Mapping[str, str]
    ) -> Answer:
        """Send bytes as they are; reconnect once if the line was dropped."""
        told = {"Accept-Language": self._language, "Accept": "application/json"}
        told |= {"Accept-Encoding": GZIP} | {
            "Content-Type": "application/json",
            **headers,
        }
        try:
            self._line.request(method, path, raw, told)
            reply = self._line.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._line.close()
            self._line.request(method, path, raw, told)
            reply = self._line.getresponse()
        self.unpacks |= reply.getheader("Accept-Encoding") == GZIP
        packed = reply.getheader("Content-Encoding") == GZIP
        text = gzip.decompress(reply.read()) if packed else reply.read()
        return Answer(reply.status, _read(text))

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Send one request; raise WireError unless the answer is good."""
        answer = self.call(method, path, body, headers)
        if answer.status >= 300:  # noqa: PLR2004 -- every other class is a no
            raise WireError(path, answer)
        return answer.body


def pack(raw: bytes) -> tuple[bytes, dict[str, str]]:
    """Return a body, compressed when that helps, and the header that says so."""
    if len(raw) < PACKED_ABOVE:
        return raw, {}
    return gzip.compress(raw, mtime=0), {"Content-Encoding": GZIP}


def _read(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {"value": value}
