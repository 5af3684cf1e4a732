from datetime import UTC, datetime, timedelta

import pytest

from demeso.agencies.rules.devices import hashed
from demeso.agencies.rules.renewal import (
    CONFIRMERS,
    Reopening,
    is_confirmed,
    is_link,
    may_confirm,
)
from demeso.kernel.clock import stamp

pytestmark = pytest.mark.rules
NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize("permission", sorted(CONFIRMERS))
def test_whoever_keeps_people_or_a_key_may_confirm_once(permission):
    assert may_confirm("kadi", [permission], worker="aissata", already=[])
    assert not may_confirm("kadi", [permission], worker="aissata", already=["kadi"])
    assert not may_confirm("kadi", [permission], worker="kadi", already=[])


def test_nobody_else_may_confirm():
    assert not may_confirm("salif", ["case.write"], worker="aissata", already=[])


@pytest.mark.parametrize(
    ("by", "enough"),
    [([], False), (["a"], False), (["a", "a"], False), (["a", "b"], True)],
)
def test_two_different_people_are_enough(by, enough):
    assert is_confirmed(by) is enough


@pytest.mark.parametrize(
    ("token_hash", "days", "right"),
    [(hashed("x"), 3, True), ("x", 3, False), (hashed("x"), 30, False)],
)
def test_a_link_has_a_hash_and_ends_soon(token_hash, days, right):
    link = Reopening("w", token_hash, stamp(NOW + timedelta(days=days)))
    assert is_link(link, NOW) is right
