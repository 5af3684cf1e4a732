"""`demeso work`: run jobs, and once a minute what time brings."""

import argparse
import logging
import threading
from datetime import datetime

from django.db import DatabaseError, connections
from django_tasks_db.management.commands.db_worker import Worker

from demeso.kernel.clock import now
from demeso.ledger.queries import head, last_checkpoint
from demeso.ledger.rules import is_checkpoint_due
from demeso.ledger.services import checkpoint

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
    clock = threading.Thread(target=tick_until, args=(stop,), name="tick")
    clock.start()
    try:
        worker.configure_signals()
        worker.run()
    finally:
        stop.set()
        clock.join()
    return 0


def tick_until(stop: threading.Event) -> None:
    """Tick now and every minute, until the event is set."""
    try:
        while not stop.is_set():
            try:
                tick(now())
            except DatabaseError:
                LOG.exception("tick")  # the next minute tries again
            stop.wait(MINUTE)
    finally:
        connections.close_all()


def tick(at: datetime) -> None:
    """Do what this minute asks: sign the ledger when it is time."""
    made = last_checkpoint()
    last = (made.size, made.made_at) if made else None
    if is_checkpoint_due(head().size, at, last):
        checkpoint(at)
