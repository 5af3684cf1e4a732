from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.casework import rules
from demeso.casework.rules import IncidentAnswers
from demeso.kernel.ids import is_uuid7, uuid7_millis

pytestmark = pytest.mark.rules

CASE = "0190f5c0-7b3a-7c1d-8e2f-0123456789ab"
ASKED = ("q_penetration", "q_contact", "q_physical", "q_marriage", "q_denial",
         "q_psychological")  # fmt: skip
RAPE = IncidentAnswers(q_penetration="yes")
said = st.sampled_from(["yes", "no", "unknown", "declined", ""])


@given(st.tuples(*[st.sampled_from(["yes", "no"])] * 6))
def test_six_answers_make_exactly_one_type(six):
    found = rules.classify(IncidentAnswers(**dict(zip(ASKED, six, strict=True))))
    first = six.index("yes") if "yes" in six else 6
    assert found == rules.TYPE_CODES[first]


@given(st.tuples(*[said] * 6))
def test_a_type_is_never_made_up(six):
    found = rules.classify(IncidentAnswers(**dict(zip(ASKED, six, strict=True))))
    assert (found == "unknown") == ("yes" not in six and set(six) != {"no"})


def test_an_attempted_rape_with_beating_is_a_sexual_assault():
    answers = IncidentAnswers(q_penetration="no", q_contact="yes", q_physical="yes")
    assert rules.classify(answers) == "sexual_assault"


def test_a_type_that_does_not_follow_is_found():
    assert rules.is_typed_rightly(RAPE)
    assert rules.is_typed_rightly(replace(RAPE, gbv_type="rape"))
    assert not rules.is_typed_rightly(replace(RAPE, gbv_type="physical_assault"))


def contexts(**answers):
    gbv_type = answers.pop("gbv_type", "rape")
    return set(rules.contexts(IncidentAnswers(**answers), gbv_type))


def test_a_partner_makes_intimate_partner_violence_of_any_type():
    for gbv_type in rules.TYPE_CODES[:6]:
        found = contexts(
            gbv_type=gbv_type, relationship=("other", "intimate_partner_former_partner")
        )
        assert found == {"intimate_partner_violence"}
    assert contexts(relationship=("neighbour",)) == set()


def test_age_counts_as_it_was_at_the_time():
    assert contexts(age_band="12_17") == {"child_sexual_abuse"}
    assert contexts(age_band="18_25") == contexts(age_band="unknown") == set()
    married = contexts(gbv_type="forced_marriage", age_band="0_11")
    assert married == {"early_marriage"}
    assert contexts(gbv_type="forced_marriage", age_band="18_25") == set()


def test_a_girl_of_seventeen_and_her_partner_without_exchange():
    answers = {
        "relationship": ("intimate_partner_former_partner",),
        "age_band": "12_17",
        "exchange": "no",
    }
    both = {"intimate_partner_violence", "child_sexual_abuse"}
    assert contexts(**answers) == both
    exploited = contexts(**{**answers, "exchange": "yes"})
    assert exploited == both | {"possible_sexual_exploitation"}


@pytest.mark.parametrize("answer", ["no", "", "unknown", "declined", "false"])
def test_a_no_to_exchange_is_not_exchange(answer):
    assert contexts(exchange=answer) == set()


@pytest.mark.parametrize("answer", ["no", "", "unknown", "declined"])
def test_a_no_to_harmful_practice_is_not_one(answer):
    assert contexts(harmful_practice=answer) == set()
    assert contexts(harmful_practice="fgm") == {"harmful_practice"}


@pytest.mark.parametrize("answer", ["none", "", "unknown", "declined"])
def test_no_abduction_is_no_slavery(answer):
    assert contexts(abduction=answer) == set()
    assert contexts(abduction="trafficked") == {"possible_sexual_slavery"}


