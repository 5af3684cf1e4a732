"""Read the desk as a signed-in person, without a browser."""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import httpx

from client.worker import Worker

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Desk:
    """One person's desk session."""

    line: httpx.Client

    def get(self, path: str, **query: str) -> httpx.Response:
        """Open a page."""
        return self.line.get(path, params=query)

    def post(self, path: str, **said: str) -> httpx.Response:
        """Send the form of a page to the page itself."""
        return self.post_to(path, path, **said)

    def post_to(self, path: str, page: str, **said: str) -> httpx.Response:
        """Send a page's form elsewhere, with the token that the page holds."""
        (token, *_more) = TOKEN.findall(self.get(page).text)
        data = {"csrfmiddlewaretoken": token, **said}
        origin = {"Origin": str(self.line.base_url).rstrip("/")}
        return self.line.post(path, data=data, headers=origin)

    def text(self, path: str, **query: str) -> str:
        """Return what a page says, without its tags."""
        page = self.get(path, **query)
        assert page.status_code == 200, (path, page.status_code)
        return re.sub(r"<[^>]+>|\s+", " ", page.text)


@contextlib.contextmanager
def open_desk(worker: Worker, origin: str) -> Iterator[Desk]:
    """Open the desk with a single-use code, as the app does."""
    made: Mapping[str, str] = worker.session.wire.ask(
        "POST", "/app/v1/desk-code", {}, worker.session.headers
    )
    with httpx.Client(base_url=origin, follow_redirects=True, timeout=30) as line:
        page = line.post("/desk/enter", data={"code": made["code"]})
        assert page.status_code == 200, page.status_code
        yield Desk(line)


Opener = Callable[[Worker], Desk]
