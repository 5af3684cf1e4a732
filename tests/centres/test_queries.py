"""What one may read of a centre."""

from datetime import date

import pytest

from demeso.centres.queries.boards import (
    centres,
    get_centre,
    last_team,
    possible_sites,
    standing,
    told_since,
)
from demeso.centres.queries.months import missed_on, read_month, visits_on
from demeso.centres.rules.reporting import days_of
from demeso.kernel.refusal import UnknownError
from tests.cast import hire
from tests.centring import CARE, LISTENER, come, count, set_duty, turn_away

TODAY = date(2026, 11, 2)


def test_a_board_opens_to_whoever_keeps_it(rokia, fatoumata, aissata, centre):
    assert get_centre(centre.id, actor=rokia.actor) == centre
    for person in (fatoumata, aissata):
        with pytest.raises(UnknownError):
            get_centre(centre.id, actor=person.actor)


def test_the_coordination_sees_every_centre_and_others_none(
    awa, deme, rokia, fatoumata, aissata, centre
):
    other = hire(awa, deme.id, "Oumou", "centre_manager")
    assert centres(rokia.actor) == centres(fatoumata.actor) == [centre]
    assert centres(aissata.actor) == centres(other.actor) == []


def test_a_place_with_a_board_is_not_offered_again(rokia, fatoumata, place):
    assert [row.id for row in possible_sites(rokia.actor)] == [place]
    assert possible_sites(fatoumata.actor) == []


def test_how_ready_it_is_comes_with_it(rokia, fatoumata, centre):
    count(rokia, centre.id, pep=1)
    at = rokia.stage.now()
    (found,) = standing(fatoumata.actor, at=at, minutes_ahead=0)
    assert (found.ready.sign, found.ready.short) == ("wait", {"pep": "few"})


def test_the_last_team_is_where_one_begins_from(rokia, centre):
    assert last_team(centre, "night", TODAY) == ()
    set_duty(rokia, centre.id, TODAY, CARE, LISTENER)
    team = last_team(centre, "night", date(2026, 11, 3))
    assert [one.line() for one in team] == [CARE, LISTENER]
    assert last_team(centre, "day", date(2026, 11, 3)) == ()
    assert [one.shift for one in told_since(centre, TODAY)] == ["night"]


def test_a_month_is_read_with_the_last_count_before_it(rokia, centre):
    count(rokia, centre.id, pep=1)
    come(rokia, centre.id, TODAY, "medical")
    turn_away(rokia, centre.id, TODAY, "no_room")
    found = read_month(centre, days_of("2026-11", TODAY))
    assert (found.visits, found.missed, found.short) == (1, {"no_room": 1}, {"pep": 1})
    assert len(visits_on(centre, TODAY)) == len(missed_on(centre, TODAY)) == 1
    december = read_month(centre, days_of("2026-12", date(2026, 12, 3)))
    assert (december.visits, december.short) == (0, {"pep": 3})
