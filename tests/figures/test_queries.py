from datetime import timedelta

import pytest

from demeso.figures.queries import services_received
from demeso.kernel.refusal import UnknownError
from tests.handing import (
    accept,
    confirm,
    hand_over,
    help_someone,
    list_yelen,
    withdraw,
)


@pytest.fixture
def received(awa, yelen, oumou, nene, aissata, deme_keys):
    """Help some people until they received care."""
    place = list_yelen(awa, yelen, oumou, nene)

    def receive(count: int, statistics: str = "yes"):
        found = []
        for _ in range(count):
            helped = help_someone(aissata, deme_keys, statistics=statistics)
            referral = hand_over(helped, place, oumou)
            accept(oumou, referral)
            confirm(oumou, referral)
            found.append(helped)
        return found

    return receive


def cell(actor, at, family: str = "health") -> str:
    shown = services_received(actor=actor, at=at)
    return dict(shown.rows)[family][shown.months.index("2026-11")]


def test_a_closed_month_counts_who_agreed_and_hides_small_numbers(
    received, fatoumata, stage
):
    later = stage.time + timedelta(days=40)
    helped = received(4)
    received(3, statistics="no")
    assert cell(fatoumata.actor, later) == "<5"
    received(1)
    assert cell(fatoumata.actor, later) == "5"
    assert cell(fatoumata.actor, later, "legal") == "0"
    withdraw(helped[0], helped[0].survivor, "statistics")
    assert cell(fatoumata.actor, later) == "<5"


def test_the_present_month_is_not_shown(received, fatoumata, stage):
    received(1)
    shown = services_received(actor=fatoumata.actor, at=stage.time)
    assert "2026-11" not in shown.months
    assert {value for _family, cells in shown.rows for value in cells} == {"0"}


def test_figures_are_for_those_who_may_read_them(stage, aissata, oumou):
    for person in (aissata, oumou):
        with pytest.raises(UnknownError):
            services_received(actor=person.actor, at=stage.time)
