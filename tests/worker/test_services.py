import pytest

from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Access
from demeso.worker.services import read_incident, read_incidents, read_proposals
from tests.handing import help_someone, withdraw

pytestmark = pytest.mark.django_db(databases="__all__")

CHECKED = ("plan_reviewed", "needs_met", "agreed", "told_return")


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys)


def propose(helped):
    closure = helped.by.new_id()
    link = {"case": helped.case, "survivor": helped.survivor, "code": helped.code}
    helped.by.do(
        "closure.proposed", closure, "closure@1",
        groups={"link": link, "closing": {"reasons": ["asked"]},
                "checklist": dict.fromkeys(CHECKED, "yes")},
    )  # fmt: skip
    return closure


def test_a_supervisor_sees_by_code_what_waits(helped, kadi):
    closure = propose(helped)
    (shown,) = read_proposals(actor=kadi.actor, at=now())
    assert (shown["id"], shown["code"]) == (closure, helped.code)
    assert shown["reasons"] == ["asked"]
    assert set(shown["checklist"].values()) == {"yes"}
    assert "survivor" not in shown


def test_that_she_looked_is_written_down(helped, kadi):
    propose(helped)
    read_proposals(actor=kadi.actor, at=now())
    assert Access.objects.filter(record=helped.case, actor=kadi.id).exists()


def test_nobody_else_sees_it(helped, salif, oumou):
    propose(helped)
    for other in (salif, oumou):
        with pytest.raises((RefusedError, UnknownError)):
            read_proposals(actor=other.actor, at=now())


def tell(helped, **answers):
    record = helped.by.new_id()
    groups = {"link": {"case": helped.case}, "type": answers}
    helped.by.do("incident.recorded", record, "incident@1", groups=groups)
    return record


def test_a_supervisor_sees_a_type_by_code_and_what_made_it(helped, kadi):
    record = tell(helped, q_penetration="no", q_contact="yes")
    (listed,) = read_incidents(actor=kadi.actor, at=now(), code="")
    assert (listed["id"], listed["code"]) == (record, helped.code)
    assert "answers" not in listed
    shown = read_incident(incident=record, actor=kadi.actor, at=now())
    assert shown["derived"] == shown["gbv_type"] == "sexual_assault"
    assert list(shown["answers"].values()) == ["no", "yes", "", "", "", ""]
    assert Access.objects.filter(record=helped.case, what="app.incident").exists()


def test_a_correction_starts_from_what_she_saw(helped, kadi):
    record = tell(helped, q_contact="yes", q_penetration="no")
    seen = read_incident(incident=record, actor=kadi.actor, at=now())
    said = {"corrected_type": "rape", "correction_reason": "order"}
    kadi.do("type.corrected", record, "correction@1", groups={"correction": said},
            base=seen["version"])  # fmt: skip
    shown = read_incident(incident=record, actor=kadi.actor, at=now())
    assert (shown["gbv_type"], shown["derived"]) == ("rape", "sexual_assault")
    assert shown["correction_reason"] == "order"
    assert shown["version"] > seen["version"]


def test_incidents_are_found_by_code_and_nobody_elses_are(
    helped, kadi, salif, oumou, aissata, deme_keys
):
    record = tell(helped, q_penetration="yes")
    other = tell(help_someone(aissata, deme_keys), q_penetration="no")
    found = read_incidents(actor=kadi.actor, at=now(), code=helped.code)
    assert [one["id"] for one in found] == [record]
    both = read_incidents(actor=kadi.actor, at=now(), code="")
    assert [one["id"] for one in both] == [other, record], "newest first"
    for stranger in (salif, oumou):
        with pytest.raises((RefusedError, UnknownError)):
            read_incident(incident=record, actor=stranger.actor, at=now())


def test_when_she_took_her_yes_back_her_type_is_left_alone(helped, kadi):
    record = tell(helped, q_penetration="yes")
    withdraw(helped, helped.survivor, "services")
    assert read_incidents(actor=kadi.actor, at=now(), code="") == []
    with pytest.raises(UnknownError):
        read_incident(incident=record, actor=kadi.actor, at=now())
