from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from demeso.kernel.country import country
from demeso.kernel.limits import years_after

pytestmark = pytest.mark.rules


def test_the_countrys_limits_are_read_with_where_they_come_from():
    limits = country(settings.COUNTRY).limits
    assert (limits.filing_hours, limits.answer_days) == (72, 30)
    assert (limits.identity_years, limits.case_years, limits.child_until) == (2, 5, 23)
    assert {"breach", "request", "retention", "transfers"} == set(limits.grounds)
    assert all(ground.law for ground in limits.grounds.values())


def test_deadlines_count_from_what_was_known():
    limits = country(settings.COUNTRY).limits
    known = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert limits.file_by(known) == datetime(2026, 11, 5, 9, tzinfo=UTC)
    assert limits.answer_by(date(2026, 11, 2)) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("day", "years", "after"),
    [
        (date(2021, 11, 2), 5, date(2026, 11, 2)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 5, date(2029, 3, 1)),
    ],
)
def test_years_later_is_the_same_day_or_the_next(day, years, after):
    assert years_after(day, years) == after
