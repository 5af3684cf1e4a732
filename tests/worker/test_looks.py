"""What a supervisor is shown of a child's yes: by code, or without one."""

import json

import pytest

from demeso.consent.queries import looks, notices
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError
from demeso.ledger.models import Access, Leaf
from demeso.worker.services import read_looks
from tests.handing import help_someone

pytestmark = pytest.mark.django_db(databases="__all__")

EIGHT = {
    "age_group": "6_11", "given_by": "worker", "no_caregiver": "harm",
    "assent": "yes", "accompanied_by": "relative", "heard_alone": "no",
}  # fmt: skip


@pytest.fixture
def child(aissata, deme_keys):
    return help_someone(aissata, deme_keys, **EIGHT)


@pytest.fixture
def girl(salif, deme_keys):
    return help_someone(salif, deme_keys, age_group="15_17", family_told="no")


def test_a_yes_that_waits_is_shown_by_code_with_what_was_decided(child, kadi):
    found = read_looks(actor=kadi.actor, at=now())
    [shown] = found["looks"]
    assert (shown["code"], shown["why"]) == (child.code, "best_interest")
    assert shown["asked_by"] == child.by.id
    assert shown["said"] == EIGHT
    assert "survivor" not in shown
    assert found["notices"] == []


def test_scenario_14_a_notice_leads_to_no_case(girl, kadi):
    found = read_looks(actor=kadi.actor, at=now())
    [told] = found["notices"]
    assert told.keys() == {"id", "asked_by", "asked_on", "age_group"}
    assert told["age_group"] == "15_17"
    assert told["asked_on"] == str(girl.by.stage.time.date())
    said = json.dumps(found)
    for handle in (girl.code, girl.survivor, girl.case):
        assert handle not in said
    for moment in (girl.survivor, girl.case):
        assert told["id"][:13] != moment[:13], "no id that carries the same moment"
    assert found["looks"] == []


def test_that_she_looked_is_written_down_for_whoever_controls_it(child, girl, kadi):
    read_looks(actor=kadi.actor, at=now())
    rows = Access.objects.filter(actor=kadi.id).values_list("record", "what")
    assert set(rows) == {
        (child.survivor, "app.looks"), (girl.survivor, "app.notices"),
    }  # fmt: skip


def test_where_nothing_waits_nothing_is_written(helped, kadi):
    before = Leaf.objects.count()
    assert read_looks(actor=kadi.actor, at=now()) == {"looks": [], "notices": []}
    assert Leaf.objects.count() == before


def test_what_is_read_does_not_come_back(child, girl, kadi):
    [look], [told] = looks(kadi.actor), notices(kadi.actor)
    kadi.do("consent.approved", look.id, "consent_approval@1",
            groups={"look": {"best_interest": "yes"}})  # fmt: skip
    kadi.do("notice.read", told.id, "notice@1", groups={"look": {"notice_read": "yes"}})
    assert read_looks(actor=kadi.actor, at=now()) == {"looks": [], "notices": []}


def test_only_a_supervisor_is_shown_them(child, girl, aissata, oumou, fatoumata):
    for person in (aissata, oumou, fatoumata):
        with pytest.raises(UnknownError):
            read_looks(actor=person.actor, at=now())


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys)
