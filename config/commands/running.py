"""`demeso migrate`, `serve` and `run`: bring up to date, serve, and all at once."""

import argparse
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.glogging import Logger

from config.commands.demo import introduction
from config.commands.founding import found_house
from config.commands.releasing import note_release
from config.quiet import NoDetail
from demeso.agencies.queries.people import is_founded
from demeso.help.demo import people_file
from demeso.kernel.clock import now
from demeso.kernel.doors import APP

THREADS = 8
PATIENCE = 60  # seconds until the doors must answer
NOT_A_DEMO = "Not a demo: empty DEMESO_VAR, or start without DEMESO_DEMO."
DEMO_HOUSE = ("Coordination de Mopti", "mopti", ["Assétou", "Moussa"])


class QuietLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's log without addresses, paths or traces."""

    def setup(self, cfg: object) -> None:
        """Set up as usual, then take the detail off every line."""
        super().setup(cfg)
        self.error_log.addFilter(NoDetail())


def migrate(arguments: list[str]) -> int:
    """Bring both databases up to date."""
    argparse.ArgumentParser(prog="demeso migrate").parse_args(arguments)
    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    return 0


def serve(arguments: list[str]) -> int:
    """Serve the doors on this machine only; a reverse proxy stands in front."""
    argparse.ArgumentParser(prog="demeso serve").parse_args(arguments)
    note_release()
    connections.close_all()  # what serves opens its own
    sys.argv = [
        "demeso serve", "--worker-class", "gthread", "--workers", "1",
        "--threads", str(THREADS), "--bind", f"127.0.0.1:{settings.PORT}",
        "--log-level", "warning", "--logger-class",
        f"{QuietLog.__module__}.{QuietLog.__name__}",
        "--no-control-socket", "config.wsgi:application",
    ]  # fmt: skip
    WSGIApplication("%(prog)s", prog="demeso serve").run()
    return 0


def run(arguments: list[str]) -> int:
    """Migrate, serve, work; in demo mode load the demo and introduce its people."""
    argparse.ArgumentParser(prog="demeso run").parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    migrate([])
    children = [_child("serve"), _child("work")]
    try:
        _wait_until_answering(children)
        if settings.DEMO:
            _load_demo()
        _introduce()
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)
    return 1


def _introduce() -> None:
    people = introduction() if settings.DEMO else ""
    print(f"{settings.ORIGINS[APP]}/app/\n{people}", flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _child(command: str) -> "subprocess.Popen[bytes]":
    line = [sys.executable, "-m", "config.cli", command]
    return subprocess.Popen(line)  # noqa: S603 -- our own command line


def _stop(children: list["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait_until_answering(children: list["subprocess.Popen[bytes]"]) -> None:
    address = f"http://127.0.0.1:{settings.PORT}/"
    for _try in range(PATIENCE * 10):
        if any(child.poll() is not None for child in children):
            raise SystemExit("A part of the server did not start.")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers, and that is enough
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


def _load_demo() -> None:
    """Load the demo into an empty house; tell Nana's story anew in one that has it.

    The loader is a process of its own, gets the links on its standard input and
    makes all keys itself: this server never holds one.
    """
    if is_founded():
        if not people_file().exists():
            raise SystemExit(NOT_A_DEMO)
        return _loader(["--again"])
    house = found_house(*DEMO_HOUSE, at=now())
    connections.close_all()
    people_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = "".join(f"{called}\t{token}\n" for called, token in house.tokens.items())
    return _loader(["--size", settings.DEMO_SIZE or "S"], told)


def _loader(more: list[str], told: str = "") -> None:
    start = [sys.executable, "-m", "client.demo", settings.ORIGIN, str(people_file())]
    done = subprocess.run([*start, *more], input=told.encode(), check=False)  # noqa: S603 -- our own client
    if done.returncode:
        raise SystemExit("The demo could not be loaded.")
