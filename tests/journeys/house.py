"""A real house for journeys: its own databases, its own server process."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import IO

import psycopg
from django.conf import settings

LINK = re.compile(r"^(?P<called>.+): .*#join=(?P<token>\S+)$", re.MULTILINE)
ADMINISTRATORS = ("Assétou", "Moussa")
PATIENCE = 60


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def new_database(address: str) -> str:
    """Make an empty PostgreSQL database beside another; return its address."""
    name = f"house_{uuid.uuid4().hex[:12]}"
    path, _mark, query = address.partition("?")
    host = urllib.request.url2pathname(query.partition("=")[2])
    user = path.partition("//")[2].partition("@")[0]
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as c:
        c.execute(f'CREATE DATABASE "{name}"')
    return f"{path.rpartition('/')[0]}/{name}?{query}"


class House:
    """One server: `start`, use `origin`, `stop`. It ends only what it started."""

    def __init__(self, var: Path, database: str = "", **more: str) -> None:
        """Choose a folder, a port and a database (SQLite when empty)."""
        self.var, self.port = var, free_port()
        self.origin = f"http://localhost:{self.port}"
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "DEMESO_VAR": str(var),
            "DEMESO_PORT": str(self.port),
            "DEMESO_ORIGIN": self.origin,
            **({"DATABASE_URL": database} if database else {}),
            **more,
        }
        self.server: subprocess.Popen[bytes] | None = None

    def command(self, *line: str) -> subprocess.CompletedProcess[str]:
        """Run a `demeso` command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "config.cli", *line],
            env=self.environment, cwd=settings.ROOT, text=True, timeout=120,
            capture_output=True, check=False,
        )  # fmt: skip

    def start(self) -> None:
        """Migrate and serve; wait until the door answers."""
        done = self.command("migrate")
        assert done.returncode == 0, done.stderr
        with (self.var / "server.log").open("ab") as log:
            self._serve(log)
        self._wait()

    def _serve(self, log: IO[bytes]) -> None:
        self.server = subprocess.Popen(
            [sys.executable, "-m", "config.cli", "serve"],
            env=self.environment, cwd=settings.ROOT, stdout=log, stderr=log,
        )  # fmt: skip

    def _wait(self) -> None:
        for _try in range(PATIENCE * 10):
            assert self.server is not None
            assert self.server.poll() is None, (self.var / "server.log").read_text()
            try:
                with urllib.request.urlopen(f"{self.origin}/", timeout=5):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def found(self) -> dict[str, str]:
        """Found the house; return called → token of both administrators."""
        done = self.command(
            "found", "--agency", "Coordination de Mopti", "--region", "mopti",
            "--administrator", *ADMINISTRATORS,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return {m["called"]: m["token"] for m in LINK.finditer(done.stdout)}

    def environ_database(self) -> str:
        """Return the PostgreSQL address, or nothing for SQLite."""
        return self.environment.get("DATABASE_URL", "")

    def processes(self) -> list[int]:
        """Return the process ids of the server and its children."""
        assert self.server is not None
        found, waiting = [], [self.server.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
            waiting += [int(child) for child in children.split()]
        return found

    def stop(self) -> None:
        """Stop the server that this house started."""
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=20)
            self.server = None


def rows(house: House, sql: str) -> list[tuple[object, ...]]:
    """Read the house's main database from outside, as whoever holds the disk."""
    address = house.environ_database()
    if not address:
        with sqlite3.connect(house.var / "demeso.sqlite3") as line:
            return line.execute(sql).fetchall()
    with psycopg.connect(address) as line:
        return line.execute(sql.encode()).fetchall()


def arrived(house: House, sql: str, row: tuple[object, ...]) -> bool:
    """Wait until a query finds a row: what a device sends arrives a moment later."""
    for _try in range(PATIENCE * 2):
        if row in rows(house, sql):
            return True
        time.sleep(0.25)
    return False
