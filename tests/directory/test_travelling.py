"""How the way to a place is: said by who travelled, for thirty days, to staff only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from demeso.directory.models import TravelReport
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.travelling import reports, ways_to
from demeso.directory.rules.showing import OF_TIER, shown
from demeso.directory.rules.travelling import (
    REPORTED_FOR,
    fresh,
    is_cut,
    may_report,
)
from demeso.kernel.actor import door
from tests.cast import START
from tests.directory.test_services import code_of
from tests.handing import list_organisation
from tests.places import propose_site
from tests.verifying import stand

HOUR = timedelta(hours=1)
WAY = {
    "cercle": "douentza", "mode": "car", "season": "rainy", "hours": 6, "cost": 7500,
    "way": "restricted", "alone": "no",
}  # fmt: skip


@dataclass
class Told:
    cercle: str
    mode: str
    way: str
    reported_at: datetime


def told(cercle: str, way: str, age: timedelta, mode: str = "car") -> Told:
    return Told(cercle, mode, way, START - age)


def report(by: Any, site: str, **more: Any) -> Any:
    groups = {"link": {"site": site}, "travel": {**WAY, **more}}
    return by.do("travel.reported", by.new_id(), "travel@1", groups=groups)


def test_the_last_word_of_each_start_and_mode_counts_for_thirty_days():
    older, newer = told("gao", "open", 2 * HOUR), told("gao", "closed", HOUR)
    boat = told("gao", "open", 3 * HOUR, mode="boat")
    lapsed = told("mopti", "open", REPORTED_FOR)
    future = told("kayes", "open", -HOUR)
    assert fresh([older, newer, boat, lapsed, future], START) == [newer, boat]


def test_a_way_is_cut_when_every_fresh_word_says_so():
    closed, boat = told("gao", "closed", HOUR), told("gao", "open", HOUR, mode="boat")
    assert is_cut([closed], "gao", START)
    assert not is_cut([closed, boat], "gao", START)
    assert not is_cut([closed], "mopti", START)
    assert not is_cut([told("gao", "closed", REPORTED_FOR)], "gao", START)


@pytest.fixture
def place(awa, fatoumata):
    sariya = list_organisation(awa, "Clinique Sariya", "health", "legal")
    return stand(awa, fatoumata, sariya)


def test_who_travels_says_how_it_was_and_it_lapses(stage, aissata, place):
    report(aissata, place)
    site = get_site(place, actor=aissata.actor)
    [row] = ways_to(site, at=stage.time)
    assert (row.cercle, row.hours, row.cost, row.way) == (
        "douentza", 6, 7500, "restricted",
    )  # fmt: skip
    assert reports(at=stage.time)[place] == [row]
    assert ways_to(site, at=stage.time + REPORTED_FOR) == []
    assert reports(at=stage.time + REPORTED_FOR) == {}


def test_nobody_is_named_by_a_report(aissata, place):
    report(aissata, place)
    kept = {field.name for field in TravelReport._meta.get_fields()}
    assert not kept & {"actor", "worker", "reported_by", "survivor", "case"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"cercle": "atlantide"}, "form.faults"), ({"hours": 241}, "form.faults"),
        ({"hours": "six"}, "form.faults"), ({"way": "maybe"}, "form.faults"),
        ({"mode": "plane"}, "form.faults"), ({"cost": 500_001}, "form.faults"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(aissata, place, more, code):
    assert code_of(lambda: report(aissata, place, **more)) == code


def test_a_report_is_made_once_of_a_place_that_stands(awa, aissata, place):
    groups = {"link": {"site": place}, "travel": WAY}
    one = aissata.new_id()
    aissata.do("travel.reported", one, "travel@1", groups=groups)
    again = code_of(
        lambda: aissata.do("travel.reported", one, "travel@1", groups=groups)
    )
    assert again == "travel.known"
    draft = propose_site(awa, get_site(place, actor=awa.actor).organisation_id)
    assert code_of(lambda: report(awa, draft)) == "site.unreviewed"
    assert code_of(lambda: report(aissata, draft)) == "record.unknown"


def test_only_who_works_with_people_reports(awa):
    assert may_report(awa.actor)
    assert not may_report(door("x", "audit.read"))


def test_redline_24_no_tier_shows_how_anybody_travels(awa, aissata, place):
    report(aissata, place)
    site = get_site(place, actor=awa.actor)
    for tier in OF_TIER:
        assert not {"travels", "ways", "travel"} & set(shown(site, tier))
