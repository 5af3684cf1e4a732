from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from demeso.agencies.rules.recovery import (
    DRILL_EVERY,
    NEEDED,
    Drilling,
    Readiness,
    are_spread,
    are_three,
    are_two,
    is_drill_due,
    keeps_key,
    lacking,
)

pytestmark = pytest.mark.rules
NOW = datetime(2026, 11, 2, tzinfo=UTC)
READY = Readiness(
    vault=frozenset({"kadi", "coumba"}),
    oversight=frozenset({"bintou", "tata"}),
    recoverable=frozenset({"vault", "oversight"}),
    sheets=3,
    acknowledged=3,
    drilled_at=NOW,
)


def test_an_agency_with_everything_lacks_nothing():
    assert lacking(READY) == ()


def test_a_new_agency_lacks_everything_but_that_its_keys_are_apart():
    assert set(lacking(Readiness())) == set(NEEDED) - {"apart"}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"vault": frozenset({"kadi"})}, "vault_holders"),
        ({"oversight": frozenset({"bintou"})}, "oversight_holders"),
        ({"vault": frozenset({"kadi", "bintou"})}, "apart"),
        ({"sheets": 2}, "sheets_made"),
        ({"opened": True}, "sheets_made"),
        ({"acknowledged": 2}, "sheets_kept"),
        ({"recoverable": frozenset({"oversight"})}, "vault_sealed"),
        ({"recoverable": frozenset({"vault"})}, "oversight_sealed"),
        ({"drilled_at": None}, "drill"),
    ],
)
def test_whatever_is_missing_is_named_alone(change, missing):
    assert lacking(replace(READY, **change)) == (missing,)


def test_a_drill_is_due_after_half_a_year():
    assert is_drill_due(None, NOW)
    assert not is_drill_due(NOW, NOW + DRILL_EVERY - timedelta(seconds=1))
    assert is_drill_due(NOW, NOW + DRILL_EVERY)


@pytest.mark.parametrize(
    ("keepers", "right"),
    [(("a", "b", "c"), True), (("a", "b", "a"), False), (("a", "b", ""), False)],
)
def test_three_different_people_are_three(keepers, right):
    assert are_three(keepers) is right


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [(1, 2, True), (3, 1, True), (2, 2, False), (0, 1, False), (1, 4, False)],
)
def test_two_different_sheets_are_two(one, other, right):
    assert are_two(one, other) is right


def test_the_order_of_the_sheets_changes_nothing_in_what_is_signed():
    one, other = (Drilling("a", 1, *parts) for parts in ((1, 3), (3, 1)))
    assert one.signed_bytes("r") == other.signed_bytes("r")
    assert one.signed_bytes("r") != one.signed_bytes("s")


@pytest.mark.parametrize(
    ("houses", "right"),
    [
        (("deme", "deme", "deme"), True),
        (("deme", "yelen", "sariya"), True),
        (("yelen", "deme", "yelen"), False),
        (("yelen", "yelen", "yelen"), False),
    ],
)
def test_one_partners_house_keeps_one_sheet_at_most(houses, right):
    assert are_spread(houses, home="deme") is right


def test_a_sheet_alone_is_no_key():
    assert keeps_key(("vault", "recovery"))
    assert not keeps_key(("recovery",))
    assert not keeps_key(())
