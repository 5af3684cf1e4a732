"""Tests stay on this machine, on the database they were asked for."""

import socket

import pytest
from django.db import connections

from tests.database import OutsideError, asked, is_near


def test_a_connection_to_elsewhere_is_refused():
    with socket.socket() as outward, pytest.raises(OutsideError):
        outward.connect(("192.0.2.1", 9))


def test_a_connection_to_this_machine_is_let_through():
    with socket.socket() as listening, socket.socket() as calling:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        calling.connect(listening.getsockname())


def test_near_and_far_are_told_apart():
    assert is_near(socket.AF_UNIX, "/run/x")
    assert is_near(socket.AF_INET6, ("::1", 1, 0, 0))
    assert not is_near(socket.AF_INET, ("192.0.2.1", 1))
    assert not is_near(socket.AF_INET, ("elsewhere.example", 1))


def test_the_database_is_the_one_that_was_asked_for(pytestconfig):
    wanted = {"sqlite": "sqlite", "postgres": "postgresql"}
    kind = wanted[pytestconfig.getoption("database")]
    assert {connections[alias].vendor for alias in connections} == {kind}
    assert asked(["-q", "--database", "postgres"]) == "postgres"
    assert asked(["--database=postgres"]) == "postgres"
    assert asked([]) == "sqlite"