def test_what_is_not_sexual_is_no_sexual_context():
    answers = {"exchange": "yes", "abduction": "trafficked", "age_band": "0_11"}
    assert contexts(gbv_type="physical_assault", **answers) == set()


@pytest.mark.parametrize("gbv_type", ["non-gbv", "unknown"])
def test_outside_these_violences_nothing_is_derived(gbv_type):
    answers = {
        "relationship": ("intimate_partner_former_partner",),
        "harmful_practice": "fgm",
    }
    assert contexts(gbv_type=gbv_type, **answers) == set()


def test_a_month_to_come_is_found():
    assert rules.is_ahead("2026-12", "2026-11")
    for month in ("2026-11", "2020-01", "", "unknown", "declined"):
        assert not rules.is_ahead(month, "2026-11")


@pytest.mark.parametrize("status", [state for state in rules.TRANSITIONS if state])
def test_every_state_knows_what_to_do_with_every_event(status):
    for event in (*rules.OUTCOME_CODES, *rules.MOVES.values()):
        assert rules.after(status, event) in rules.TRANSITIONS


@pytest.mark.parametrize(
    ("status", "event", "then"),
    [
        ("", "needs.recorded", "open"),
        ("open", "referral.sent", "sent"),
        ("open", "declined", "declined"),
        ("open", "service.received", "open"),
        ("declined", "referral.sent", "sent"),
        ("declined", "provided", "provided"),
        ("sent", "referral.accepted", "accepted"),
        ("sent", "referral.declined", "open"),
        ("sent", "declined", "declined"),
        ("sent", "service.received", "received"),
        ("accepted", "service.received", "received"),
        ("accepted", "referral.recalled", "open"),
        ("accepted", "referral.sent", "accepted"),
        ("received", "referral.declined", "received"),
        ("received", "declined", "received"),
        ("open", "referred", "open"),
    ],
)
def test_a_line_goes_where_its_table_says(status, event, then):
    assert rules.after(status, event) == then


def test_only_sending_makes_the_outcome_referred():
    assert rules.outcome_after("", "sent") == "referred"
    assert rules.outcome_after("declined", "accepted") == "declined"


def test_a_line_has_one_id_a_need_and_keeps_the_time_of_its_case():
    lines = {rules.line_id(CASE, need) for need in ("health", "legal")}
    assert len(lines) == 2
    assert rules.line_id(CASE, "health") in lines
    for line in lines:
        assert is_uuid7(line)
        assert uuid7_millis(line) == uuid7_millis(CASE)


def test_a_line_id_is_the_known_one():
    assert rules.line_id(CASE, "health") == "0190f5c0-7b3a-7bf7-9a7a-e50d86755597"


@pytest.mark.parametrize(
    ("needs", "risk", "complete"),
    [(1, "low", True), (3, "high", True), (0, "low", False), (1, "", False),
     (1, "unknown", False), (1, "declined", False)],
)  # fmt: skip
def test_needs_and_a_risk_level_are_enough(needs, risk, complete):
    assert rules.may_complete(rules.AssessmentFacts(needs, risk)) is complete


def test_a_case_gives_each_key_once():
    def grants(*rights):
        return [{"type": "grant", "rights": right} for right in rights]

    assert rules.are_case_keys(grants("read", "half-vault", "half-oversight"))
    assert not rules.are_case_keys(grants("read", "half-vault"))
    two_readers = grants("read", "read", "half-vault", "half-oversight")
    assert not rules.are_case_keys(two_readers)
    assert rules.are_case_keys([{"type": "body"}, *grants(*rules.CASE_RIGHTS)])


def test_answers_in_force_of_an_incident_are_read_back():
    in_force = {
        "type": {"q_contact": "yes"},
        "accused": {"relationship": ["intimate_partner_former_partner"]},
    }
    found = rules.in_force_incident(in_force)
    assert found == IncidentAnswers(
        q_contact="yes", relationship=("intimate_partner_former_partner",)
    )
