from demeso.directory.rules.listing import FAMILIES, are_people_of, may_write
from demeso.kernel.actor import Actor


def actor(*roles: str, agency: str = "yelen", writes: bool = True) -> Actor:
    allowed = frozenset({"directory.write"} if writes else ())
    return Actor("someone", agency, allowed, frozenset(roles))


def test_a_focal_point_keeps_her_own_agencys_entry_only():
    assert may_write(actor("focal_point"), "yelen")
    assert not may_write(actor("focal_point"), "sariya")
    assert not may_write(actor("focal_point"), "")


def test_a_person_without_an_agency_does_not_keep_entries_without_one():
    assert not may_write(actor("focal_point", agency=""), "")


def test_a_coordinator_and_an_administrator_keep_every_entry():
    for role in ("coordinator", "administrator"):
        assert may_write(actor(role), "sariya")
        assert may_write(actor(role), "")


def test_nobody_else_writes():
    assert not may_write(actor("caseworker", writes=False), "yelen")


def test_named_people_sign_in_for_the_agency():
    assert are_people_of("yelen", {"oumou": "yelen", "nene": "yelen"})
    assert are_people_of("", {})
    assert not are_people_of("yelen", {"oumou": "yelen", "aissata": "deme"})
    assert not are_people_of("", {"oumou": "yelen"})
    assert not are_people_of("", {"oumou": ""})


def test_families_are_the_seven_of_gbvims():
    assert len(FAMILIES) == len(set(FAMILIES)) == 7
