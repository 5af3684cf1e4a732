"""What is drawn for the canary holds together, or a journey fails by chance."""

from tests.journeys.said import Secret


def test_a_drawn_survivor_is_grown_on_the_day_of_what_happened() -> None:
    drawn = [Secret() for _one in range(2_000)]
    assert all(one.day.year - one.born.year >= 20 for one in drawn)
    assert len({one.day for one in drawn}) > 1_000
