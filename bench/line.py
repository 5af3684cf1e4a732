"""A line on loopback that counts what goes over it, both ways.

It stands between a device and a server, and passes everything on unchanged: the same
ruler for every system that is measured.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = 65536


@dataclass
class Line:
    """Where to call, and how many bytes went up and down so far."""

    origin: str
    up: int = 0
    down: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carried(self) -> int:
        """Return what was carried since the last time, and begin anew."""
        with self._lock:
            found, self.up, self.down = self.up + self.down, 0, 0
        return found

    def _count(self, way: str, size: int) -> None:
        with self._lock:
            setattr(self, way, getattr(self, way) + size)


@contextlib.contextmanager
def line_to(port: int) -> Iterator[Line]:
    """Open a line to a port of this machine; hang up at the end."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Line(f"http://localhost:{door.getsockname()[1]}")
        threading.Thread(target=_answer, args=(door, port, line), daemon=True).start()
        yield line


def _answer(door: socket.socket, port: int, line: Line) -> None:
    while True:
        try:
            near, _address = door.accept()
        except OSError:
            return  # hung up
        far = socket.create_connection(("127.0.0.1", port))
        for one, other, way in ((near, far, "up"), (far, near, "down")):
            pipe = (one, other, way, line)
            threading.Thread(target=_carry, args=pipe, daemon=True).start()


def _carry(one: socket.socket, other: socket.socket, way: str, line: Line) -> None:
    with contextlib.suppress(OSError):
        while piece := one.recv(PIECE):
            line._count(way, len(piece))
            other.sendall(piece)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)
