"""Entries stay true: somebody is asked, answers by a link, or doubts what is said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from demeso.agencies.rules.devices import hashed
from demeso.directory.models import Site, Verification
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.verifying import (
    get_linked,
    kept_sites,
    last_asked,
    open_verification,
    to_verify,
)
from demeso.directory.rules.verifying import (
    LAPSED,
    LINK_FOR,
    Completion,
    completion,
    may_be_linked,
    state_of,
)
from demeso.kernel.actor import door
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.services import perform
from tests.cast import START
from tests.directory.test_services import code_of
from tests.handing import list_organisation, list_yelen
from tests.places import edit_site, propose_site, review_site, verify_site
from tests.verifying import LINK, answer_link, ask_by_link, stand, verified


def days_ago(days: int) -> str:
    return stamp(START - timedelta(days=days))


@pytest.mark.parametrize(
    ("verified", "state"),
    [
        ("", "lapsed"), (days_ago(91), "lapsed"), (days_ago(90), "lapsing"),
        (days_ago(77), "lapsing"), (days_ago(76), "fresh"), (days_ago(0), "fresh"),
    ],
)  # fmt: skip
def test_an_entry_lapses_after_ninety_days_and_says_so_two_weeks_before(
    verified, state
):
    assert state_of(verified, START) == state


def test_completion_stands_region_by_region_where_most_is_missing_first():
    entries = [
        ("gao", days_ago(1)), ("mopti", ""), ("mopti", days_ago(200)),
        ("mopti", days_ago(3)), ("gao", ""), ("kayes", days_ago(5)),
    ]  # fmt: skip
    assert completion(entries, START) == [
        Completion("mopti", 1, 3), Completion("gao", 1, 2), Completion("kayes", 1, 1),
        Completion("", 3, 6),
    ]  # fmt: skip
    assert [one.percent for one in completion(entries, START)] == [33, 50, 100, 50]
    assert completion([], START) == []


def test_no_region_and_nothing_to_verify_make_no_percent():
    assert Completion("", 0, 0).percent == 0


@pytest.mark.parametrize(
    ("services", "tier", "fits"),
    [
        (["health"], "public", True), (["legal"], "professional", True),
        (["legal"], "restricted", False), (["legal"], "closed", False),
        (["legal", "safehouse"], "professional", False),
    ],
)  # fmt: skip
def test_redline_24_a_link_shows_no_shelter_and_nothing_that_few_may_know(
    services, tier, fits
):
    assert may_be_linked(services, tier) is fits


@pytest.fixture
def sariya(awa):
    return list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")


@pytest.fixture
def place(awa, fatoumata, sariya):
    return stand(awa, fatoumata, sariya)


def test_a_link_confirms_an_entry_once(stage, fatoumata, place):
    asked, token = ask_by_link(fatoumata, place)
    assert get_linked(token, actor=LINK, at=stage.time).id == asked
    assert not Verification.objects.filter(token_hash=token).exists()
    answer_link(stage, asked)
    site = get_site(place, actor=fatoumata.actor)
    assert (site.verified_how, site.verified[:16]) == ("told", stamp(stage.time)[:16])
    assert to_verify([site], at=stage.time) == []
    again = code_of(lambda: answer_link(stage, asked, "changed"))
    assert again == "record.unknown"
    with pytest.raises(UnknownError):
        get_linked(token, actor=LINK, at=stage.time)


def test_something_changed_makes_an_entry_unverified_and_waits_for_somebody(
    stage, awa, fatoumata, place
):
    verify_site(awa, place)
    asked, _token = ask_by_link(fatoumata, place)
    answer_link(stage, asked, "changed")
    site = get_site(place, actor=awa.actor)
    assert (site.verified, site.verified_how) == ("", "")
    assert [one.id for one in to_verify(kept_sites(awa.actor), at=stage.time)] == [
        place
    ]
    assert last_asked([site])[place].still == "changed"
    assert not site.is_draft


def test_asking_again_replaces_the_link(stage, fatoumata, place):
    _first, old = ask_by_link(fatoumata, place)
    second, new = ask_by_link(fatoumata, place)
    with pytest.raises(UnknownError):
        get_linked(old, actor=LINK, at=stage.time)
    assert get_linked(new, actor=LINK, at=stage.time).id == second


def test_a_link_ends_after_two_weeks(stage, fatoumata, place):
    asked, token = ask_by_link(fatoumata, place)
    stage.time += LINK_FOR
    with pytest.raises(UnknownError):
        get_linked(token, actor=LINK, at=stage.time)
    assert code_of(lambda: answer_link(stage, asked)) == "record.unknown"
    assert open_verification(place, at=stage.time) is None


def test_only_the_door_of_the_link_answers_it(stage, awa, fatoumata, place):
    asked, token = ask_by_link(fatoumata, place)
    for actor in (awa.actor, door("feedback")):
        with pytest.raises(UnknownError):
            get_linked(token, actor=actor, at=stage.time)
        refused = code_of(lambda by=actor: answer_link(stage, asked, actor=by))
        assert refused == "record.unknown"
    assert Site.objects.get().verified == ""


def test_nobody_says_that_a_link_verified_what_she_verified_herself(awa, place):
    assert code_of(lambda: verify_site(awa, place, how="told")) == "site.told"
    assert verify_site(awa, place, how="visited").verified_how == "visited"


def test_a_wrong_link_is_refused(awa, fatoumata, place, sariya):
    longer = LINK_FOR + timedelta(seconds=5)
    refused = code_of(lambda: ask_by_link(fatoumata, place, length=longer))
    assert refused == "verification.malformed"
    draft = propose_site(awa, sariya)
    assert code_of(lambda: ask_by_link(awa, draft)) == "site.unreviewed"
    shelter = stand(awa, fatoumata, sariya, services=["safehouse"])
    assert code_of(lambda: ask_by_link(awa, shelter)) == "verification.unlinked"
    asked, _none = ask_by_link(awa, shelter, token="")
    assert Verification.objects.get(id=asked).token_hash is None


def test_what_a_link_did_not_get_nobody_answers_by_one(stage, awa, place):
    asked, _none = ask_by_link(awa, place, token="")
    assert code_of(lambda: answer_link(stage, asked)) == "record.unknown"


def test_a_focal_point_asks_about_her_own_places_only(
    awa, yelen, oumou, nene, fatoumata, place
):
    own = stand(oumou, nene, list_yelen(awa, yelen, oumou, nene))
    assert ask_by_link(oumou, own)
    assert code_of(lambda: ask_by_link(oumou, place)) == "record.unknown"
    assert [one.id for one in kept_sites(oumou.actor)] == [own]
    assert len(kept_sites(fatoumata.actor)) == 2


def test_a_doubted_entry_is_not_verified_until_somebody_has_asked(
    awa, aissata, fatoumata, sariya
):
    site = verified(awa, fatoumata, sariya)
    groups = {"doubt": {"doubt": "silent"}}
    refused = code_of(
        lambda: aissata.do("site.doubted", site, "site_doubt@1", groups=groups)
    )
    assert refused == "record.unknown"
    fatoumata.do("site.doubted", site, "site_doubt@1", groups=groups)
    assert state_of(Site.objects.get().verified, START) == LAPSED
    verify_site(awa, site)
    assert Site.objects.get().verified


def look_late(by, site: str, days: int):
    """Let a look arrive that somebody took so many days ago, without network."""
    by.pen.clock = lambda: by.stage.time - timedelta(days=days)
    groups = {"check": {"how": "visited"}}
    act = by.write("site.verified", site, "site_check@1", groups=groups)
    by.pen.clock = by.stage.look
    return perform(act, actor=by.actor, at=by.stage.now())


def test_a_look_counts_from_its_own_day_however_late_it_arrives(awa, place):
    found = look_late(awa, place, 91)
    assert (found.verified[:10], found.verified_how) == (days_ago(91)[:10], "visited")
    assert state_of(found.verified, START) == LAPSED
    fresh = verify_site(awa, place).verified
    found = look_late(awa, place, 5)
    assert (found.verified, found.verified_how) == (fresh, "called")


def test_a_look_before_a_doubt_does_not_lift_it(awa, fatoumata, place, stage):
    stage.time += timedelta(days=3)
    groups = {"doubt": {"doubt": "silent"}}
    fatoumata.do("site.doubted", place, "site_doubt@1", groups=groups)
    stage.time += timedelta(days=2)
    assert look_late(awa, place, 3).verified == ""
    found = look_late(awa, place, 1)
    assert (found.verified[:10], found.verified_how) == (days_ago(-4)[:10], "visited")


def test_a_look_before_a_lock_brings_no_place_back(awa, place, stage):
    Site.objects.update(suspended_at=stage.time - timedelta(days=2))
    assert look_late(awa, place, 3).suspended_at is not None
    assert look_late(awa, place, 1).suspended_at is None


def test_an_edit_while_a_link_is_out_does_not_stop_its_answer(
    stage, awa, fatoumata, place
):
    asked, _token = ask_by_link(fatoumata, place)
    act = edit_site(awa, place, name="Porte verte")
    review_site(fatoumata, place, act, edition=1)
    answer_link(stage, asked)
    assert Site.objects.get().verified_how == "told"


def test_the_database_keeps_answer_and_moment_together(stage, fatoumata, place):
    asked, _token = ask_by_link(fatoumata, place)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Verification.objects.filter(id=asked).update(still="yes")


def test_a_request_has_an_id_of_its_own(stage, fatoumata, place):
    asked, token = ask_by_link(fatoumata, place)
    until = stamp(stage.time + LINK_FOR)
    said = {"site": place, "until": until, "token_hash": hashed(token)}
    with pytest.raises(RefusedError) as refused:
        fatoumata.do(
            "verification.asked", asked, "verification@1", groups={"asking": said}
        )
    assert refused.value.code == "verification.known"
