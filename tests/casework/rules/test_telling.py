import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.casework.rules import telling as rules
from demeso.casework.rules.telling import IncidentAnswers

pytestmark = pytest.mark.rules

HERE = Path(__file__).parents[2] / "vectors" / "contexts.json"
SHARED = json.loads(HERE.read_text(encoding="utf-8"))

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
            gbv_type=gbv_type, relationship="intimate_partner_former_partner"
        )
        assert found == {"intimate_partner_violence"}
        others = ("other", "intimate_partner_former_partner")
        found = contexts(
            gbv_type=gbv_type, relationship="other", others_relationship=others
        )
        assert found == {"intimate_partner_violence"}
    assert contexts(relationship="family_friend_neighbor") == set()
    assert contexts(relationship="unknown") == set()


def test_age_counts_as_it_was_at_the_time():
    assert contexts(age_band="12_17") == {"child_sexual_abuse"}
    assert contexts(age_band="18_25") == contexts(age_band="unknown") == set()
    married = contexts(gbv_type="forced_marriage", age_band="0_11")
    assert married == {"early_marriage"}
    assert contexts(gbv_type="forced_marriage", age_band="18_25") == set()


def test_a_girl_of_seventeen_and_her_partner_without_exchange():
    answers = {
        "relationship": "intimate_partner_former_partner",
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
    assert contexts(harmful_practice="fgm") == {"harmful_traditional_practice"}


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
        "relationship": "intimate_partner_former_partner",
        "harmful_practice": "fgm",
    }
    assert contexts(gbv_type=gbv_type, **answers) == set()


def test_a_month_to_come_is_found():
    assert rules.is_ahead("2026-12", "2026-11")
    for month in ("2026-11", "2020-01", "", "unknown", "declined"):
        assert not rules.is_ahead(month, "2026-11")


def test_answers_in_force_of_an_incident_are_read_back():
    in_force = {
        "type": {"q_contact": "yes"},
        "accused": {"relationship": "no_relation", "others_sex": ["male"]},
        "correction": {"corrected_type": "rape"},
    }
    found = rules.in_force_incident(in_force)
    assert found == IncidentAnswers(
        q_contact="yes", relationship="no_relation", others_sex=("male",)
    )
    assert found.relationships == {"no_relation"}


def test_a_corrected_type_counts_before_the_one_that_follows():
    six = {"type": {"q_contact": "yes"}}
    assert rules.type_in_force(six) == "sexual_assault"
    corrected = {**six, "correction": {"corrected_type": "physical_assault"}}
    assert rules.type_in_force(corrected) == "physical_assault"
    assert rules.type_in_force({}) == "unknown"


@pytest.mark.parametrize(
    "case", SHARED["cases"], ids=lambda case: case["name"]
)  # the browser derives the same: web/src/forms/contexts.test.ts
def test_contexts_follow_as_the_shared_cases_say(case):
    answers = rules.in_force_incident({"all": case["given"]})
    assert list(rules.contexts(answers, case["type"])) == case["contexts"]
