"""What TypeScript lives through again is what the model lives through today."""

import json

import pytest

from tests.oracle.acts import REKEYED
from tests.oracle.stories import FILE, stories

pytestmark = pytest.mark.rules


def test_the_stories_are_fresh():
    assert FILE.read_text("utf-8") == stories(), "python -m tests.oracle.stories"


def test_the_stories_are_not_empty():
    told = json.loads(FILE.read_text("utf-8"))
    steps = [step for story in told for step in story["steps"]]
    answers = [call["answer"] for step in steps for call in step.get("calls", ())]
    heard = [answer for answer in answers if answer]
    assert len(heard) < len(answers), "none was lost on the road"
    assert any(answer["resnapshot"] for answer in heard)
    assert any(answer["removals"] for answer in heard)
    assert any(answer["problems"] for answer in heard)
    assert sum("write" in step for step in steps) > 50
    drawn = {
        change["act"]["actor"] + change["act"]["device"]
        for answer in heard
        for change in answer["changes"]
        if change["act"]["kind"] == REKEYED
    }
    assert len(drawn) > 2, "keys of several phones must have come"
    assert {one for story in told for one in story["seals"].values()} > {""}
