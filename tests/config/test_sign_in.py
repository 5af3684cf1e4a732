import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache

from client.totp import code_at
from config.accounts import SealedSecrets, StaffOnly
from demeso.agencies.models import Account
from demeso.kernel.canon import b64
from demeso.kernel.clock import now

PLACE = "/_allauth/app/v1"
FACTOR = f"{PLACE}/account/authenticators/totp"


@pytest.fixture
def post(client):
    def send(path, body, token=""):
        told = {"X-Session-Token": token} if token else {}
        return client.post(f"{PLACE}/{path}", body, "application/json", headers=told)

    return send


def login(post, person, **changed):
    said = {"username": person.username, "password": person.login_key, **changed}
    return post("auth/login", said)


def codes(response):
    return [error["code"] for error in response.json()["errors"]]


def test_a_first_sign_in_can_do_nothing_but_set_up_the_second_factor(
    client, post, aissata
):
    first = login(post, aissata)
    token = first.json()["meta"]["session_token"]
    told = {"X-Session-Token": token}
    assert first.status_code == 200
    assert client.get("/app/v1/me", headers=told).status_code == 401
    offered = client.get(FACTOR, headers=told)
    secret = offered.json()["meta"]["secret"]
    assert offered.status_code == 404
    assert "issuer=Carnet" in offered.json()["meta"]["totp_url"]
    wrong = post("account/authenticators/totp", {"code": "000000"}, token)
    assert codes(wrong) == ["incorrect_code"]
    right = {"code": code_at(secret, now())}
    assert post("account/authenticators/totp", right, token).status_code == 200
    assert client.get("/app/v1/me", headers=told).status_code == 200


def test_every_other_sign_in_asks_for_a_code(client, post, sign_in, aissata):
    sign_in(aissata)
    first = login(post, aissata)
    token = first.json()["meta"]["session_token"]
    told = {"X-Session-Token": token}
    pending = [flow for flow in first.json()["data"]["flows"] if flow.get("is_pending")]
    assert (first.status_code, pending[0]["id"]) == (401, "mfa_authenticate")
    assert client.get("/app/v1/me", headers=told).status_code == 401
    assert client.get(FACTOR, headers=told).status_code == 401
    code = {"code": code_at(aissata.totp, now())}
    done = post("auth/2fa/authenticate", code, token)
    assert done.status_code == 200
    whole = {"X-Session-Token": done.json()["meta"]["session_token"]}
    assert client.get("/app/v1/me", headers=whole).status_code == 200


def test_a_code_is_taken_once(post, sign_in, aissata):
    sign_in(aissata)
    code = {"code": code_at(aissata.totp, now())}
    answers = []
    for _time in range(2):
        token = login(post, aissata).json()["meta"]["session_token"]
        answers.append(post("auth/2fa/authenticate", code, token))
    assert [answer.status_code for answer in answers] == [200, 400]
    assert codes(answers[1]) == ["incorrect_code"]


def test_a_used_code_stays_used_while_it_would_be_right(post, sign_in, aissata):
    sign_in(aissata)
    code = code_at(aissata.totp, now())
    marker = f"allauth.mfa.totp.used?user={aissata.id}&code={code}"
    answers = []
    for _time in range(2):
        token = login(post, aissata).json()["meta"]["session_token"]
        answers.append(post("auth/2fa/authenticate", {"code": code}, token))
        cache.delete(marker)  # it lasts half a minute, the code three times that
    assert [answer.status_code for answer in answers] == [200, 400]


def test_an_app_session_opens_no_page_of_the_desk(client, post, kadi):
    client.cookies["carnet"] = login(post, kadi).json()["meta"]["session_token"]
    assert client.get("/desk/").status_code == 401


def test_a_desk_session_opens_nothing_in_the_app(client, sign_in, kadi):
    told = sign_in(kadi)
    code = client.post("/app/v1/desk-code", headers=told).json()["code"]
    assert client.post("/desk/enter", {"code": code}).status_code == 200
    assert client.get("/desk/").status_code == 200
    taken = {"X-Session-Token": client.cookies["carnet"].value}
    assert client.get("/app/v1/me", headers=taken).status_code == 401


