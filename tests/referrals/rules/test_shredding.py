from datetime import UTC, datetime, timedelta

import pytest

from demeso.kernel.ids import is_uuid7, uuid7
from demeso.kernel.refusal import RefusedError
from demeso.referrals.rules.shredding import (
    LATE_AFTER,
    How,
    State,
    after,
    is_late,
    shredding_fault,
    shredding_id,
)

pytestmark = pytest.mark.rules
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_what_is_asked_is_confirmed_at_once_or_late():
    assert after("", "consent.withdrawn") is State.ASKED
    assert after(State.ASKED, "shredding.confirmed") is State.CONFIRMED
    assert after(State.ASKED, "shredding.escalated") is State.LATE
    assert after(State.LATE, "shredding.confirmed") is State.CONFIRMED
    assert after(State.CONFIRMED, "shredding.confirmed") is State.CONFIRMED
    with pytest.raises(RefusedError, match=r"shredding\.transition"):
        after(State.CONFIRMED, "shredding.escalated")


@pytest.mark.parametrize(
    ("gone", "how", "state", "fault"),
    [
        ("device", How.DEVICE, State.ASKED, ""),
        ("told", How.TOLD, State.ASKED, ""),
        ("told", How.DEVICE, State.ASKED, "shredding.other_way"),
        ("device", How.TOLD, State.ASKED, "shredding.other_way"),
        ("unknown", How.DEVICE, State.ASKED, "shredding.other_way"),
        ("paper_none", How.DEVICE, State.ASKED, "shredding.early"),
        ("paper_none", How.DEVICE, State.LATE, "shredding.early"),
        ("paper_destroyed", How.DEVICE, State.CONFIRMED, ""),
        ("paper_destroyed", How.TOLD, State.ASKED, ""),
    ],
)
def test_a_device_signs_first_and_a_person_speaks_of_paper(gone, how, state, fault):
    assert shredding_fault(gone, how, state) == fault


def test_it_is_late_after_three_days_and_said_once():
    soon = AT + LATE_AFTER - timedelta(seconds=1)
    assert not is_late(State.ASKED, AT, soon)
    assert is_late(State.ASKED, AT, AT + timedelta(hours=72))
    for state in (State.LATE, State.CONFIRMED):
        assert not is_late(state, AT, AT + timedelta(days=30))


def test_one_withdrawal_asks_each_person_under_an_id_of_its_own():
    act = uuid7(1_800_000_000_000, bytes(10))
    ids = {shredding_id(act, one, two) for one in "ab" for two in "cd"}
    assert len(ids) == 4
    assert all(is_uuid7(id_) for id_ in ids)
