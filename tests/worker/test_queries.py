from demeso.vault.queries import keys_of
from demeso.worker import queries


def test_somebody_without_keys_of_her_agency_sees_none(aissata):
    shown = queries.show_me(aissata.actor, at=aissata.stage.now())
    assert shown["agency_keys"] == []
    assert shown["worker"]["username"] == "aissata"


def test_people_are_shown_with_roles_and_keys(aissata, salif):
    shown = {p["id"]: p for p in queries.show_people(aissata.actor)["people"]}
    assert shown[salif.id]["key"] == salif.keys.fingerprint
    assert [held["role"] for held in shown[salif.id]["roles"]] == ["caseworker"]


def test_a_key_without_a_leaf_in_the_tree_has_no_proof(aissata):
    (key,) = keys_of([aissata.id])
    (shown,) = queries.show_keys([key], 1)
    assert (shown["fp"], shown["proof"]) == (aissata.keys.fingerprint, None)


def test_a_tree_that_nobody_signed_says_so(db):
    shown = queries.show_log(None, 7)
    assert (shown["note"], shown["since"], shown["proof"]) == ("", 7, [])


def test_nothing_granted_asks_again_from_the_same_place(aissata):
    shown = queries.show_grants(aissata.actor, 7)
    assert shown == {"grants": [], "next": 7, "more": False}


def test_an_empty_keyring_has_no_pages(aissata):
    assert queries.show_keyring(aissata.actor) == {"pages": []}


def test_settings_are_made_up_for_nobody(aissata):
    one, other = (queries.show_settings(name) for name in ("aissata", "nobody"))
    assert set(one) == set(other) == {"kdf"}
    assert one != other
