from datetime import UTC, date, datetime
from random import Random

import pytest

from client.sizes import sizes
from client.stories import day_of, months_before
from demeso.figures.rules import closed_months

TODAY = date(2026, 3, 1)


def test_months_are_counted_back_over_the_new_year():
    assert months_before(TODAY, 4) == ["2026-03", "2026-02", "2026-01", "2025-12"]


@pytest.mark.parametrize("cast", sizes().values(), ids=sizes())
def test_stories_lie_in_months_that_are_over(cast):
    dice = Random("seed")
    days = [day_of(dice, cast.months, TODAY) for _story in range(400)]
    months = closed_months(datetime(2026, 3, 1, tzinfo=UTC))
    found = [f"{day:%Y-%m}" for day in days]
    assert set(found) == set(months[: len(cast.months)])
    oldest = months[len(cast.months) - 1]
    assert found.count(months[0]) > found.count(oldest)
    assert {day.day for day in days} <= set(range(1, 23)), "time for an answer"


def test_the_same_seed_tells_the_same_days():
    drawn = [
        [day_of(Random("seed"), (20, 3, 1), TODAY) for _story in range(9)]
        for _time in range(2)
    ]
    assert drawn[0] == drawn[1]
