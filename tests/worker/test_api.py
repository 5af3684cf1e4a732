from base64 import urlsafe_b64encode

import pytest

from client.keyring import PagePlace, seal_page
from client.log import Seen, proved_keys
from demeso.agencies.models import Worker
from demeso.kernel.canon import b64
from demeso.kernel.clock import now
from tests.cast import invite, newcomer
from tests.handing import help_someone

ADDRESSES = [
    ("get", "me"), ("get", "people"), ("get", "keys"), ("get", "grants"),
    ("get", "keyring"), ("get", "keyring/0"), ("put", "keyring/0"),
    ("get", "log"), ("post", "log"),
    ("post", "desk-code"), ("post", "devices"),
]  # fmt: skip


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys)


@pytest.fixture
def post(client):
    def send(path, body, **told):
        return client.post(f"/app/v1/{path}", body, "application/json", headers=told)

    return send


@pytest.fixture
def get(client, sign_in):
    def ask(person, path):
        return client.get(f"/app/v1/{path}", headers=sign_in(person))

    return ask


def wire(sent):
    return {
        "token": sent.token, "username": sent.username, "login_key": sent.login_key,
        "bundle": sent.bundle, "entry": sent.entry, "proof": sent.proof,
        "device": {
            "id": sent.device, "public": sent.answers.public,
            "label": sent.answers.label,
        },
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_without_a_session_there_is_nothing(client, db, method, path):
    refused = getattr(client, method)(f"/app/v1/{path}")
    assert refused.status_code == 401
    assert refused.json()["code"] == "session.missing"


def test_salt_is_answered_alike_for_known_and_unknown(post, aissata):
    known = post("salt", {"username": "aissata"}).json()["kdf"]
    unknown = post("salt", {"username": "nobody"}).json()["kdf"]
    again = post("salt", {"username": "nobody"}).json()["kdf"]
    assert unknown == again != known
    assert {**known, "salt": ""} == {**unknown, "salt": ""}
    assert len(known["salt"]) == len(unknown["salt"])
    assert post("salt", {"username": "AISSATA"}).json()["kdf"] == known


def test_an_invitation_shows_who_is_invited(post, awa, deme):
    awa.stage.time = now()
    worker, token = invite(awa, deme.id, "Issa")
    shown = post("invitation", {"token": token}).json()
    assert (shown["worker"], shown["called"]) == (worker, "Issa")
    assert shown["agency"] == {"id": deme.id, "name": deme.name}


def real_invitation(awa, deme, stage):
    """Invite somebody now: the door that lets her in reads the real clock."""
    stage.time = now()
    worker, token = invite(awa, deme.id, "Issa")
    return newcomer(stage, worker, "issa", token)


def test_an_unknown_link_is_told_so(post, db):
    refused = post("invitation", {"token": "x" * 43})
    assert refused.status_code == 404
    assert refused.json()["code"] == "invitation.unknown"


def test_an_invited_person_joins_and_signs_in(post, get, awa, deme, stage):
    sent, person = real_invitation(awa, deme, stage)
    joined = post("join", wire(sent))
    assert joined.json() == {
        "worker": person.id, "username": "issa", "device": sent.device,
    }  # fmt: skip
    shown = get(person, "me").json()
    assert shown["worker"]["called"] == "Issa"
    assert post("join", wire(sent)).json()["code"] == "invitation.unknown"


def test_a_changed_proof_is_refused(post, awa, deme, stage):
    sent, person = real_invitation(awa, deme, stage)
    body = {**wire(sent), "username": "other"}
    assert post("join", body).json()["code"] == "joining.proof"
    assert Worker.objects.filter(pk=person.id, joined_at=None).exists()


@pytest.mark.parametrize(
    "body",
    [{}, {"token": "x"}, {"token": "x" * 200}, {"token": ["x"]}, {"more": 1}],
)
def test_a_body_of_another_shape_is_refused_without_echo(post, db, body):
    refused = post("join", body)
    assert (refused.status_code, refused.json()["code"]) == (400, "request.malformed")
    assert "x" * 20 not in refused.content.decode()


def test_unknown_fields_are_refused(post, awa, deme, stage):
    sent, _person = real_invitation(awa, deme, stage)
    body = {**wire(sent), "passphrase": "in the clear"}
    refused = post("join", body)
    assert refused.json()["code"] == "request.malformed"
    assert "in the clear" not in refused.content.decode()


def test_a_second_browser_becomes_ones_device(client, sign_in, aissata):
    told = sign_in(aissata)
    body = {"id": aissata.new_id(), "public": b64(bytes(32)), "label": "second"}
    made = client.post("/app/v1/devices", body, "application/json", headers=told)
    assert made.json() == {"device": body["id"]}
    shown = client.get("/app/v1/me", headers=told).json()["devices"]
    assert [one["id"] for one in shown] == [aissata.pen.device, body["id"]]
    again = client.post("/app/v1/devices", body, "application/json", headers=told)
    assert again.json()["code"] == "device.known"


def test_me_says_who_one_is(get, aissata, deme_keys):
    shown = get(aissata, "me").json()
    assert shown["roles"] == ["caseworker"]
    assert shown["permissions"] == ["case.write"]
    assert shown["agency"]["name"] == "Association Dɛmɛ"
    assert shown["key"] == aissata.keys.fingerprint
    assert shown["bundle"]["kdf"]["name"] == "argon2id"
    assert [device["id"] for device in shown["devices"]] == [aissata.pen.device]
    owners = {key["owner"]: key["fp"] for key in shown["agency_keys"]}
    pairs = deme_keys.keys.items()
    assert owners == {owner: keys.fingerprint for owner, keys in pairs}


def test_people_are_colleagues_or_for_administrators_everybody(
    get, awa, aissata, salif, oumou
):
    mine = get(aissata, "people").json()
    assert {person["id"] for person in mine["people"]} == {aissata.id, salif.id}
    assert len(mine["agencies"]) == 1
    all_of_them = get(awa, "people").json()
    assert oumou.id in {person["id"] for person in all_of_them["people"]}
    assert len(all_of_them["agencies"]) == 3
    titles = {role["name"]: role["title"] for role in mine["roles"]}
    assert titles["caseworker"] == "Gestionnaire de cas"


def test_keys_are_shown_with_their_proof_in_the_ledger(
    get, aissata, oumou, awa, moussa
):
    asked = f"keys?fp={aissata.keys.fingerprint}&owner={oumou.id}"
    answer = get(aissata, asked).json()
    shown = answer["keys"]
    proved, _tree = proved_keys(answer, Seen(answer["log"]["key"]))
    assert proved == shown
    people = (aissata, oumou, awa, moussa)  # the last two signed both roles
    assert {key["fp"] for key in shown} == {one.keys.fingerprint for one in people}
    assert shown[0]["entry"]["suite"] == 2


def test_grants_are_ones_own(get, kadi, aissata, deme_keys):
    mine = get(kadi, "grants").json()
    assert [one["part"]["rights"] for one in mine["grants"]] == ["hold"]
    rest = get(kadi, f"grants?after={mine['next']}").json()
    assert rest == {"grants": [], "next": mine["next"], "more": False}
    assert get(aissata, "grants").json()["grants"] == []


def test_a_keyring_page_is_kept_and_handed_back(client, sign_in, aissata):
    told = sign_in(aissata)
    place = "/app/v1/keyring/3"
    assert client.get(place, headers=told).status_code == 404
    pages = [
        seal_page({}, place=PagePlace(aissata.id, 3, version), user_key=bytes(32))
        for version in (1, 2)
    ]
    for page in pages:
        kept = client.put(place, page, "application/json", headers=told)
        assert kept.json() == {"version": page["version"]}
    stale = client.put(place, pages[0], "application/json", headers=told)
    assert (stale.status_code, stale.json()["code"]) == (409, "keyring.stale")
    assert client.get(place, headers=told).json() == pages[1]
    listed = client.get("/app/v1/keyring", headers=told).json()
    assert listed == {"pages": [{"page": 3, "version": 2}]}


def test_a_page_goes_where_it_says_it_goes(client, sign_in, aissata):
    page = seal_page({}, place=PagePlace(aissata.id, 3, 1), user_key=bytes(32))
    told = sign_in(aissata)
    refused = client.put("/app/v1/keyring/4", page, "application/json", headers=told)
    assert refused.json()["code"] == "keyring.malformed"


def test_a_supervisor_asks_for_incidents_by_code_and_for_one(
    client, sign_in, get, kadi, helped
):
    record, told = kadi.new_id(), sign_in(kadi)
    groups = {"link": {"case": helped.case}, "type": {"q_penetration": "yes"}}
    helped.by.do("incident.recorded", record, "incident@1", groups=groups)

    def asked(what):
        answer = client.get(f"/app/v1/incidents{what}", headers=told)
        return answer.status_code, answer.json()

    listed = asked(f"?code={helped.code}")[1]["incidents"]
    assert [one["id"] for one in listed] == [record]
    assert asked("?code=K7QF2M9T4") == (200, {"incidents": []})
    assert asked(f"/{record}")[1]["derived"] == "rape"
    assert [asked(f"/{kadi.new_id()}")[0], asked("/x")[0]] == [404, 400]
    assert get(helped.by, "incidents").status_code == 404


def test_a_desk_code_is_long_and_new_each_time(client, sign_in, kadi):
    told = sign_in(kadi)
    made = [client.post("/app/v1/desk-code", headers=told).json() for _time in "ab"]
    assert len({one["code"] for one in made}) == 2
    assert len(made[0]["code"]) >= len(urlsafe_b64encode(bytes(32)).rstrip(b"="))


def test_refusals_are_said_in_the_readers_language(post, db):
    body = {"token": "x" * 43}
    french = post("invitation", body).json()["detail"]
    assert french == "Ce lien ne sert plus. Demandez-en un nouveau."
