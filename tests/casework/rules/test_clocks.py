import json
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.casework.rules.clocks import BANDS, WINDOWS, Told, useful
from demeso.kernel.clock import stamp

pytestmark = pytest.mark.rules

VECTORS = Path(__file__).parents[2] / "vectors" / "clocks.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
NOW = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
bands = st.sampled_from([*BANDS, "not_said", ""])
people = {
    "sex": st.sampled_from(["female", "male", "", "unknown"]),
    "age_band": st.sampled_from(["0_11", "12_17", "18_25", "61+", ""]),
    "pregnant_said": st.booleans(),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_useful_follows_as_the_shared_cases_say(case):
    assert [asdict(one) for one in useful(Told(**case["given"]))] == case["gives"]


@given(st.integers(0, 500), st.builds(Told, **people))
def test_care_is_never_over_whatever_the_hours(hours, told):
    since = stamp(NOW - timedelta(hours=hours))
    found = useful(Told(since=since, now=stamp(NOW), **_person(told)))
    codes = {one.code for one in found}
    rest = {"wounds", "pfa", "infections", "tetanus", "clinical_followup"}
    assert codes >= rest | {"certificate", "hepatitis_b"}
    for code, last in WINDOWS:
        windows = [one for one in found if (one.code, one.state) == (code, "window")]
        assert len(windows) == (hours < last and _is_for(code, told))
        for one in windows:
            assert one.least_hours == one.most_hours == last - hours > 0


def _person(told):
    return {name: getattr(told, name) for name in people}


def _is_for(code, told):
    own = told.sex != "male" and told.age_band != "0_11"
    return code != "contraception" or own


@given(bands, st.integers(0, 400), st.integers(0, 400))
def test_as_time_goes_by_less_is_pressing_and_no_window_comes_back(band, one, two):
    told_at, (first, last) = stamp(NOW), sorted((one, two))
    early, late = (
        useful(Told(band=band, told_at=told_at, now=stamp(NOW + timedelta(hours=hour))))
        for hour in (first, last)
    )
    before = {one.code: one for one in early if one.state == "window"}
    for window in (one for one in late if one.state == "window"):
        was = before[window.code]
        assert (window.most_hours or 0) <= (was.most_hours or 0)
        assert (window.least_hours or 0) <= (was.least_hours or 0)


@given(st.builds(Told, band=bands, **people))
def test_windows_come_first_and_by_what_ends_first(told):
    found = [one.state for one in useful(told)]
    assert found == sorted(found, key=["window", "now", "always"].index)
    codes = [one.code for one in useful(told) if one.state == "window"]
    assert codes == [code for code, _last in WINDOWS if code in codes]


def test_nobody_is_asked_which_act_it_was():
    asked = {"band", "since", "told_at", "now", "sex", "age_band", "pregnant_said"}
    assert {name for case in CASES for name in case["given"]} == asked
