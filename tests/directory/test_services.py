import pytest

from demeso.directory.queries.listing import get_organisation
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import conflicts
from tests.cast import at_desk
from tests.handing import list_organisation, list_yelen

ENTRY = {"name": "Sariya", "region": "mopti", "services": ["legal"]}


def code_of(work) -> str:
    with pytest.raises(RefusedError) as refused:
        work()
    return refused.value.code


def test_an_administrator_registers_an_organisation_with_its_people(
    awa, yelen, oumou, nene
):
    entry = list_yelen(awa, yelen, oumou, nene)
    found = get_organisation(entry, actor=awa.actor)
    assert found.people == {oumou.id, nene.id}
    assert found.edited_at == awa.stage.time


def test_a_focal_point_registers_her_own_organisation_only(yelen, deme, oumou):
    people = {"agency": yelen.id, "focal_point": oumou.id}
    assert list_organisation(oumou, "Yèlèn", "health", **people)
    assert code_of(lambda: list_organisation(oumou, "X", "health")) == "record.unknown"
    other = {"agency": deme.id}
    refused = code_of(lambda: list_organisation(oumou, "X", "health", **other))
    assert refused == "record.unknown"


def test_a_caseworker_does_not_write_the_directory(aissata):
    refused = code_of(lambda: list_organisation(aissata, "X", "health"))
    assert refused == "record.unknown"


def test_an_organisation_is_registered_once(awa):
    entry = list_organisation(awa, "Sariya", "legal")
    again = code_of(lambda: list_organisation(awa, "Autre", "legal", record=entry))
    assert again == "organisation.known"


def test_people_belong_to_the_agency_that_is_named(awa, yelen, oumou, aissata):
    mixed = {"agency": yelen.id, "focal_point": oumou.id, "deputy": aissata.id}
    refused = code_of(lambda: list_organisation(awa, "Y", "health", **mixed))
    assert refused == "organisation.other_people"


def test_focal_point_and_deputy_are_two_people(awa, yelen, oumou):
    same = {"agency": yelen.id, "focal_point": oumou.id, "deputy": oumou.id}
    refused = code_of(lambda: list_organisation(awa, "Y", "health", **same))
    assert refused == "organisation.same_person"


def test_an_edit_changes_what_it_says_and_keeps_the_people(awa, yelen, oumou, nene):
    entry = list_yelen(awa, yelen, oumou, nene)
    groups = {"organisation": {**ENTRY, "cercle": "djenne"}}
    at_desk(awa, "organisation.edited", entry, "organisation@1", groups)
    found = get_organisation(entry, actor=awa.actor)
    assert (found.name, found.cercle, found.offers) == ("Sariya", "djenne", ("legal",))
    assert found.people == {oumou.id, nene.id}


def test_an_edit_may_name_other_people(awa, yelen, oumou, nene):
    entry = list_yelen(awa, yelen, oumou, nene)
    groups = {
        "organisation": ENTRY,
        "people": {"agency": yelen.id, "focal_point": nene.id},
    }
    oumou.do("organisation.edited", entry, "organisation@1", groups=groups)
    assert get_organisation(entry, actor=awa.actor).people == {nene.id}


def test_a_focal_point_does_not_edit_anothers_entry(awa, oumou):
    entry = list_organisation(awa, "Sariya", "legal")
    edit = {"groups": {"organisation": ENTRY}}
    refused = code_of(
        lambda: oumou.do("organisation.edited", entry, "organisation@1", **edit)
    )
    assert refused == "record.unknown"


def test_two_unseen_edits_are_both_kept(awa, moussa):
    entry = list_organisation(awa, "Sariya", "legal")
    for person, name in ((awa, "Sariya A"), (moussa, "Sariya B")):
        groups = {"organisation": {**ENTRY, "name": name}}
        person.do("organisation.edited", entry, "organisation@1", groups=groups)
    (found,) = conflicts([entry], actor=awa.actor)
    names = [value.answers["name"] for value in found.values]
    assert (found.group, sorted(names)) == ("organisation", ["Sariya A", "Sariya B"])
