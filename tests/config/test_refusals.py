"""A refusal is remembered: by the door, after what was tried is undone."""

import json

import pytest
from django.db import transaction
from django.test.client import MULTIPART_CONTENT

from config import refusals
from demeso.agencies.services.doors import make_desk_code
from demeso.directory.models import Organisation
from demeso.kernel.clock import now
from demeso.ledger.models import Payload
from demeso.ledger.verification import verify
from tests.handing import help_someone, list_yelen


@pytest.fixture
def desk(client):
    """Return a way to open the desk as someone."""

    def come_in(person):
        code, _until = make_desk_code(actor=person.actor, at=now())
        assert client.post("/desk/enter", {"code": code}).status_code == 200
        return client

    return come_in


def kept() -> list[dict[str, str]]:
    """Return what the ledger says of refusals, oldest first."""
    rows = Payload.objects.order_by("pk").values_list("leaf__data", "body")
    return [
        json.loads(body)
        for data, body in rows
        if json.loads(bytes(data))["type"] == "refusal"
    ]


def test_a_page_that_is_not_hers_is_remembered_under_her_name(desk, oumou):
    assert desk(oumou).get("/desk/suivi").status_code == 404
    page = {"code": "record.unknown", "what": "desk:tracker", "records": []}
    assert kept() == [{"actor": oumou.id, **page}]
    assert verify().first is None


def test_what_she_tried_is_remembered_without_what_she_asked_for(
    desk, oumou, aissata, deme_keys
):
    helped = help_someone(aissata, deme_keys)
    browser = desk(oumou)
    for handle in (helped.code, helped.case, helped.survivor):
        assert browser.get(f"/desk/annuaire/{handle}").status_code == 404
    page = {"code": "record.unknown", "what": "desk:edit-organisation", "records": []}
    assert kept() == [{"actor": oumou.id, **page}] * 3


def test_a_refusal_of_the_json_door_is_remembered(client, sign_in, oumou):
    answer = client.get("/app/v1/keyring/0", headers=sign_in(oumou))
    assert answer.status_code == 404
    page = {"code": "record.unknown", "what": "api-1:app-keyring-page", "records": []}
    assert kept() == [{"actor": oumou.id, **page}]


def test_a_form_that_is_refused_is_remembered_and_changes_nothing(
    desk, awa, yelen, oumou, nene
):
    entry = list_yelen(awa, yelen, oumou, nene)
    said = {
        "act": oumou.new_id(), "base": "0", "name": "Autre", "region": "mopti",
        "services": ["legal"], "agency": yelen.id, "focal_point": nene.id,
        "deputy": nene.id,
    }  # fmt: skip
    assert desk(oumou).post(f"/desk/annuaire/{entry}", said).status_code == 200
    found = {"code": "organisation.same_person", "what": "organisation.edited"}
    assert kept() == [{"actor": oumou.id, **found, "records": []}]
    assert Organisation.objects.get(pk=entry).name == yelen.name


def test_somebody_who_is_not_known_here_leaves_no_leaf(client, db):
    for place in ("/desk/", "/desk/suivi", "/desk/annuaire/x", "/nowhere", "/app/v1/me",
                  "/app/forms/nothing@1.fr.html"):  # fmt: skip
        assert client.get(place).status_code in (401, 404)
    assert client.post("/field/v1/exchange").status_code == 401
    assert kept() == []


def test_keys_that_do_not_fit_are_remembered_up_to_a_limit(client, stage, monkeypatch):
    monkeypatch.setattr(refusals, "MOST_AN_HOUR", 3)
    body = {"token": "x" * 24}
    for _time in range(5):
        assert client.post("/desk/enter", {"code": "x"}).status_code == 403
        sent = client.post("/app/v1/invitation", body, "application/json")
        assert sent.status_code == 404
    codes = [(one["actor"], one["code"]) for one in kept()]
    assert codes.count(("desk", "desk.code")) == 3
    assert codes.count(("join", "invitation.unknown")) == 3
    assert len(codes) == 6


@pytest.mark.parametrize(
    ("address", "said", "kind"),
    [
        ("/suite", {"page": "card", "site": "x\0"}, MULTIPART_CONTENT),
        ("/app/v1/salt", '{"username": "x\\u0000"}', "application/json"),
    ],
)
def test_what_no_database_can_hold_is_refused_and_nothing_breaks(
    client, address, said, kind, db
):
    client.raise_request_exception = False
    with transaction.atomic():
        answer = client.post(address, said, kind)
        transaction.set_rollback(True)
    assert answer.status_code < 500
