"""The porter in the job process: its window, and what a minute brings it."""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from demeso.kernel.actor import door
from demeso.survivors.porter.asking import window
from demeso.survivors.porter.book import (
    Book,
    known_accesses,
    numbers_file,
    pepper_file,
)
from demeso.survivors.porter.serving import Porter, Window
from demeso.survivors.queries import settled_accesses, standing_accesses
from demeso.survivors.services.accessing import LOCK, lock_accesses

ALONE, WITH_GROUP = 0o600, 0o660
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@contextmanager
def porter_at_work() -> Iterator[Book]:
    """Let the porter answer, in a thread of its own, until the block ends."""
    book = Book(settings.PORTER)
    mode = WITH_GROUP if settings.PORTER_SHARED else ALONE
    opened = Window(window(settings.PORTER), Porter(book), mode=mode)
    thread = threading.Thread(target=opened.serve_forever, name="porter")
    thread.start()
    try:
        yield book
    finally:
        opened.shutdown()
        thread.join()
        opened.server_close()
        book.close_file()


def tend(book: Book, at: datetime) -> None:
    """Write down what the porter has locked; have it forget what has ended."""
    lock_accesses(actor=door("work", LOCK), accesses=book.locked(), at=at)
    book.keep_only(standing_accesses())


def porter_complaints() -> Iterator[str]:
    """Yield what is wrong with the porter's files."""
    pepper, numbers = pepper_file(settings.PORTER), numbers_file(settings.PORTER)
    if numbers.exists() and not os.access(numbers, os.R_OK):
        yield "The porter's files belong to another user: run `demeso doctor` as it."
        return
    if numbers.exists() and not pepper.exists():
        yield "The porter's pepper is missing: every number must be given anew."
    if lost := len(settled_accesses() - known_accesses(settings.PORTER)):
        yield f"The porter has lost {lost} numbers: they must be given anew."
    for place in (pepper, numbers):
        if place.exists() and place.stat().st_mode & OTHERS:
            yield f"Others can read {place}: chmod 600."
