"""The oracle can fail: each server or phone that is wrong in one way is caught."""

import pytest

from tests.oracle.machine import Machine, run
from tests.oracle.mutants import PHONES, SERVERS
from tests.oracle.phone import Phone
from tests.oracle.server import Server
from tests.oracle.world import FaultError, World

pytestmark = pytest.mark.rules
PAIRS = [
    *((server, Phone) for server in SERVERS),
    *((Server, phone) for phone in PHONES),
]


def wrong_machine(server: type[Server], phone: type[Phone]) -> type[Machine]:
    return type("Wrong", (Machine,), {"make": lambda: World(server, phone)})


def search(machine: type[Machine]) -> None:
    for first in range(8):
        run(machine, first=first, examples=60, steps=25, shrinks=False)


@pytest.mark.parametrize(
    ("server", "phone"), PAIRS, ids=lambda one: one.__name__.lower()
)
def test_a_wrong_server_or_phone_is_caught(server, phone):
    with pytest.raises(FaultError):
        search(wrong_machine(server, phone))
