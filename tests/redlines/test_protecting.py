"""Of two answers given at once, the one that protects more is in force."""

import pytest

from config.acts import FORMS
from demeso.kernel.forms import Kind, Merge
from demeso.survivors.forms import IDENTITY
from demeso.survivors.reaching import AGREED, HEEDED, SAFER, WAYS

pytestmark = pytest.mark.rules

# Read by people: which answer protects most. A new protective question is read first.
MOST = {
    ("consent@1", "services"): "not_now",
    ("consent@1", "statistics"): "no",
    ("consent@1", "consent_form"): "oral_witness",
    ("consent@1", "witnessed"): "no",
    ("consent@1", "age_group"): "0_5",
    ("consent@1", "accompanied_by"): "alone",
    ("consent@1", "heard_alone"): "no",
    ("consent@1", "given_by"): "survivor",
    ("consent@1", "giver_safe"): "no",
    ("consent@1", "no_caregiver"): "harm",
    ("consent@1", "assent"): "no",
    ("consent@1", "assent_form"): "oral",
    ("consent@1", "family_told"): "no",
    ("safety@1", "in_danger"): "yes",
    ("safety@1", "risk_level"): "high",
    ("follow_up@1", "in_danger"): "yes",
    ("follow_up@1", "risk_level"): "high",
}
# Consent, risk and safe contact are never a plain value.
GUARDED = {"services", "statistics", "in_danger", "risk_level", "risk_reasons"}


def test_every_protective_choice_has_been_read_and_puts_it_first():
    found = {
        (form.id, question.name): question.codes[0]
        for form in FORMS.values()
        for question in form.questions
        if question.merge is Merge.PROTECTIVE and question.kind is Kind.CHOICE
    }
    assert found == MOST


def test_what_guards_her_is_protective_in_every_form():
    asked = [q for name in ("consent@1", "safety@1", "follow_up@1")
             for q in FORMS[name].questions if q.name in GUARDED]  # fmt: skip
    assert len(asked) >= len(GUARDED)
    assert {question.merge for question in asked} == {Merge.PROTECTIVE}


def test_every_answer_on_reaching_her_has_its_rule_when_two_stand():
    ways = {yes for yes, _what in WAYS.values()}
    joined = {*ways, *AGREED, *HEEDED, *SAFER, "safe_days", "safe_hours"}
    asked = {q.name for q in IDENTITY.questions if q.compartment == "contact"}
    assert asked == joined