def test_the_second_factor_is_neither_replaced_nor_taken_off(client, sign_in, aissata):
    told = sign_in(aissata)
    shown = client.get(FACTOR, headers=told)
    assert shown.status_code == 200
    assert aissata.totp not in shown.content.decode()
    code = {"code": code_at(aissata.totp, now())}
    again = client.post(FACTOR, code, "application/json", headers=told)
    assert again.status_code == 409
    assert client.delete(FACTOR, headers=told).status_code == 405
    assert Authenticator.objects.count() == 1


def test_a_session_that_is_over_opens_nothing(client, sign_in, aissata):
    told = sign_in(aissata)
    client.delete(f"{PLACE}/auth/session", headers=told)
    assert client.get("/app/v1/me", headers=told).status_code == 401


def test_a_cookie_opens_nothing_in_the_app(client, sign_in, aissata):
    token = sign_in(aissata)["X-Session-Token"]
    client.cookies["carnet"] = token
    assert client.get("/app/v1/me").status_code == 401


def test_signing_in_sets_no_cookie(client, sign_in, aissata):
    sign_in(aissata)
    assert not client.cookies


@pytest.mark.parametrize("password", ["secret", "a" * 42, "a" * 44, "Azerty!123"])
def test_a_typed_passphrase_never_reaches_the_hasher(
    post, aissata, password, monkeypatch
):
    monkeypatch.setattr(Account, "check_password", None)
    monkeypatch.setattr(Account, "set_password", None)
    refused = login(post, aissata, password=password)
    assert (refused.status_code, codes(refused)) == (400, ["login.shape"])
    assert password not in refused.content.decode()


def test_unknown_people_and_wrong_keys_look_the_same(post, aissata):
    wrong = login(post, aissata, password=b64(bytes(32)))
    unknown = login(post, aissata, username="nobody", password=b64(bytes(32)))
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() == unknown.json()
    assert codes(wrong) == ["username_password_mismatch"]


@pytest.mark.parametrize("name", ["aissata", "nobody"])
def test_guessing_is_counted_by_name_alone(post, aissata, settings, name):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "3/10m/key"}
    tries = [
        codes(login(post, aissata, username=name, password=b64(bytes([n] * 32))))
        for n in range(4)
    ]
    assert tries == [["username_password_mismatch"]] * 3 + [["too_many_login_attempts"]]


def test_a_right_key_is_not_counted(post, aissata, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "2/10m/key"}
    assert {login(post, aissata).status_code for _time in range(5)} == {200}


def test_guessing_codes_is_counted(post, sign_in, aissata, settings):
    sign_in(aissata)
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "3/10m/key"}
    token = login(post, aissata).json()["meta"]["session_token"]
    tries = [
        codes(post("auth/2fa/authenticate", {"code": f"00000{n}"}, token))
        for n in range(4)
    ]
    assert tries[-1] == ["too_many_login_attempts"]


@pytest.mark.parametrize(
    "path",
    [
        "auth/password/request", "auth/password/reset", "auth/signup",
        "auth/email/verify", "auth/code/request", "auth/code/confirm",
        "auth/reauthenticate", "auth/2fa/reauthenticate", "auth/phone/verify",
        "account/email", "account/phone", "account/password/change",
        "account/authenticators/recovery-codes", "auth/webauthn/login",
        "auth/webauthn/signup", "auth/webauthn/reauthenticate",
        "tokens/refresh", "config",
    ],
)  # fmt: skip
def test_there_is_no_other_way_in(client, post, path, db):
    assert post(path, {}).status_code == 404
    assert client.get(f"{PLACE}/{path}").status_code == 404
    assert client.get(f"/_allauth/browser/v1/{path}").status_code == 404


def test_nobody_signs_up_by_herself(rf, db):
    assert not StaffOnly().is_open_for_signup(rf.get("/"))
    assert StaffOnly().send_mail("x", "y", {}) is None


def test_second_factor_secrets_are_encrypted_at_rest(sign_in, aissata):
    sign_in(aissata)
    kept = Authenticator.objects.get(user=aissata.id).data["secret"]
    assert aissata.totp not in kept
    assert SealedSecrets().decrypt(kept) == aissata.totp
    assert SealedSecrets().encrypt("x") != SealedSecrets().encrypt("x")
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert aissata.totp not in str(sessions)
