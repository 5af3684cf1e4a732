"""The reference client changes a passphrase against the real server."""

import pytest

from client.keys import make_bundle, new_kdf, open_bundle, passphrase_keys
from client.passphrase import change, changing
from client.wire import WireError
from demeso.agencies.models import Account
from demeso.kernel.refusal import RefusedError
from demeso.vault.models import Bundle
from tests.cast import open_session
from tests.evil.server import Liar, open_notebook

pytestmark = pytest.mark.django_db(databases=["default", "grants"])
OLD, NEW = "sel mil vent pont lune", "fleuve natte tambour colline pirogue"


@pytest.fixture
def session(aissata):
    """Let Aïssata's passphrase be one that a test can say."""
    kdf = new_kdf(m=20480, t=2)
    keys = passphrase_keys(OLD, kdf)
    bundle = make_bundle(
        aissata.keys, user_key=aissata.user_key, wrap=keys.wrap, kdf=kdf
    )
    Bundle.objects.filter(pk=aissata.id).update(bundle=bundle)
    account = Account.objects.get(pk=aissata.id)
    account.set_password(keys.login)
    account.save()
    aissata.login_key = keys.login
    found = open_notebook(aissata, Liar()).session
    found.person.passphrase = OLD
    return found


def stands(session):
    me = session.wire.ask("GET", "/app/v1/me", headers=session.headers)
    return me["bundle"]


def test_the_new_one_opens_the_same_keys_and_settings_do_not_fall(session):
    change(session, NEW)
    bundle = stands(session)  # this session goes on
    assert (bundle["kdf"]["m"], bundle["kdf"]["t"]) == (20480, 2)
    keys = passphrase_keys(NEW, bundle["kdf"])
    opened = open_bundle(bundle, worker=session.worker, wrap=keys.wrap)
    assert opened.user_key == session.user_key
    assert session.person.passphrase == NEW


def test_other_sessions_of_hers_end_and_the_old_one_lets_nobody_in(session, aissata):
    other = open_session(Liar().http, aissata)
    me = ("GET", "/app/v1/me")
    assert session.wire.ask(*me, headers={"X-Session-Token": other})
    change(session, NEW)
    with pytest.raises(WireError):
        session.wire.ask(*me, headers={"X-Session-Token": other})
    said = {"username": "aissata", "password": aissata.login_key}
    answer = session.wire.call("POST", "/_allauth/app/v1/auth/login", said)
    assert answer.status == 400


def test_a_wrong_present_one_is_refused_before_anything_is_sent(session):
    session.person.passphrase = "un autre"
    with pytest.raises(RefusedError):
        change(session, NEW)


def test_ten_wrong_tries_and_then_a_pause(session):
    bundle = stands(session)
    wrong = passphrase_keys("un autre", bundle["kdf"]).login
    body = changing(session, NEW, bundle, wrong)

    def code():
        said = session.wire.call("POST", "/app/v1/passphrase", body, session.headers)
        return said.body["code"]

    assert {code() for _try in range(10)} == {"passphrase.wrong"}
    assert code() == "passphrase.often"
