import pytest

from demeso.directory.queries.listing import (
    answering,
    get_organisation,
    is_listed,
    organisations,
    recipient,
)
from demeso.kernel.refusal import UnknownError
from tests.handing import list_organisation, list_yelen


def test_a_recipient_names_focal_point_deputy_and_services(awa, yelen, oumou, nene):
    entry = list_yelen(awa, yelen, oumou, nene)
    found = recipient(entry)
    assert (found.organisation, found.name) == (entry, "Centre Yèlèn")
    assert (found.agency, found.focal_point, found.deputy) == (
        yelen.id, oumou.id, nene.id,
    )  # fmt: skip
    assert found.services == ("health", "psychosocial")


def test_a_recipient_without_an_agency_names_nobody(awa):
    found = recipient(list_organisation(awa, "Clinique Sariya", "legal"))
    assert (found.agency, found.focal_point, found.deputy) == ("", "", "")


def test_an_unknown_organisation_is_no_recipient(awa):
    for ask in (recipient, lambda one: get_organisation(one, actor=awa.actor)):
        with pytest.raises(UnknownError):
            ask(awa.new_id())


def test_organisations_are_listed_by_name_and_by_service(awa, aissata):
    list_organisation(awa, "Sariya", "legal")
    list_organisation(awa, "Benkadi", "legal", "health")
    everyone = [row.name for row in organisations(aissata.actor)]
    assert everyone == ["Benkadi", "Sariya"]
    able = [row.name for row in organisations(aissata.actor, service="health")]
    assert able == ["Benkadi"]


def test_focal_point_and_deputy_answer_for_their_organisation(awa, yelen, oumou, nene):
    entry = list_yelen(awa, yelen, oumou, nene)
    assert is_listed(entry)
    assert answering(oumou.id) == answering(nene.id) == frozenset({entry})
    assert answering(awa.id) == frozenset()
