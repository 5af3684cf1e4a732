"""The reference client gives what waits to somebody, and brings what it was given."""

import gzip
import json

import pytest

from client.keys import kem_public_bytes
from client.parcels import PATH, bring_parcel, pack_parcel, parcel_key
from client.wire import Answer
from demeso.field.parcels import open_parcel
from demeso.kernel.canon import b64
from tests.client.test_worker import Road, say, seqs, worker

__all__ = ["worker"]
pytestmark = pytest.mark.rules
SEED = bytes(range(32))
KEM = b64(kem_public_bytes(SEED))


class Counter(Road):
    """A server that tells where to seal, and counts what it is brought."""

    def __init__(self):
        super().__init__()
        self.brought = []

    def call(self, _method, _path, _body=None, _headers=None):
        return Answer(200, {"v": 1, "kem": KEM})

    def send(self, method, path, raw, headers):
        if path != PATH:
            return super().send(method, path, raw, headers)
        self.brought.append((raw, headers))
        return Answer(200, {"v": 1, "new": 3, "known": 0, "waiting": 0, "refused": 0})


@pytest.fixture
def road():
    return Counter()


def acts_in(file):
    bodies = [gzip.decompress(one.body) for one in open_parcel(file, seed=SEED)]
    return [act for body in bodies for act in json.loads(body)["acts"]]


def test_all_that_waits_and_all_that_no_backup_holds_goes_into_a_file(worker, road):
    say(worker, 3)
    worker.exchange_once(worker.outbox)
    say(worker, 120)
    kept, waiting = seqs(worker.kept), seqs(worker.outbox)
    file = pack_parcel(worker, kem=parcel_key(worker))
    assert [act["seq"] for act in acts_in(file)] == [*kept, *waiting]
    assert (seqs(worker.kept), seqs(worker.outbox)) == (kept, waiting)


def test_a_file_is_brought_as_it_is_with_the_session_of_who_brings_it(worker, road):
    file = pack_parcel(worker, kem=KEM)
    assert bring_parcel(worker, file)["new"] == 3
    ((raw, headers),) = road.brought
    assert raw == file
    assert headers["X-Session-Token"] == worker.session.token
