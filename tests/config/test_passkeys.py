import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from client.totp import code_at
from demeso.agencies.rules.passkeys import MOST
from demeso.kernel.clock import now
from tests.softkey import SoftKey, challenge_of

PLACE = "/_allauth/app/v1"
KEYS = f"{PLACE}/account/authenticators/webauthn"
FACTORS = f"{PLACE}/account/authenticators"
STEP = f"{PLACE}/auth/webauthn/authenticate"
JSON = "application/json"


@pytest.fixture
def door(client):
    def call(method, path, told=None, body=None):
        sent = {} if body is None else {"data": body, "content_type": JSON}
        return getattr(client, method)(path, headers=told or {}, **sent)

    return call


def half(door, person):
    said = {"username": person.username, "password": person.login_key}
    token = door("post", f"{PLACE}/auth/login", None, said).json()["meta"]
    return {"X-Session-Token": token["session_token"]}


def options(door, told, place=KEYS):
    found = door("get", place, told).json()["data"]
    return found.get("creation_options") or found["request_options"]


def add(door, told, key=None, name="Téléphone de service"):
    key = key or SoftKey()
    body = {"name": name, "credential": key.born(options(door, told))}
    return key, door("post", KEYS, told, body)


def step(door, told, key):
    said = key.answer(options(door, told, STEP))
    return door("post", STEP, told, {"credential": said})


def codes(response):
    return [error["code"] for error in response.json()["errors"]]


@pytest.fixture
def told(sign_in, aissata):
    return sign_in(aissata)


def test_a_key_is_added_by_name_and_shown_with_its_dates(door, told):
    _key, added = add(door, told)
    shown = door("get", FACTORS, told).json()["data"]
    assert added.status_code == 200
    assert [one["type"] for one in shown] == ["totp", "webauthn"]
    assert shown[1]["name"] == "Téléphone de service"
    assert shown[1]["created_at"]
    assert shown[1]["last_used_at"] is None


def test_after_the_passphrase_a_key_is_as_good_as_the_code(door, told, aissata):
    key, _added = add(door, told)
    waiting = half(door, aissata)
    assert door("get", "/app/v1/me", waiting).status_code == 401
    done = step(door, waiting, key)
    whole = {"X-Session-Token": done.json()["meta"]["session_token"]}
    assert done.status_code == 200
    assert door("get", "/app/v1/me", whole).status_code == 200


def test_a_session_that_a_key_opened_enters_the_desk_too(door, client, sign_in, kadi):
    key, _added = add(door, sign_in(kadi))
    done = step(door, half(door, kadi), key)
    whole = {"X-Session-Token": done.json()["meta"]["session_token"]}
    code = door("post", "/app/v1/desk-code", whole).json()["code"]
    assert client.post("/desk/enter", {"code": code}).status_code == 200
    assert client.get("/desk/").status_code == 200


def test_the_sign_in_says_which_second_factors_there_are(door, told, aissata):
    add(door, told)
    said = {"username": aissata.username, "password": aissata.login_key}
    first = door("post", f"{PLACE}/auth/login", None, said)
    [pending] = [one for one in first.json()["data"]["flows"] if one.get("is_pending")]
    assert sorted(pending["types"]) == ["totp", "webauthn"]


def test_the_code_still_works_beside_a_key(door, told, aissata):
    add(door, told)
    waiting = half(door, aissata)
    code = {"code": code_at(aissata.totp, now())}
    done = door("post", f"{PLACE}/auth/2fa/authenticate", waiting, code)
    assert done.status_code == 200


def test_a_key_is_asked_no_attestation_no_finger_and_no_face(door, told):
    asked = options(door, told)["publicKey"]
    assert asked.get("attestation", "none") == "none"
    assert asked["rp"] == {"id": "localhost", "name": "Carnet"}
    assert asked["authenticatorSelection"]["userVerification"] == "discouraged"
    assert asked["user"]["name"] == asked["user"]["displayName"] == "aissata"


def test_where_the_doors_stand_apart_keys_belong_to_the_application(
    door, told, settings
):
    host = "carnet.example.org"
    settings.ORIGINS = {
        "help": "https://aide.example.org",
        "app": f"https://{host}",
        "desk": "https://bureau.example.org",
    }
    settings.ALLOWED_HOSTS = [host]
    here = {**told, "Host": host}
    key = SoftKey(host=host, origin=f"https://{host}")
    assert add(door, here, key)[1].status_code == 200
    for elsewhere in (f"https://a.{host}", "https://bureau.example.org"):
        wrong = SoftKey(host=host, origin=elsewhere)
        assert codes(add(door, here, wrong)[1]) == ["incorrect_code"]


@pytest.mark.parametrize(
    "changed",
    [{"origin": "http://localhost:9000"}, {"origin": "https://evil.example"},
     {"host": "evil.example"}, {"flags": 0}],
)  # fmt: skip
def test_what_was_said_elsewhere_or_without_her_is_refused(
    door, told, aissata, changed
):
    assert codes(add(door, told, SoftKey(**changed))[1]) == ["incorrect_code"]
    key, _added = add(door, told)
    waiting = half(door, aissata)
    for name, value in changed.items():
        setattr(key, name, value)
    assert codes(step(door, waiting, key)) == ["incorrect_code"]
    assert door("get", "/app/v1/me", waiting).status_code == 401


