"""A sheet that waited for keys leaves as it is, for whom she heard, under her yes."""

import os

import pytest

from client.acts import Pen
from client.grants import Terms, open_grant
from client.keys import new_worker_keys
from client.resealing import seal_again
from client.sealing import Place, new_key, open_body, seal_body
from client.session import Person, Session
from client.wire import Wire
from client.worker import Worker
from demeso.kernel.canon import digest
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules
TOLD = {"need": "soins"}


def new_id() -> str:
    return uuid7(1, os.urandom(10))


@pytest.fixture
def people(monkeypatch):
    """Return the keys of those who answer there, as the directory says them."""
    found = {one: new_worker_keys(one) for one in (new_id(), new_id())}
    monkeypatch.setattr(Worker, "entry", lambda _self, one: found[one].entry)
    return found


@pytest.fixture
def worker():
    id_ = new_id()
    pen = Pen(new_id(), os.urandom(32))
    keys = new_worker_keys(id_)
    wire = Wire("http://localhost")
    return Worker(
        Session(wire, Person("aissata", ""), id_, id_, "", keys, os.urandom(32), pen)
    )


def test_each_of_them_opens_the_sheet_that_was_sealed_and_nobody_else_does(
    worker, people
):
    referral, release, key = new_id(), new_id(), new_key(0)
    worker.held[referral] = {"package": key}
    place = Place(referral, "package", 1)
    body = seal_body(TOLD, place=place, key=key)
    act = seal_again(worker, referral, body, release, list(people))
    assert (act.kind, act.record) == ("referral.resealed", referral)
    said = {"sheet": digest(dict(body)), "sealed_to": list(people)}
    assert act.groups == {"sheet": said}
    assert {part["type"] for part in act.sealed} == {"grant"}
    terms, signer = Terms(referral, consent=release), worker.session.keys.entry
    for grant, mine in zip(act.sealed, people.values(), strict=True):
        keys = open_grant(grant, terms=terms, mine=mine, signer=signer)
        assert open_body(body, place=place, key=keys["package"]) == TOLD
    one, other = people.values()
    for wrong in (
        {"terms": terms, "mine": other},
        {"terms": Terms(referral, consent=new_id()), "mine": one},
    ):
        with pytest.raises(RefusedError):
            open_grant(act.sealed[0], signer=signer, **wrong)


def test_without_the_sheets_key_nothing_is_sealed(worker, people):
    body = seal_body(TOLD, place=Place(new_id(), "package", 1), key=new_key(0))
    with pytest.raises(KeyError):
        seal_again(worker, new_id(), body, new_id(), list(people))
    assert list(worker.outbox) == []
