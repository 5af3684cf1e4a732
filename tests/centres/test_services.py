"""What is done at a centre, and what the directory hears of it."""

import json
from datetime import date, timedelta

import pytest

from demeso.centres.models import Centre, Checklist, Count, Duty, Shift, TurnAway, Visit
from demeso.directory.absences import read_absences
from demeso.directory.models import Site
from demeso.directory.rules.showing import TIERS, shown
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from tests.cast import hire
from tests.centring import (
    CALLED,
    CARE,
    LISTENER,
    come,
    count,
    fill,
    open_centre,
    set_duty,
    turn_away,
)
from tests.locking import listed_site
from tests.places import propose_site, tell_stock

TODAY = date(2026, 11, 2)
TOMORROW = TODAY + timedelta(days=1)


def site_of(centre: Centre) -> Site:
    return Site.objects.get(id=centre.site_id)


def test_a_place_that_somebody_has_read_gets_one_board(rokia, place, centre):
    assert (centre.site_id, centre.agency_id) == (place, rokia.agency)
    with pytest.raises(UnknownError):
        open_centre(rokia, place)


def test_a_draft_a_shelter_or_anothers_place_gets_none(
    awa, fatoumata, rokia, centre, deme
):
    entry = centre.site.organisation_id
    draft = propose_site(awa, entry, services=["health"])
    lawyer = listed_site(awa, fatoumata, entry, services=["legal"])
    other = hire(awa, deme.id, "Oumou", "centre_manager")
    for by, site in ((rokia, draft), (rokia, lawyer), (other, centre.site_id)):
        with pytest.raises(UnknownError):
            open_centre(by, site)


def test_only_whoever_keeps_the_board_writes_on_it(aissata, fatoumata, centre):
    for by in (aissata, fatoumata):
        with pytest.raises(UnknownError):
            count(by, centre.id, pep=9)
        with pytest.raises(UnknownError):
            set_duty(by, centre.id, TODAY)
        with pytest.raises(UnknownError):
            come(by, centre.id, TODAY)


def test_what_is_left_is_told_to_the_directory_at_once(awa, rokia, centre):
    tell_stock(awa, centre.site_id, hepatitis_b="never", pep="in")
    count(rokia, centre.id, pep=2, contraception=5, tetanus=0, hiv_test=9)
    site = site_of(centre)
    assert site.stock == {"hepatitis_b": "never", "pep": "few",
                          "contraception": "low", "tetanus": "out"}  # fmt: skip
    told = Entry.objects.filter(kind="site.stocked").latest("position")
    assert (told.record, told.actor) == (site.id, rokia.id)
    count(rokia, centre.id, pep=6)
    assert site_of(centre).stock == {"hepatitis_b": "never", "pep": "in"}


def test_another_threshold_counts_at_once(rokia, centre):
    count(rokia, centre.id, pep=6)
    said = {"centre": {"beds": 4, "low": 8}}
    rokia.do("centre.edited", centre.id, "centre@1", groups=said)
    assert site_of(centre).stock == {"pep": "low"}


def test_a_board_where_nothing_was_counted_tells_nothing(rokia, centre):
    said = {"centre": {"beds": 2, "low": 3}}
    rokia.do("centre.edited", centre.id, "centre@1", groups=said)
    centre.refresh_from_db()
    assert (centre.beds, centre.low) == (2, 3)
    assert not Entry.objects.filter(kind="site.stocked").exists()


def test_free_beds_are_told_and_never_more_than_there_are(rokia, centre):
    count(rokia, centre.id, pep=9, beds_free=1)
    assert site_of(centre).capacity == {"unit": "beds", "most": 4, "available": 1}
    with pytest.raises(RefusedError, match=r"centre\.beds"):
        count(rokia, centre.id, beds_free=5)
    assert Count.objects.count() == 1


def test_a_night_without_care_is_told_and_taken_back(rokia, centre):
    set_duty(rokia, centre.id, TODAY, LISTENER)
    (told,) = read_absences(site_of(centre).absences)
    assert (told.service, told.since[:13], told.cover) == (
        "health",
        "2026-11-02T18",
        "",
    )
    set_duty(rokia, centre.id, TODAY, CALLED, LISTENER)
    (told,) = read_absences(site_of(centre).absences)
    assert told.cover == "on_call"
    set_duty(rokia, centre.id, TODAY, CARE, LISTENER)
    assert site_of(centre).absences == ""
    assert Shift.objects.count() == 1
    assert Duty.objects.count() == 2


def test_the_directory_hears_only_what_changes(rokia, centre):
    for day in (TODAY, TOMORROW):
        set_duty(rokia, centre.id, day, CARE, LISTENER)
    assert not Entry.objects.filter(kind="site.readied").exists()


