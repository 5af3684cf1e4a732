"""A house whose jobs run, so that the porter is at its window."""

import contextlib
import time
from collections.abc import Iterator

from tests.journeys.house import House
from tests.journeys.machine import at_work

PATIENCE = 600


@contextlib.contextmanager
def porter_of(house: House) -> Iterator[None]:
    """Run the house's jobs until the block ends, the porter among them."""
    with at_work(house):
        for _try in range(PATIENCE):
            if (house.var / "porter" / "window").exists():
                break
            time.sleep(0.1)
        else:
            raise AssertionError((house.var / "work.log").read_text())
        yield
