import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.acts import FORMS
from demeso.kernel.derive import (
    RULES,
    UNKNOWN,
    age_band,
    age_on,
    band_of,
    delay_band,
    derived,
    month,
)
from demeso.kernel.forms import Kind, Question

pytestmark = pytest.mark.rules

HERE = Path(__file__).parent
SHARED = json.loads((HERE / "derive_cases.json").read_text(encoding="utf-8"))
INCIDENT = FORMS["incident@1"]
days = st.dates().map(str)


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_coded_answers_follow_as_the_shared_cases_say(case):
    codes = tuple((code, code) for code in SHARED["codes"])
    asked = Question("x", "X", kind=Kind.CHOICE, group="x", choices=codes)
    assert RULES[case["rule"]](asked, case["given"], SHARED["tree"]) == case["gives"]


def test_the_shared_cases_reach_every_rule():
    assert {case["rule"] for case in SHARED["cases"]} == set(RULES)


@given(days, days)
def test_nobody_gets_younger(born, day):
    years = age_on(born, day)
    assert (years is None) == (day < born)
    assert age_band(born, day) == band_of(years)


@given(st.text(max_size=12))
def test_what_is_no_day_tells_nothing(text):
    assert month(text) == UNKNOWN or month(text) == text[:7]
    assert delay_band(text, text) in (UNKNOWN, "0_3_days")


def test_a_form_derives_what_can_be_told_and_leaves_out_the_rest():
    known = {"day": "2026-08-12", "identity.birth_date": "2008-08-13",
             "q_penetration": "no", "q_contact": "yes", "place": "mopti"}  # fmt: skip
    tree = {"mopti": "region:mopti"}
    assert derived(INCIDENT, known, today="2026-08-14", tree=tree) == {
        "gbv_type": "sexual_assault",
        "month": "2026-08",
        "cercle": "mopti",
        "age_band": "12_17",
    }
    told = {**known, "told_on": "2026-08-16"}
    found = derived(INCIDENT, told, today="2026-08-16", tree=tree)
    assert found["delay_band"] == "4_5_days"
    assert derived(INCIDENT, {}, today="2026-08-14", tree=tree) == {}


def test_a_profile_is_derived_from_today():
    form = FORMS["identity@1"]
    known = {"birth_date": "2000-08-15"}
    assert derived(form, known, today="2026-08-14", tree={}) == {"age_band": "18_25"}
