"""The lists are whole, and the report tells pass, fail and missing apart."""

import re

import pytest

from tests.house.scenarios import HOW_MANY, Entry, entries
from tests.house.source import files
from tests.report import results, state_of, table

XML = """<testsuites><testsuite>
<testcase classname="tests.j.yes" name="test_scenario_01_consent_first"/>
<testcase classname="tests.j.d" name="test_scenario_02_no[fr]"><failure/></testcase>
<testcase classname="tests.j.d" name="test_scenario_02_no[en]"/>
<testcase classname="tests.j.d" name="test_scenario_03_x"><skipped/></testcase>
<testcase classname="tests.j.d" name="test_scenario_12_x"/>
</testsuite></testsuites>"""


@pytest.mark.parametrize(("kind", "many"), HOW_MANY.items())
def test_every_entry_is_listed_once_and_in_order(kind, many):
    assert [e.number for e in entries(kind)] == list(range(1, many + 1))
    assert len({e.title for e in entries(kind)}) == many


def test_a_test_of_a_scenario_names_one_that_is_listed():
    odd = []
    for path in files(".py"):
        for kind, number in re.findall(
            r"^\s*def test_(scenario|redline)_(\d+)_", path.read_text("utf-8"), re.M
        ):
            if not 1 <= int(number) <= HOW_MANY[kind]:
                odd.append(f"{path.name}: {kind} {number}")
    assert odd == []


def test_pass_fail_and_missing_are_told_apart():
    ran = results(XML)
    assert state_of(1, "scenario", ran)[0] == "pass"
    assert state_of(2, "scenario", ran)[0] == "fail"
    assert state_of(3, "scenario", ran) == ("missing", [])
    assert state_of(1, "redline", ran)[0] == "missing"
    text, failed = table("scenario", [Entry(1, "One"), Entry(2, "Two")], ran)
    assert failed == 1
    assert "tests/j/yes.py::test_scenario_01_consent_first" in text
