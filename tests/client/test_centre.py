"""The demo's boards and opinions are such as the services take."""

from datetime import timedelta

import pytest

from client.centre import AHEAD, BOARDS, KEEPER, MISSED, VISITS, keep_centres
from client.opinions import OPINIONS
from client.places import ANTENNA, DOOR
from client.townspeople import Town
from demeso.centres.models import Centre, Shift, TurnAway, Visit
from demeso.centres.queries.boards import how_ready
from demeso.directory.models import Feedback
from demeso.directory.rules.hearing import FEWEST
from demeso.kernel.clock import now
from tests.cast import Person, hire
from tests.centring import listed_place
from tests.verifying import speak_of


class Hand:
    """Somebody whose device is always heard at once, as a journey's is in the end."""

    def __init__(self, person: Person) -> None:
        self.person, self.new_id = person, person.new_id

    def say(self, kind, record, form, groups=None):
        return self.person.do(kind, record, form, groups=groups or {})

    def exchange(self, *, pull=True):
        del pull
        return []


@pytest.fixture
def town(awa, fatoumata, yelen, stage):
    rokia = hire(awa, yelen.id, "Rokia", "centre_manager")
    sites = {
        board.site: listed_place(
            awa, fatoumata, yelen.id, name=board.site, tier="public"
        )
        for board in BOARDS
    }
    stage.time = now() - timedelta(minutes=5)
    return Town("", people={KEEPER: Hand(rokia)}, sites=sites)


def test_one_centre_is_ready_and_the_other_lacks_kits_and_somebody_at_night(town):
    keep_centres(town)
    kept = {one.site.name: one for one in Centre.objects.select_related("site")}
    ready = {
        name: how_ready(one, at=now(), minutes_ahead=0) for name, one in kept.items()
    }
    assert ready[DOOR].sign == "due"
    assert dict(ready[DOOR].short) == {"hiv_test": "low"}
    assert {one.cover for one in ready[DOOR].watches} == {"here"}
    assert ready[ANTENNA].sign == "wait"
    assert ready[ANTENNA].short["pep"] == "few"
    assert "" in {one.cover for one in ready[ANTENNA].watches}
    assert [one.id for one in kept.values() if one.site.name == DOOR] == town.centres[
        :1
    ]
    assert Shift.objects.count() == len(BOARDS) * 2 * (AHEAD + 1)
    assert (Visit.objects.count(), TurnAway.objects.count()) == (
        len(VISITS), len(MISSED),
    )  # fmt: skip


def test_what_unnamed_people_say_is_taken_and_enough_for_the_places_own_team(
    town, stage, awa
):
    for place, said in OPINIONS:
        site = town.sites.setdefault(place, town.sites[DOOR])
        speak_of(stage, awa.new_id(), site, **said)
    assert Feedback.objects.count() == len(OPINIONS)
    assert [place for place, _said in OPINIONS].count(DOOR) >= FEWEST
