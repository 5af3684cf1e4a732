import gzip
import json
import os
from typing import Any

import pytest

from client.acts import Pen
from client.keys import new_worker_keys
from client.session import Person, Session
from client.vectors import read_vectors
from client.wire import Answer, Wire
from client.worker import Worker, state_hash
from demeso.kernel.ids import uuid7

pytestmark = pytest.mark.rules


class Road(Wire):
    """A server that keeps what it is told to have kept."""

    def __init__(self) -> None:
        super().__init__("http://localhost")
        self.acked, self.durable, self.sent = 0, 0, []

    def send(self, _method: str, _path: str, raw: bytes, headers: Any) -> Answer:
        raw = gzip.decompress(raw) if "Content-Encoding" in headers else raw
        acts = [act["seq"] for act in json.loads(raw)["acts"]]
        self.sent.append(acts)
        self.acked = max([self.acked, *acts])
        return Answer(200, {
            "acked_seq": self.acked, "durable_seq": self.durable, "server_epoch": 1,
            "problems": [], "changes": [], "cursor": None, "more": False,
            "removals": [], "resnapshot": False, "scope_hash": None,
        })  # fmt: skip


@pytest.fixture
def road() -> Road:
    return Road()


@pytest.fixture
def worker(road: Road) -> Worker:
    id_ = uuid7(1, os.urandom(10))
    pen = Pen(uuid7(1, os.urandom(10)), os.urandom(32))
    keys = new_worker_keys(id_)
    person = Person("aissata", "")
    return Worker(Session(road, person, id_, id_, "", keys, os.urandom(32), pen))


def say(worker: Worker, count: int) -> None:
    for _act in range(count):
        worker.say("thing.noted", worker.new_id(), "thing@1")


def seqs(acts: list[Any]) -> list[int]:
    return [act.seq for act in acts]


def test_acts_are_kept_until_a_backup_holds_them(worker, road):
    say(worker, 3)
    worker.exchange(pull=False)
    assert (seqs(worker.outbox), seqs(worker.kept)) == ([], [1, 2, 3])
    road.durable = 2
    worker.exchange(pull=False)
    assert seqs(worker.kept) == [3]


def test_a_restored_server_is_sent_again_what_it_forgot(worker, road):
    say(worker, 3)
    worker.exchange(pull=False)
    road.acked = 1
    worker.exchange(pull=False)
    assert road.sent == [[1, 2, 3], [], [2, 3]]
    assert (seqs(worker.outbox), seqs(worker.kept)) == ([], [1, 2, 3])


def test_what_is_held_is_told_as_the_vectors_say():
    for state in read_vectors("exchange")["states"]:
        assert state_hash(state["versions"]) == state["hash"]


def test_an_act_that_does_not_count_is_no_version_of_its_record(worker):
    record = worker.new_id()
    act = {"id": worker.new_id(), "record": record, "kind": "thing.noted", "sealed": []}
    for version, state in ((3, "applied"), (9, "quarantined")):
        worker._keep({"act": act, "version": version, "state": state})
    assert worker.say("thing.noted", record, "thing@1").base == 3
