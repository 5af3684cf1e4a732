from datetime import timedelta

import pytest

from demeso.casework.models import FollowUp
from demeso.casework.queries.cases import get_case
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.services import perform
from tests.casework.following import day, meet
from tests.handing import help_someone, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")


def judge(helped, danger, risk, **more):
    groups = {"danger": {"in_danger": danger}, "risk": {"risk_level": risk}}
    return helped.by.do(
        "safety.recorded", helped.case, "safety@1", groups=groups, **more
    )


def test_a_contact_moves_danger_risk_and_the_next_day(helped):
    note = sealed(helped.case, "narrative", note="revoir le signal fictif")
    case = meet(helped, note, in_danger="unsure", risk_level="medium")
    assert (case.in_danger, case.risk_level) == ("unsure", "medium")
    assert str(case.next_on) == day(helped, 7)
    assert case.last_contact_at == helped.by.stage.time - timedelta(seconds=1)
    [kept] = FollowUp.objects.all()
    assert (kept.way, kept.closing, str(kept)) == ("here", "", kept.id)


def test_an_attempt_counts_and_changes_nothing_else(helped):
    met_at = meet(helped, risk_level="medium").last_contact_at
    for number in (1, 2):
        helped.by.stage.time += timedelta(days=1)
        case = meet(helped, way="not_reached")
        assert (case.attempts, case.last_contact_at) == (number, met_at)
    assert case.risk_level == "medium"
    assert meet(helped).attempts == 0


def test_a_contact_can_be_corrected(helped):
    record = helped.by.new_id()
    meet(helped, record=record, way="not_reached")
    case = meet(helped, record=record, way="not_reached", next_on=day(helped, 3))
    assert (case.attempts, str(case.next_on)) == (1, day(helped, 3))


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"next_on": ""}, "follow_up.no_next", "next_on"),
        ({"next_on": "2026-11-01"}, "follow_up.past", "next_on"),
        ({"in_danger": ""}, "follow_up.safety", "in_danger"),
        ({"way": ""}, "form.faults", "way"),
        ({"risk_level": "terrible"}, "form.faults", "risk_level"),
    ],
)
def test_a_follow_up_without_safety_or_a_day_to_come_is_refused(
    helped, said, code, field
):
    with pytest.raises(RefusedError, match=code.replace(".", r"\.")) as refused:
        meet(helped, **said)
    assert refused.value.field == field
    assert not FollowUp.objects.exists()


def test_a_proposal_to_close_stands_for_a_day_and_the_case_keeps_one(helped):
    case = meet(helped, next_on="", closing="yes")
    assert str(case.next_on) == day(helped, 30), "as the risk says, until it is closed"


def test_a_risk_that_is_judged_brings_the_next_contact_near(helped):
    assert str(judge(helped, "no", "low").next_on) == day(helped, 30)
    assert str(judge(helped, "no", "high").next_on) == day(helped, 1)
    assert str(judge(helped, "no", "low").next_on) == day(helped, 1)


def test_a_word_from_a_device_that_was_away_never_lowers_the_risk(helped):
    away = helped.by.stage.time
    helped.by.stage.time += timedelta(days=2)
    judge(helped, "yes", "high")
    now, helped.by.stage.time = helped.by.stage.time, away
    act = helped.by.write(
        "follow_up.recorded", helped.by.new_id(), "follow_up@1",
        groups={"link": {"case": helped.case}, "danger": {"in_danger": "no"},
                "risk": {"risk_level": "low"}, "contact": {"way": "phone"},
                "next": {"next_on": day(helped, 30)}},
    )  # fmt: skip
    helped.by.stage.time = now
    case = perform(act, actor=helped.by.actor, at=helped.by.stage.now())
    assert (case.in_danger, case.risk_level) == ("yes", "high")
    assert str(case.next_on) == day(helped, 1)


def test_a_follow_up_belongs_to_one_open_case_of_her_worker(helped, salif, deme_keys):
    record = helped.by.new_id()
    meet(helped, record=record)
    other = help_someone(salif, deme_keys)
    with pytest.raises(UnknownError):
        meet(other, case=helped.case)
    with pytest.raises(RefusedError, match=r"follow_up\.other_case"):
        meet(other, record=record)
    with pytest.raises(RefusedError, match=r"vault\.other_compartment"):
        meet(helped, sealed(helped.case, "contact", note="…"))
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        meet(helped)
    assert get_case(helped.case, actor=helped.by.actor).risk_level == ""