def test_a_team_is_of_colleagues_and_of_near_days(rokia, aissata, centre):
    mine, hers = f"guide partner here {rokia.id}", f"guide partner here {aissata.id}"
    told = set_duty(rokia, centre.id, TODAY, mine)
    assert [one.worker_id for one in told.team.all()] == [rokia.id]
    with pytest.raises(RefusedError, match=r"duty\.other_people"):
        set_duty(rokia, centre.id, TODAY, hers)
    with pytest.raises(RefusedError, match=r"duty\.unreadable"):
        set_duty(rokia, centre.id, TODAY, "somebody")
    with pytest.raises(RefusedError, match=r"duty\.day"):
        set_duty(rokia, centre.id, TODAY - timedelta(days=2), CARE)
    assert Shift.objects.count() == 1


def test_a_visit_is_a_day_and_what_was_given(rokia, centre):
    visit = come(rokia, centre.id, TODAY, "legal", "medical")
    kept = Visit.objects.get(id=visit)
    assert (kept.came_on, kept.given) == (TODAY, ("medical", "legal"))
    ticked = {"parts": {"parts": ["psychosocial"]}}
    rokia.do("visit.ticked", visit, "visit_parts@1", groups=ticked)
    assert Visit.objects.get(id=visit).given == ("psychosocial",)
    rokia.do("visit.ticked", visit, "visit_parts@1", groups={"parts": {"parts": []}})
    assert Visit.objects.get(id=visit).given == ()


def test_a_visit_of_another_agency_cannot_be_ticked(awa, deme, rokia, centre):
    visit = come(rokia, centre.id, TODAY)
    other = hire(awa, deme.id, "Oumou", "centre_manager")
    with pytest.raises(UnknownError):
        other.do("visit.ticked", visit, "visit_parts@1",
                 groups={"parts": {"parts": ["medical"]}})  # fmt: skip


def test_a_day_to_come_is_not_counted_and_nothing_twice(rokia, centre):
    with pytest.raises(RefusedError, match=r"visit\.day"):
        come(rokia, centre.id, TOMORROW)
    with pytest.raises(RefusedError, match=r"visit\.day"):
        turn_away(rokia, centre.id, TOMORROW, "no_stock")
    visit = come(rokia, centre.id, TODAY)
    said = {"centre": centre.id, "came_on": str(TODAY)}
    with pytest.raises(RefusedError, match=r"visit\.known"):
        rokia.do("visit.opened", visit, "visit@1", groups={"visit": said})


def test_whoever_was_not_received_is_counted_without_who(rokia, centre):
    turn_away(rokia, centre.id, TODAY, "no_stock", elsewhere="yes", wanted="medical")
    kept = TurnAway.objects.get()
    assert (kept.missing, kept.wanted, kept.elsewhere) == ("no_stock", "medical", "yes")
    columns = {field.name for field in TurnAway._meta.fields}
    assert columns == {"id", "centre", "came_on", "shift", "missing", "wanted",
                       "elsewhere"}  # fmt: skip


def test_the_months_list_is_said_again_and_the_later_word_stands(rokia, centre):
    fill(rokia, centre.id, "2026-11", private_room="no")
    fill(rokia, centre.id, "2026-11", private_room="yes", free_notice="partly")
    assert Checklist.objects.get().points == {"private_room": "yes",
                                              "free_notice": "partly"}  # fmt: skip
    with pytest.raises(RefusedError, match=r"checklist\.month"):
        fill(rokia, centre.id, "2026-12", private_room="yes")


def test_what_a_centre_writes_stays_under_its_agency(rokia, centre):
    count(rokia, centre.id, pep=9)
    set_duty(rokia, centre.id, TODAY, CARE)
    come(rokia, centre.id, TODAY)
    own = ("centre.opened", "shelf.counted", "duty.set", "visit.opened")
    roots = Entry.objects.filter(kind__in=own).values_list("root", flat=True)
    assert set(roots) == {rokia.agency}


def test_who_is_on_duty_never_reaches_the_directory(rokia, centre):
    """Red line 24: no name, employer or shift of anybody beyond the centre."""
    set_duty(rokia, centre.id, TODAY, f"psychologist women here {rokia.id}")
    count(rokia, centre.id, pep=2, beds_free=1)
    site = site_of(centre)
    kept = json.dumps(list(Site.objects.filter(id=site.id).values()), default=str)
    read = json.dumps([shown(site, tier) for tier in TIERS], default=str)
    for word in (rokia.id, "psychologist", "women_here", "night"):
        assert word not in kept, word
        assert word not in read, word
    assert "absences" not in shown(site, "professional")
    readied = Entry.objects.get(kind="site.readied")
    assert readied.root == site.root != rokia.agency
