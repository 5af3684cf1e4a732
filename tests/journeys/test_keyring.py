"""Two devices of one worker, and what every device holds, with a real server."""

import os
from dataclasses import replace
from typing import Any

import pytest

from client.acts import Pen
from client.grants import open_grant
from client.townspeople import Town, require_quiet
from client.walk import open_case, record_identity
from client.wire import Wire
from client.worker import Worker


def second_device(first: Worker, origin: str) -> Worker:
    """Enrol another device of the same worker, as the app does it."""
    session = first.session
    pen = Pen(session.pen.new_id(), os.urandom(32))
    body = {"id": pen.device, "public": pen.public, "label": ""}
    wire = Wire(origin)
    wire.ask("POST", "/app/v1/devices", body, session.headers)
    return Worker(replace(session, wire=wire, pen=pen))


def bodies(worker: Worker, object_: str) -> list[dict[str, Any]]:
    """Return the sealed bodies of a case that a device has fetched."""
    parts = [p for c in worker.changes.values() for p in c["act"]["sealed"]]
    return [p for p in parts if p["type"] == "body" and p["object"] == object_]


def test_a_second_device_of_the_same_worker_opens_a_case_by_the_keyring(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = town.people["aissata"]
    case = open_case(first)
    contact = {"meet_where": "puits"}
    record_identity(
        first, case, identity={"called": "Nana Essai"}, contact=contact, profile={}
    )
    require_quiet(first)

    def no_grant(part: dict[str, Any], **more: Any) -> Any:
        assert part["object"] != case.case, "the keyring has the key already"
        return open_grant(part, **more)

    second = second_device(first, town.origin)
    monkeypatch.setattr("client.worker.open_grant", no_grant)
    second.exchange()
    read = [second.read(part) for part in bodies(second, case.case)]
    assert {"called": "Nana Essai"} in read
    second.session.wire.close()


def test_two_devices_that_open_at_once_lose_nothing_from_the_keyring(
    town: Town,
) -> None:
    first = town.people["aissata"]
    first.exchange()
    second = second_device(first, town.origin)
    second.exchange()
    ours, theirs = open_case(first), open_case(second)
    require_quiet(first)
    require_quiet(second)
    third = second_device(first, town.origin)
    third.ring.read(third.session, third.held)
    assert {ours.case, theirs.case} <= set(third.held)
    for device in (second, third):
        device.session.wire.close()


def test_what_every_device_holds_is_what_the_server_believes(town: Town) -> None:
    for worker in town.people.values():
        worker.exchange()
        worker.calls = 19
        assert worker.exchange_once([])["resnapshot"] is False
        worker.calls = 19
        applied = [c for c in worker.changes.values() if c["state"] == "applied"]
        worker.changes.pop(applied[0]["act"]["id"])
        applied[-1]["version"] += 1
        assert worker.exchange_once([])["resnapshot"] is True
        worker.exchange()
