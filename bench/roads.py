"""The roads that a page comes by, and a house that stands far away on one.

A front as production has one (TLS, HTTP/2, brotli) stands before the server, and a line
that counts before the front. Chromium itself makes the road slow: so many bits a second
each way for one page, and so long until the first byte of every answer.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from bench.drawing import SLOWER
from bench.front import front
from bench.line import Line, line_to
from tests.journeys.house import House, free_port

TRUSTING = "--ignore-certificate-errors"  # the front signs its own
KILOBIT = 1000 / 8


@dataclass(frozen=True)
class Road:
    """How a road is called, kilobits a second each way, ms there and back."""

    name: str
    kilobits: int
    wait: int

    def conditions(self) -> dict[str, object]:
        """Return it as Chromium is told."""
        width = self.kilobits * KILOBIT
        return {
            "offline": False,
            "latency": self.wait,
            "downloadThroughput": width,
            "uploadThroughput": width,
        }


SECOND, THIRD = Road("2G", 70, 1400), Road("3G", 700, 400)


@dataclass(frozen=True)
class Far:
    """A house, the origin at which browsers find it, and what counts their bytes."""

    house: House
    origin: str
    line: Line


@contextlib.contextmanager
def far_house(var: Path) -> Iterator[Far]:
    """Found a house behind a front; the reference client goes in by the back door."""
    port = free_port()
    with line_to(port) as line:
        origin = f"https://{line.origin.partition('//')[2]}"
        house = House(var, DEMESO_ORIGIN=origin)
        house.start()
        try:
            with front(house.port, port):
                yield Far(house, origin, line)
        finally:
            house.stop()


def slowed(page: Page, road: Road) -> CDPSession:
    """Put a page on a road, and slow its processor down; return what lets it go."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", road.conditions())
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return line


def let_go(line: CDPSession) -> None:
    """Let a page run as fast as it can."""
    free = Road("free", 0, 0).conditions()
    free |= {"downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", free)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    line.detach()
