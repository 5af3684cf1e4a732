"""A porter at work, cheap and close by: its window, its book, a clock in the hand."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import LazySettings

from demeso.survivors.porter.asking import window
from demeso.survivors.porter.book import Book, Cost
from demeso.survivors.porter.memory import new_memory
from demeso.survivors.porter.serving import Porter, Window
from demeso.worker.accessing import set_number
from tests.handing import Helped

CHEAP = Cost(memory=8, passes=1)
NUMBER, PIN = "40718263", "582047"


@dataclass
class Gate:
    """What stands behind the window, for a test to look at and to turn."""

    folder: Path
    book: Book
    time: list[float] = field(default_factory=lambda: [0.0])

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.time[0] += seconds

    def calm(self) -> None:
        """Let the bucket fill again."""
        self.wait(120)


def new_gate(folder: Path) -> tuple[Gate, Porter]:
    """Open a book in a folder, and put a porter behind it."""
    gate = Gate(folder, Book(folder, CHEAP))
    return gate, Porter(gate.book, new_memory(lambda: gate.time[0]))


@pytest.fixture
def gate(settings: LazySettings) -> Iterator[Gate]:
    """Let a porter answer, at a place that is short enough for a socket."""
    with TemporaryDirectory(prefix="porter") as place:
        settings.PORTER = Path(place)
        made, porter = new_gate(settings.PORTER)
        opened = Window(window(settings.PORTER), porter)
        thread = threading.Thread(target=opened.serve_forever, args=(0.01,))
        thread.start()
        yield made
        opened.shutdown()
        thread.join()
        opened.server_close()
        made.book.close_file()


def say_given(helped: Helped) -> str:
    """Let her worker write that she gets a number; return the access."""
    access = helped.by.new_id()
    said = {"survivor": helped.survivor, "access_wanted": "yes"}
    helped.by.do("access.given", access, "access@1", groups={"access": said})
    return access


def give_number(helped: Helped, number: str = NUMBER, pin: str = PIN) -> str:
    """Give her a number and a PIN, as her worker's screen does; return the access."""
    access, by = say_given(helped), helped.by
    at = by.stage.now()
    set_number(actor=by.actor, access=access, number=number, pin=pin, at=at)
    return access
