import pytest

from client.keys import (
    KeyPair,
    kem_private,
    key_pair,
    make_bundle,
    new_agency_keys,
    new_kdf,
    new_worker_keys,
    open_bundle,
    passphrase_keys,
)
from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.kernel.refusal import RefusedError
from tests.client.known import drawing, pair_of

pytestmark = pytest.mark.rules
PASSPHRASE, BUNDLE = read_vectors("passphrase"), read_vectors("bundle")
ENTRY = read_vectors("entry")
WORKER, WRAP = BUNDLE["worker"], unb64(BUNDLE["wrap"])


def test_passphrases_become_the_known_keys():
    for case in PASSPHRASE["cases"]:
        keys = passphrase_keys(case["passphrase"], case["kdf"])
        assert (keys.login, b64(keys.wrap)) == (case["login"], case["wrap"])
        assert len(keys.login) == 43
        assert keys.login not in repr(keys)


@pytest.mark.parametrize("case", PASSPHRASE["refused"], ids=lambda case: case["name"])
def test_settings_below_the_floor_are_refused(case):
    with pytest.raises(RefusedError) as told:
        passphrase_keys("quatre mots du marché", case["kdf"])
    assert (told.value.code, told.value.field) == ("passphrase.settings", case["field"])


def test_an_empty_passphrase_is_refused():
    with pytest.raises(RefusedError) as told:
        passphrase_keys("", new_kdf())
    assert told.value.code == "passphrase.empty"


def test_the_same_seeds_give_the_known_entry():
    for case in ENTRY["cases"]:
        known, entry = pair_of(case), case["entry"]
        made = key_pair(
            entry["owner"],
            entry["id"],
            kem_seed=known.kem_seed,
            sign_seed=known.sign_seed,
        )
        assert made == known
        assert made.fingerprint == case["fingerprint"]
        kem_private(made.kem_seed)


def test_a_key_pair_hides_its_seeds():
    pair = new_worker_keys(WORKER)
    assert str(pair.kem_seed) not in repr(pair)
    assert str(pair.sign_seed) not in repr(pair)


def test_drawn_keys_are_new_and_agencies_do_not_sign():
    one, two = new_worker_keys(WORKER), new_worker_keys(WORKER)
    assert one.fingerprint != two.fingerprint
    agency = new_agency_keys("oversight", WORKER, epoch=3)
    assert (agency.entry["sign"], agency.entry["epoch"]) == ("", 3)
    assert isinstance(agency, KeyPair)


def test_the_known_bundle_opens_and_is_made_again():
    known = BUNDLE["bundle"]
    opened = open_bundle(known, worker=WORKER, wrap=WRAP)
    pair = pair_of(BUNDLE["pair"])
    assert b64(opened.user_key) == BUNDLE["user_key"]
    assert (opened.kem_seed, opened.sign_seed) == (pair.kem_seed, pair.sign_seed)
    salts = drawing(known["wrapped"]["salt"], known["private"]["salt"])
    made = make_bundle(
        pair, user_key=opened.user_key, wrap=WRAP, kdf=known["kdf"], random=salts
    )
    assert made == known


@pytest.mark.parametrize("case", BUNDLE["refused"], ids=lambda case: case["name"])
def test_a_changed_bundle_is_refused(case):
    with pytest.raises(RefusedError) as told:
        open_bundle(case["bundle"], worker=case["worker"], wrap=WRAP)
    assert (told.value.code, told.value.field) == (case["code"], case["field"])


def test_another_passphrase_opens_nothing():
    wrap = passphrase_keys("un autre secret", BUNDLE["bundle"]["kdf"]).wrap
    with pytest.raises(RefusedError) as told:
        open_bundle(BUNDLE["bundle"], worker=WORKER, wrap=wrap)
    assert told.value.code == "sealed.unreadable"
