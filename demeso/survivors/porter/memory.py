"""What the porter holds in memory only: open pages, used forms, how many may knock."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from demeso.survivors.porter.book import Opened

Clock = Callable[[], float]
PAGE_FOR = 600  # seconds from the PIN on
FORM_FOR = 1800


@dataclass
class Bucket:
    """How often anybody may knock, all together: no address is looked at."""

    clock: Clock
    room: float = 30.0
    every: float = 2.0  # seconds until one more may
    filled: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin full."""
        self.filled, self.at = self.room, self.clock()

    def take(self) -> bool:
        """Take one; False when none is left just now."""
        now = self.clock()
        more = (now - self.at) / self.every
        self.filled, self.at = min(self.room, self.filled + more), now
        if self.filled < 1:
            return False
        self.filled -= 1
        return True


@dataclass(frozen=True)
class Page:
    """One open page: whose, and until when."""

    opened: Opened
    until: float


@dataclass
class Pages:
    """The open pages. A token turns one page and is good for nothing afterwards.

    So "back" in her browser finds no page again, and neither does who comes after her.
    """

    clock: Clock
    open: dict[str, Page] = field(default_factory=dict)
    used: dict[str, float] = field(default_factory=dict)

    def take_form(self, form: str) -> bool:
        """Tell whether a form is sent for the first time."""
        now = self.clock()
        self.used = {one: until for one, until in self.used.items() if until > now}
        if form in self.used:
            return False
        self.used[form] = now + FORM_FOR
        return True

    def begin(self, opened: Opened) -> str:
        """Open a page; return the token of the next."""
        return self._kept(Page(opened, self.clock() + PAGE_FOR))

    def turn(self, token: str) -> tuple[Opened, str] | None:
        """Return whose page a token turns, and the token of the next."""
        now = self.clock()
        self.open = {one: page for one, page in self.open.items() if page.until > now}
        page = self.open.pop(token, None)
        return (page.opened, self._kept(page)) if page else None

    def drop(self, access: str) -> None:
        """Close every page of an access."""
        kept = {t: p for t, p in self.open.items() if p.opened.access != access}
        self.open = kept

    def _kept(self, page: Page) -> str:
        token = secrets.token_urlsafe(32)
        self.open[token] = page
        return token


@dataclass
class Memory:
    """All of it, for one thread at a time."""

    bucket: Bucket
    pages: Pages
    one: threading.Lock = field(default_factory=threading.Lock)


def new_memory(clock: Clock) -> Memory:
    """Return an empty memory."""
    return Memory(Bucket(clock), Pages(clock))
