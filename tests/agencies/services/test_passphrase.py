import os

import pytest
from django.db import DatabaseError

from client.keys import new_kdf, open_bundle
from demeso.agencies.models import Account
from demeso.agencies.services import passphrase
from demeso.agencies.services.passphrase import change_passphrase
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry, Payload
from demeso.vault.models import Bundle
from demeso.vault.queries import get_bundle
from tests.changing import changing

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def change(worker, sent):
    return change_passphrase(actor=worker.actor, changing=sent, at=worker.stage.now())


def refused(code, worker, sent):
    before = Account.objects.get(pk=worker.id).password, get_bundle(worker.id)
    with pytest.raises(RefusedError) as told:
        change(worker, sent)
    assert told.value.code == code
    after = Account.objects.get(pk=worker.id).password, get_bundle(worker.id)
    assert after == before


def lets_in(worker, login):
    return Account.objects.get(pk=worker.id).check_password(login)


def test_the_new_passphrase_opens_the_same_keys_and_the_old_one_nothing(aissata):
    wrap = os.urandom(32)
    sent = changing(aissata, wrap=wrap)
    change(aissata, sent)
    assert lets_in(aissata, sent.login_key)
    assert not lets_in(aissata, aissata.login_key)
    opened = open_bundle(get_bundle(aissata.id), worker=aissata.id, wrap=wrap)
    assert opened.user_key == aissata.user_key  # keyring, drafts and seeds still open
    assert opened.sign_seed == aissata.keys.sign_seed


def test_it_is_written_in_the_ledger_without_a_word_of_it(aissata):
    change(aissata, sent := changing(aissata))
    entry = Entry.objects.get(kind="passphrase.changed")
    body = Payload.objects.get(pk=entry.position).body
    assert (entry.record, entry.actor) == (aissata.id, aissata.id)
    assert sent.login_key not in body
    assert sent.bundle["wrapped"]["ct"] not in body


def test_the_present_passphrase_is_asked(aissata, salif):
    refused("passphrase.wrong", aissata, changing(aissata, present=salif.login_key))


def test_settings_never_go_down(aissata):
    change(aissata, strong := changing(aissata, kdf=new_kdf(m=32768, t=3)))
    aissata.login_key = strong.login_key
    refused("passphrase.weaker", aissata, changing(aissata))
    stands = get_bundle(aissata.id)["kdf"]
    refused("passphrase.weaker", aissata, changing(aissata, kdf=stands))


def test_only_her_own_keys_say_so(aissata, salif):
    refused("passphrase.proof", aissata, changing(aissata, signer=salif.keys))


def test_of_two_changes_at_once_one_counts(aissata):
    one, other = changing(aissata), changing(aissata)
    change(aissata, one)
    aissata.login_key = one.login_key
    late = changing(aissata, before=other.before)
    refused("passphrase.stale", aissata, late)
    assert lets_in(aissata, one.login_key)


@pytest.mark.parametrize("step", ["keep_bundle", "act_through", "_go_on"])
def test_cut_between_two_steps_exactly_the_old_one_is_valid(aissata, monkeypatch, step):
    sent, kept = changing(aissata), get_bundle(aissata.id)

    def cut(*given, **more):
        raise DatabaseError

    monkeypatch.setattr(passphrase, step, cut)
    with pytest.raises(DatabaseError):
        change(aissata, sent)
    assert lets_in(aissata, aissata.login_key)
    assert not lets_in(aissata, sent.login_key)
    assert get_bundle(aissata.id) == kept


def test_no_device_says_so_without_a_change(aissata):
    change(aissata, sent := changing(aissata))
    said = {"passphrase": {"bundle": passphrase.digest(dict(sent.bundle))}}
    with pytest.raises(RefusedError) as told:
        aissata.do("passphrase.changed", aissata.id, "passphrase@1", groups=said)
    assert told.value.code == "passphrase.stale"
    assert Bundle.objects.get(pk=aissata.id).bundle == sent.bundle
