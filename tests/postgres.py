"""A private PostgreSQL on a socket in a temporary folder: started, used, stopped.

PostgreSQL refuses to run as root; then the user `postgres` runs it. `bench/`
uses this too: `with running() as address: ...`.
"""

import contextlib
import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

INSTALLED = Path("/usr/lib/postgresql")
OLDEST = 15
SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


class MissingError(RuntimeError):
    """There is no PostgreSQL here that the tests could start."""


def programs() -> Path:
    """Return the folder with initdb and pg_ctl; raise MissingError without."""
    found = [
        (int(folder.name), folder / "bin")
        for folder in INSTALLED.glob("*")
        if folder.name.isdigit() and (folder / "bin" / "initdb").exists()
    ]
    right = [pair for pair in found if pair[0] >= OLDEST]
    if not right:
        raise MissingError(
            f"PostgreSQL {OLDEST} or newer is not installed: run `make install-tests`"
        )
    return min(right)[1]


class Cluster:
    """One private PostgreSQL; `start` it, read `address`, `stop` it."""

    def __init__(self) -> None:
        """Choose a folder that its owner alone can enter."""
        self.bin = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="carnet-pg-"))
        self.owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
        self.started = False
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.owner)

    @property
    def address(self) -> str:
        """Return what DATABASE_URL takes."""
        return f"postgres://{self.owner}@/postgres?host={quote(str(self.folder))}"

    def start(self) -> str:
        """Make the cluster and start it; return its address."""
        self._run("initdb", "-D", self._place, "-A", "trust", "-E", "UTF8", "-N",
                  "--locale=C.UTF-8")  # fmt: skip
        options = " ".join(f"-c {key}='{value}'" for key, value in SETTINGS.items())
        self._run("pg_ctl", "-D", self._place, "-w", "-t", "60", "-l",
                  str(self.folder / "log"), "-o",
                  f"-k {self.folder} {options}", "start")  # fmt: skip
        self.started = True
        return self.address

    def stop(self) -> None:
        """Stop the cluster if this object started it, and remove its folder."""
        if self.started:
            self._run("pg_ctl", "-D", self._place, "-m", "immediate", "-w", "stop")
            self.started = False
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _place(self) -> str:
        return str(self.folder / "cluster")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", self.owner, "--", *command]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=program == "initdb", check=False,
            stdin=subprocess.DEVNULL, stdout=None if program == "initdb" else
            subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode:
            raise MissingError(f"PostgreSQL: {program} ended with {done.returncode}")


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Yield the address of a private PostgreSQL, and stop it afterwards."""
    cluster = Cluster()
    try:
        yield cluster.start()
    finally:
        cluster.stop()
