from demeso.worker import queries


def test_somebody_without_keys_of_her_agency_sees_none(aissata):
    shown = queries.show_me(aissata.actor)
    assert shown["agency_keys"] == []
    assert shown["worker"]["username"] == "aissata"


def test_people_are_shown_with_roles_and_keys(aissata, salif):
    shown = {p["id"]: p for p in queries.show_people(aissata.actor)["people"]}
    assert shown[salif.id]["key"] == salif.keys.fingerprint
    assert [held["role"] for held in shown[salif.id]["roles"]] == ["caseworker"]


def test_unknown_keys_are_not_shown(stage):
    assert queries.show_keys(["x" * 43], []) == {"keys": []}


def test_nothing_granted_asks_again_from_the_same_place(aissata):
    shown = queries.show_grants(aissata.actor, 7)
    assert shown == {"grants": [], "next": 7, "more": False}


def test_an_empty_keyring_has_no_pages(aissata):
    assert queries.show_keyring(aissata.actor) == {"pages": []}


def test_settings_are_made_up_for_nobody(aissata):
    one, other = (queries.show_settings(name) for name in ("aissata", "nobody"))
    assert set(one) == set(other) == {"kdf"}
    assert one != other