def test_a_challenge_is_spent_by_any_answer_right_or_wrong(door, told, aissata):
    key, _added = add(door, told)
    waiting = half(door, aissata)
    asked = options(door, waiting, STEP)
    wrong = SoftKey(id=key.id).answer(asked)  # another secret under the same name
    assert codes(door("post", STEP, waiting, {"credential": wrong})) == [
        "incorrect_code"
    ]
    late = door("post", STEP, waiting, {"credential": key.answer(asked)})
    assert codes(late) == ["incorrect_code"]
    assert step(door, waiting, key).status_code == 200


def test_a_challenge_to_add_is_spent_too_and_each_is_another(door, told):
    asked = options(door, told)
    born = SoftKey().born(asked)
    assert door("post", KEYS, told, {"credential": born}).status_code == 200
    again = door("post", KEYS, told, {"credential": SoftKey().born(asked)})
    assert codes(again) == ["incorrect_code"]
    drawn = {challenge_of(options(door, told)) for _time in range(3)}
    assert len(drawn) == 3


def test_an_answer_for_one_person_is_none_for_another(door, sign_in, aissata, kadi):
    key, _added = add(door, sign_in(aissata))
    sign_in(kadi)
    waiting = half(door, kadi)
    code = door("get", STEP, waiting)
    assert "allowCredentials" not in json.dumps(code.json()) or (
        code.json()["data"]["request_options"]["publicKey"]["allowCredentials"] == []
    )
    said = key.answer(code.json()["data"]["request_options"])
    assert codes(door("post", STEP, waiting, {"credential": said})) == [
        "incorrect_code"
    ]


def test_a_copy_that_counts_behind_is_refused(door, told, aissata):
    key, _added = add(door, told)
    assert step(door, half(door, aissata), key).status_code == 200
    key.counter -= 1  # the copy does not know that the other was used
    assert codes(step(door, half(door, aissata), key)) == ["incorrect_code"]
    assert step(door, half(door, aissata), key).status_code == 200


def test_a_key_on_several_devices_counts_nothing_and_works(door, told, aissata):
    key, _added = add(door, told)
    for _time in range(2):
        key.counter = -1
        assert step(door, half(door, aissata), key).status_code == 200


def test_wrong_answers_are_counted_as_wrong_codes_are(door, told, aissata, settings):
    key, _added = add(door, told)
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "2/10m/key"}
    waiting, wrong = half(door, aissata), SoftKey(id=key.id)
    tries = [codes(step(door, waiting, wrong)) for _time in range(3)]
    assert tries[-1] == ["too_many_login_attempts"]


@pytest.mark.parametrize("said", [{}, [], "x", {"id": "a", "rawId": "a"}, None])
def test_what_is_no_answer_of_a_key_is_refused_plainly(door, told, aissata, said):
    add(door, told)
    waiting = half(door, aissata)
    options(door, told)
    options(door, waiting, STEP)
    assert door("post", KEYS, told, {"credential": said}).status_code == 400
    assert door("post", STEP, waiting, {"credential": said}).status_code == 400


def test_before_the_first_code_no_key_is_listed_or_added(door, aissata):
    first = half(door, aissata)
    for method, path in (("get", FACTORS), ("get", KEYS), ("post", KEYS)):
        assert door(method, path, first, {}).status_code == 409
    assert Authenticator.objects.count() == 0


def test_a_key_is_taken_away_while_the_code_stays(door, told):
    _key, added = add(door, told)
    gone = {"authenticators": [added.json()["data"]["id"]]}
    assert door("delete", KEYS, told, gone).status_code == 200
    assert [one.type for one in Authenticator.objects.all()] == ["totp"]


def test_the_last_factor_is_not_taken_away(door, told):
    _key, added = add(door, told)
    Authenticator.objects.filter(type="totp").delete()
    gone = {"authenticators": [added.json()["data"]["id"]]}
    assert door("delete", KEYS, told, gone).status_code == 409
    assert Authenticator.objects.count() == 1


def test_nobody_takes_away_or_sees_the_key_of_another(door, sign_in, aissata, kadi):
    _key, added = add(door, sign_in(aissata))
    told = sign_in(kadi)
    gone = {"authenticators": [added.json()["data"]["id"]]}
    assert door("delete", KEYS, told, gone).status_code == 400
    assert len(door("get", FACTORS, told).json()["data"]) == 1


def test_there_is_room_for_a_few_keys_and_no_more(door, told):
    for _time in range(MOST):
        assert add(door, told)[1].status_code == 200
    assert door("get", KEYS, told).status_code == 409


def test_a_key_without_a_name_gets_the_plainest_and_a_long_one_is_cut(door, told):
    names = [
        add(door, told, name=name)[1].json()["data"]["name"]
        for name in ("", " \n ", "a" * 90)
    ]
    assert names == ["Clé d’appareil", "Clé d’appareil", "a" * 40]


def test_a_key_is_neither_renamed_nor_a_way_in_alone(door, told):
    assert door("put", KEYS, told, {}).status_code == 405
    assert door("get", f"{PLACE}/auth/webauthn/login").status_code == 404
    assert door("post", f"{PLACE}/auth/webauthn/signup", None, {}).status_code == 404


def test_what_is_kept_of_a_challenge_is_gone_once_it_was_answered(door, told):
    add(door, told)
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert "challenge" not in json.dumps(kept, default=str)
