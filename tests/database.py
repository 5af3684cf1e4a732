"""A pytest plugin: which database, whose files, and no way out to the network.

Loaded with `-p tests.database`, because settings are read before any conftest:

    python -m pytest -p tests.database --database=postgres tests/ledger
"""

import atexit
import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest

from tests.postgres import Cluster, MissingError

CHOICES = ("sqlite", "postgres")
NAMES = ["default", "grants"]
FIXTURES = {"db", "transactional_db", "live_server"}


def asked(arguments: list[str]) -> str:
    """Return the database that a command line asks for; SQLite by default."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--database="):
            return argument.partition("=")[2]
        if argument == "--database" and place + 1 < len(arguments):
            return arguments[place + 1]
    return CHOICES[0]


def prepare(arguments: list[str]) -> None:
    """Set the environment that settings will read."""
    if "DEMESO_VAR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="carnet-var-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["DEMESO_VAR"] = folder
    if asked(arguments) != "postgres" or os.environ.get("DATABASE_URL"):
        return
    try:
        cluster = Cluster()
    except MissingError as error:
        sys.exit(str(error))
    atexit.register(cluster.stop)
    os.environ["DATABASE_URL"] = cluster.start()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --database and prepare for it, before Django reads its settings."""
    parser.addoption(
        "--database", choices=CHOICES, default=CHOICES[0],
        help="sqlite, or a private postgres that is started and stopped",
    )  # fmt: skip
    if not {"-h", "--help", "--version"} & set(sys.argv):
        prepare(sys.argv[1:])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open both databases to every test that opens one."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = set(getattr(item, "fixturenames", ()))
        if marker is None and not names & FIXTURES:
            continue
        kept: dict[str, Any] = {"databases": NAMES, **(marker.kwargs if marker else {})}
        item.add_marker(pytest.mark.django_db(**kept), append=False)


class OutsideError(OSError):
    """A test reached for the network."""


def is_near(family: int, address: Any) -> bool:
    """Tell whether an address is this very machine."""
    if family == socket.AF_UNIX:
        return True
    host = address[0] if isinstance(address, tuple) else ""
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    """Refuse every connection that leaves the machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(real: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not is_near(self.family, address):
            raise OutsideError("tests do not leave this machine")
        return real(self, address)

    return connect
