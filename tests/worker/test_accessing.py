"""Her number passes through the door once; who may see where it stands."""

import json

import pytest

from demeso.survivors.models import OwnAccess
from demeso.survivors.porter.asking import check
from tests.cast import publish
from tests.handing import help_someone
from tests.portering import NUMBER, PIN, say_given

pytestmark = pytest.mark.django_db(databases="__all__")
JSON = "application/json"


@pytest.fixture
def helped(aissata, deme_keys, gate, monkeypatch):
    monkeypatch.setattr("demeso.worker.api.access.now", aissata.stage.now)
    return help_someone(aissata, deme_keys)


def put(client, headers, access, **said):
    body = {"number": NUMBER, "pin": PIN, **said}
    place = f"/app/v1/access/{access}"
    return client.put(place, json.dumps(body), JSON, headers=headers)


def test_a_number_arrives_and_is_not_given_back(client, sign_in, helped):
    headers, access = sign_in(helped.by), say_given(helped)
    place = f"/app/v1/access/of/{helped.survivor}"
    assert client.get(place, headers=headers).json()["access"]["is_awaited"] is True
    answer = put(client, headers, access)
    assert answer.json() == {"set": True}
    shown = client.get(place, headers=headers)
    assert (shown.json()["access"]["id"], shown.json()["access"]["state"]) == (
        access, "given")  # fmt: skip
    assert NUMBER not in shown.content.decode()
    assert check(NUMBER, PIN, "f").access == access


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"pin": "123456"}, 422, "number.pin"),
        ({"number": "12"}, 409, "number.taken"),
        ({"number": "4071826x"}, 400, "request.malformed"),
        ({"code": "K7QF2M9T3"}, 400, "request.malformed"),
    ],
)
def test_what_is_wrong_is_said_without_repeating_it(
    client, sign_in, helped, said, status, code
):
    answer = put(client, sign_in(helped.by), say_given(helped), **said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert all(value not in answer.content.decode() for value in said.values())
    assert OwnAccess.objects.get().awaited_at is not None


def test_another_worker_sees_nothing_and_sets_nothing(client, sign_in, helped, salif):
    access, headers = say_given(helped), sign_in(salif)
    place = f"/app/v1/access/of/{helped.survivor}"
    assert client.get(place, headers=headers).status_code == 404
    assert put(client, headers, access).status_code == 404
    assert put(client, {}, access).status_code == 401


def test_without_a_porter_it_is_said_and_can_be_done_again(
    client, sign_in, helped, settings, tmp_path
):
    headers, access, there = sign_in(helped.by), say_given(helped), settings.PORTER
    settings.PORTER = tmp_path
    assert put(client, headers, access).json()["code"] == "number.silent"
    settings.PORTER = there
    assert put(client, headers, access).status_code == 200


def test_a_supervisor_sees_who_waits_and_who_holds_the_key(
    client, sign_in, helped, kadi, deme
):
    headers = sign_in(kadi)
    found = client.get("/app/v1/callbacks", headers=headers).json()
    assert found == {
        "callbacks": [], "intake": {"epoch": 0, "holders": [], "is_mine": False}
    }  # fmt: skip
    publish(kadi, deme, "intake")
    found = client.get("/app/v1/callbacks", headers=headers).json()
    assert found["intake"] == {"epoch": 1, "holders": ["Kadi"], "is_mine": True}
