import pytest

from client.grants import Terms, make_grant
from demeso.kernel.act import Act
from demeso.kernel.refusal import UnknownError
from demeso.vault import queries
from demeso.vault.models import Bundle, PublicKey
from demeso.vault.services import keep_parts
from tests.cast import publish


def grant_to(person, *readers):
    object_, keys = person.new_id(), {"identity": person.pen.new_key()}
    sealed = [
        make_grant(keys, terms=Terms(object_), to=reader.keys.entry, signer=person.keys)
        for reader in readers
    ]
    envelope = person.write("case.opened", object_, "case@1", sealed=sealed)
    act = Act(envelope, None, person.stage.now())
    keep_parts(actor=person.actor, act=act, objects=frozenset({object_}))
    return act.id


def test_revoked_keys_are_not_sealed_to(aissata):
    fingerprint = aissata.keys.fingerprint
    known = queries.keys_by_fingerprint([fingerprint])[fingerprint]
    assert (known.owner, known.owner_id) == ("worker", aissata.id)
    PublicKey.objects.update(revoked_at=aissata.stage.now())
    assert queries.keys_by_fingerprint([fingerprint]) == {}
    assert queries.current_fingerprints([aissata.id]) == {}
    assert queries.fingerprints_of([aissata.id]) == {fingerprint}


def test_keys_are_found_by_owner_and_by_fingerprint(aissata, salif):
    found = queries.keys_of([aissata.id], [salif.keys.fingerprint])
    assert {key.owner_id for key in found} == {aissata.id, salif.id}
    assert queries.keys_of() == []


def test_the_latest_epoch_is_known(kadi, deme):
    assert queries.latest_epoch("vault", deme.id) == 0
    keys = publish(kadi, deme, "vault")
    assert queries.latest_epoch("vault", deme.id) == 1
    current = queries.current_fingerprints([deme.id])
    assert current == {("vault", deme.id): keys.fingerprint}


def test_grants_are_handed_out_in_order_and_to_their_owner_only(aissata, salif):
    acts = [grant_to(aissata, aissata, salif) for _case in range(3)]
    mine = queries.grants_to([salif.keys.fingerprint])
    assert [grant.act_id for grant in mine] == acts
    rest = queries.grants_to([salif.keys.fingerprint], mine[0].place)
    assert [grant.act_id for grant in rest] == acts[1:]
    assert queries.grants_to([]) == []
    assert len(queries.grants_of(acts, to=[])) == 0


def test_bodies_of_unknown_acts_are_none(aissata):
    assert queries.bodies_of([aissata.new_id()]) == {}


def test_a_worker_has_one_bundle_and_a_stranger_none(aissata):
    assert queries.get_bundle(aissata.id)["v"] == 1
    with pytest.raises(UnknownError):
        queries.get_bundle(aissata.new_id())


def test_passphrase_settings_are_the_workers_own_or_made_up(aissata):
    own = Bundle.objects.filter(worker=aissata.id).first().bundle["kdf"]
    assert queries.kdf_settings("aissata", aissata.id, b"key") == own
    fake = queries.kdf_settings("aissata", "", b"key")
    assert fake["salt"] != own["salt"]
    assert {**fake, "salt": ""} == {**own, "salt": ""}


def test_a_keyring_that_is_not_there_is_unknown(aissata):
    assert queries.keyring_versions(aissata.id) == {}
    with pytest.raises(UnknownError):
        queries.get_keyring_page(aissata.id, 0)
