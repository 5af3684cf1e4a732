from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from demeso.consent.rules.allowing import ConsentAnswers
from demeso.consent.rules.children import GIVERS, MAY_CONSENT
from demeso.consent.rules.looking import (
    FIRST,
    PATH,
    TRANSITIONS,
    State,
    Why,
    after,
    is_same_yes,
    look_id,
    why_look,
)
from demeso.kernel.ids import is_uuid7, uuid7, uuid7_millis
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules

NOON = datetime(2026, 8, 14, 12, 30, tzinfo=UTC)
ACT = uuid7(int(NOON.timestamp() * 1000), bytes(10))
CHILD = ConsentAnswers(
    services="yes", age_group="6_11", given_by="worker", no_caregiver="harm",
    assent="yes",
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, Why.BEST_INTEREST),
        ({"given_by": "trusted_adult", "giver_safe": "yes"}, Why.BEST_INTEREST),
        ({"given_by": "caregiver", "giver_safe": "yes"}, None),
        ({"age_group": "12_14", "given_by": "survivor"}, Why.BEST_INTEREST),
        ({"age_group": "15_17", "given_by": "survivor"}, Why.ALONE),
        ({"age_group": "15_17", "given_by": ""}, Why.ALONE),
        ({"age_group": "adult", "given_by": "survivor"}, None),
        ({"age_group": "", "given_by": ""}, None),
        ({"services": "not_now"}, None),
    ],
)
def test_a_supervisor_looks_where_no_caregiver_said_yes(said, why):
    assert why_look(replace(CHILD, **said)) == why


def test_a_doubt_lasts_as_long_as_the_one_who_gave_the_yes():
    same = replace(CHILD, given_by="caregiver", giver_safe="yes")
    assert why_look(same, Why.DOUBT) is Why.DOUBT
    other = replace(same, given_by="trusted_adult")
    assert why_look(other, Why.DOUBT) is Why.BEST_INTEREST
    alone = replace(CHILD, age_group="15_17", given_by="survivor")
    assert why_look(alone, Why.DOUBT) is Why.ALONE


def test_of_an_adult_nobody_is_told_anything():
    for giver, _label in GIVERS:
        for age in ("adult", "", "unknown", "declined"):
            said = replace(CHILD, age_group=age, given_by=giver)
            assert age in MAY_CONSENT or why_look(said) is None
            assert why_look(said) is None


def test_the_same_yes_is_one_that_took_the_same_path():
    said = {name: getattr(CHILD, name) for name in PATH}
    assert is_same_yes(said, CHILD)
    assert is_same_yes(said, replace(CHILD, statistics="yes", heard_alone="yes"))
    assert not is_same_yes(said, replace(CHILD, given_by="trusted_adult"))
    assert not is_same_yes({}, CHILD)


def test_a_look_is_settled_once_and_another_yes_takes_its_place():
    assert FIRST.keys() == set(Why)
    assert after(State.WAITING, "consent.approved") is State.APPROVED
    assert after(State.WAITING, "consent.returned") is State.RETURNED
    assert after(State.TOLD, "notice.read") is State.READ
    for state in TRANSITIONS:
        assert after(state, "consent.given") is State.OVER
        assert after(state, "consent.withdrawn") is State.OVER


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.APPROVED, "consent.approved"),
        (State.RETURNED, "consent.approved"),
        (State.OVER, "consent.approved"),
        (State.READ, "notice.read"),
        (State.TOLD, "consent.approved"),
        (State.WAITING, "notice.read"),
    ],
)
def test_the_second_of_two_looks_comes_too_late(state, act):
    with pytest.raises(RefusedError, match=r"look\.settled"):
        after(state, act)


def test_the_id_of_a_look_is_made_from_the_act_that_asks_for_it():
    one, two = (look_id(ACT, why, NOON) for why in (Why.BEST_INTEREST, Why.DOUBT))
    assert one != two
    assert one == look_id(ACT, Why.BEST_INTEREST, NOON + timedelta(days=1))
    assert is_uuid7(one)
    assert is_uuid7(two)


def test_the_id_of_a_notice_says_its_day_and_not_its_moment():
    told = look_id(ACT, Why.ALONE, NOON)
    assert is_uuid7(told)
    day = datetime(2026, 8, 14, tzinfo=UTC)
    assert uuid7_millis(told) == int(day.timestamp() * 1000) != uuid7_millis(ACT)
