"""`demeso work`: run jobs, and once a minute what time brings."""

import argparse
import logging
import sqlite3
import threading
from datetime import datetime

from django.db import DatabaseError, connections
from django_tasks_db.management.commands.db_worker import Worker

from config.commands.day_keys import destroy_keys
from config.commands.portering import porter_at_work, tend
from demeso.casework.services.glass import CLOSE, are_untold, close_over
from demeso.casework.services.shredding import forget_withdrawn
from demeso.casework.services.urgency import forget_urgencies
from demeso.desk.jobs import alert, remind
from demeso.desk.services.reminding import are_due
from demeso.directory.queries.locking import untold_locks
from demeso.directory.services.forgetting import forget_exposed
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.ledger.queries import head, last_checkpoint
from demeso.ledger.rules import is_checkpoint_due
from demeso.ledger.services import checkpoint
from demeso.referrals.services.shredding import ESCALATE, escalate_late
from demeso.survivors.porter.book import Book

LOG = logging.getLogger(__name__)
MINUTE = 60.0
LOOK_FOR_JOBS = 2.0


def work(arguments: list[str]) -> int:
    """Run jobs and the minute tick until told to stop."""
    argparse.ArgumentParser(prog="demeso work").parse_args(arguments)
    worker = Worker(
        queue_names=["*"],
        interval=LOOK_FOR_JOBS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="work",
        excluded_queue_names=[],
    )
    stop = threading.Event()
    with porter_at_work() as book:
        clock = threading.Thread(target=tick_until, args=(stop, book), name="tick")
        clock.start()
        try:
            worker.configure_signals()
            worker.run()
        finally:
            stop.set()
            clock.join()
    return 0


def tick_until(stop: threading.Event, book: Book) -> None:
    """Tick now and every minute, until the event is set."""
    try:
        while not stop.is_set():
            try:
                tick(now())
                tend(book, now())
            except (DatabaseError, sqlite3.Error):
                LOG.exception("tick")  # the next minute tries again
            stop.wait(MINUTE)
    finally:
        connections.close_all()


def tick(at: datetime) -> None:
    """Do what this minute asks: forget, sign the ledger, remind who asked for it."""
    forget_urgencies(actor=door("work"), at=at)
    forget_exposed(actor=door("work"), at=at)
    forget_withdrawn(actor=door("work"), at=at)
    escalate_late(actor=door("work", ESCALATE), at=at)
    close_over(actor=door("work", CLOSE), at=at)
    if are_untold(actor=door("work")) or untold_locks():
        alert.enqueue()
    destroy_keys(at)
    made = last_checkpoint()
    last = (made.size, made.made_at) if made else None
    if is_checkpoint_due(head().size, at, last):
        checkpoint(at)
    if are_due(actor=door("work"), at=at):
        remind.enqueue()
