"""Where nobody can be sent: which need, in which cercle, what lacks and since when."""

from datetime import timedelta
from typing import Any

import pytest

from demeso.directory.models import Revision, Site
from demeso.directory.queries.gaps import knows_every_place, open_gaps
from demeso.directory.queries.travelling import reports
from demeso.directory.rules.gaps import (
    NEEDS,
    PEP,
    Area,
    Cover,
    Facts,
    Gap,
    Need,
    Place,
    condensed,
    cover,
    cuts,
    gap_in,
    least_covered,
    ordered,
    own_since,
    own_step,
)
from demeso.directory.rules.travelling import REPORTED_FOR
from demeso.directory.standing import STOCK_SAID_FOR, VERIFIED_FOR
from demeso.kernel.clock import moment, stamp
from demeso.kernel.refusal import UnknownError
from tests.cast import START
from tests.directory.test_travelling import report, told
from tests.handing import list_organisation
from tests.places import edit_site, review_site, tell_stock, verify_site
from tests.verifying import stand, verified

DAY = timedelta(days=1)
CARE = Need("health", "health")
MOPTI, NEAR, GAO = (14.48, -4.18), (14.6, -4.1), (16.27, -0.05)
HERE = Area("mopti", "mopti", MOPTI)
TOLD = stamp(START - DAY)
FACTS = {"verified": TOLD, "is_receiving": True}
LAPSED = stamp(START - VERIFIED_FOR - DAY)
STALE = stamp(START - STOCK_SAID_FOR - DAY)


@pytest.mark.parametrize(
    ("more", "need", "wish", "step", "since"),
    [
        ({}, CARE, "", "served", ""),
        ({"verified": ""}, CARE, "", "unverified", ""),
        ({"verified": LAPSED}, CARE, "", "unverified", stamp(START - DAY)),
        ({"is_receiving": False}, CARE, "", "closed", TOLD),
        ({"verified": "", "is_receiving": False}, CARE, "", "unverified", ""),
        ({}, CARE, "men", "unable", ""),
        ({"able": ["men"]}, CARE, "men", "served", ""),
        ({}, PEP, "", "empty", ""),
        ({"stock": {"pep": "low"}, "stocked": TOLD}, PEP, "", "served", ""),
        ({"stock": {"pep": "few"}, "stocked": TOLD}, PEP, "", "empty", TOLD),
        ({"stock": {"pep": "in"}, "stocked": STALE}, PEP, "", "empty",
         stamp(START - DAY)),
        ({"stock": {"pep": "out"}, "stocked": TOLD}, CARE, "", "served", ""),
    ],
)  # fmt: skip
def test_a_place_comes_as_far_as_it_is_verified_open_able_and_stocked(
    more, need, wish, step, since
):
    facts = Facts(**{**FACTS, **more})
    assert own_step(facts, need, wish, START) == step
    assert own_since(facts, need, step, TOLD) == since


def place(site: str, step: str = "served", **more: Any) -> Place:
    own = {"region": "mopti", "cercle": "djenne", "point": NEAR, **more}
    return Place(site=site, step=step, **own)


def test_what_lacks_is_the_last_step_that_a_near_place_comes_to():
    assert gap_in(HERE, []) == Gap("none")
    old = place("old", "unverified", since=TOLD)
    assert gap_in(HERE, [old]) == Gap("unverified", TOLD, site="old")
    shut = place("shut", "closed", since=LAPSED)
    later = place("later", "closed", since=TOLD)
    assert gap_in(HERE, [later, old, shut]) == Gap("closed", TOLD, site="later")
    assert gap_in(HERE, [later, place("good")]).step == "served"


def test_what_is_more_than_a_day_away_serves_nobody():
    far = {"point": GAO, "cercle": "gao"}
    assert gap_in(HERE, [place("far", region="gao", **far)]) == Gap("none")
    assert gap_in(HERE, [place("far", **far)]) == Gap("unreachable", site="far")
    assert gap_in(HERE, [place("far", "closed", **far)]) == Gap("none")
    assert gap_in(HERE, [place("in", point=GAO, cercle="mopti")]).step == "served"


def test_without_a_point_the_region_decides():
    assert gap_in(HERE, [place("a", point=None)]).step == "served"
    assert gap_in(HERE, [place("a", point=None, region="gao")]).step == "none"


def test_a_way_that_is_cut_is_told_with_its_end_and_only_from_there():
    span = (START - DAY, START + 29 * DAY)
    cut = place("cut", cuts={"mopti": span})
    found = Gap("unreachable", stamp(span[0]), stamp(span[1]), "cut")
    assert gap_in(HERE, [cut]) == found
    assert gap_in(Area("djenne", "mopti", NEAR), [cut]).step == "served"
    assert gap_in(HERE, [cut, place("other")]).step == "served"


def test_a_cut_holds_until_its_last_word_is_thirty_days_old():
    early, late = told("gao", "closed", 2 * DAY), told("gao", "closed", DAY, "boat")
    [(cercle, span)] = cuts([early, late], START).items()
    assert (cercle, span) == ("gao", (START - DAY, START - DAY + REPORTED_FOR))
    assert cuts([early, told("gao", "open", DAY)], START) == {}
    assert cuts([early, late], START + REPORTED_FOR) == {}


def test_places_at_one_point_are_one_and_a_cut_way_stands_for_itself():
    good, old = place("good"), place("old", "unverified")
    cut = place("cut", cuts={"mopti": (START, START)})
    assert condensed([old, good, cut]) == [good, cut]
    assert condensed([good, old]) == [good]


def test_a_region_says_how_many_cercles_are_served_and_what_lacks_most():
    gaps = [Gap("served"), Gap("none"), Gap("closed"), Gap("closed")]
    assert cover(gaps) == Cover(1, 4, "closed")
    assert cover([Gap("none"), Gap("closed")]).step == "closed"
    assert cover([Gap("served")]) == Cover(1, 1, "served")
    assert cover([]) == Cover(0, 0, "served")
    two = {"health": Cover(3, 4, "none"), "legal": Cover(1, 4, "none")}
    assert least_covered(two) == "legal"


def test_gaps_of_a_cercle_come_in_the_order_of_needs_and_by_what_lacks():
    gaps = {one.code: Gap("none") for one in NEEDS}
    gaps |= {"health": Gap("served"), "legal": Gap("closed")}
    assert [need for need, _gap in ordered(gaps)][:3] == [
        "pep", "psychosocial", "safehouse",
    ]  # fmt: skip
    assert list(ordered(gaps, "closed")) == [("legal", Gap("closed"))]


@pytest.fixture
def sariya(awa):
    return list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")


def lack(person, cercle: str = "mopti", need: str = "health", **more: Any) -> Gap:
    at = more.pop("at", person.stage.time)
    return open_gaps(actor=person.actor, at=at, **more)[cercle][need]


def test_a_verified_place_serves_its_cercle_and_what_is_within_a_day(
    awa, fatoumata, sariya
):
    assert lack(fatoumata) == Gap("none")
    site = stand(awa, fatoumata, sariya)
    assert lack(fatoumata) == Gap("unverified", site=site)
    verify_site(awa, site)
    assert lack(fatoumata).step == "served"
    assert lack(fatoumata, "djenne").step == "served"
    assert lack(fatoumata, "youwarou").step == "served"
    assert lack(fatoumata, "gao") == Gap("none")
    assert lack(fatoumata, need="legal") == Gap("none")
    late = fatoumata.stage.time + VERIFIED_FOR + DAY
    found = lack(fatoumata, at=late)
    assert (found.step, found.site) == ("unverified", site)
    assert found.since == stamp(moment(Site.objects.get().verified) + VERIFIED_FOR)


def test_a_place_that_stopped_receiving_says_since_which_entry(awa, fatoumata, sariya):
    site = verified(awa, fatoumata, sariya)
    for edition, told_so in enumerate(("no", "no"), 1):
        awa.stage.time += DAY
        revision = edit_site(awa, site, receiving=told_so)
        review_site(fatoumata, site, revision, edition)
    found = lack(fatoumata)
    first = Revision.objects.filter(said__receiving="no").order_by("decided_at")[0]
    assert found == Gap("closed", stamp(first.decided_at), site=site)
    review_site(fatoumata, site, edit_site(awa, site), 3)
    assert lack(fatoumata).step == "served"


def test_a_fresh_word_that_the_way_is_cut_makes_a_gap_and_lapses(
    awa, fatoumata, aissata, sariya, stage
):
    site = verified(awa, fatoumata, sariya)
    report(aissata, site, cercle="douentza", way="closed")
    [word] = reports(at=stage.time)[site]
    found = lack(fatoumata, "douentza")
    assert found == Gap("unreachable", stamp(word.reported_at),
                        stamp(word.reported_at + REPORTED_FOR), site)  # fmt: skip
    assert lack(fatoumata, "mopti").step == "served"
    over = word.reported_at + REPORTED_FOR
    assert lack(fatoumata, "douentza", at=over).step == "served"
    report(aissata, site, cercle="douentza", way="restricted")
    assert lack(fatoumata, "douentza").step == "served"


def test_a_kit_that_runs_out_is_a_gap_until_there_is_more(awa, fatoumata, sariya):
    site = verified(awa, fatoumata, sariya)
    assert lack(fatoumata, need="pep") == Gap("empty", site=site)
    tell_stock(awa, site, pep="in")
    assert lack(fatoumata, need="pep").step == "served"
    tell_stock(awa, site, pep="out")
    found = lack(fatoumata, need="pep")
    assert (found.step, found.since != "") == ("empty", True)
    assert lack(fatoumata).step == "served"


def test_for_whom_one_asks_decides_who_counts(awa, fatoumata, sariya):
    verified(awa, fatoumata, sariya, men="unknown", children="yes")
    assert lack(fatoumata, wish="children").step == "served"
    assert lack(fatoumata, wish="men").step == "unable"


def test_a_region_is_read_alone_and_served_from_outside(awa, fatoumata, sariya):
    verified(awa, fatoumata, sariya)
    found = open_gaps(
        actor=fatoumata.actor, at=fatoumata.stage.time, region="bandiagara"
    )
    assert set(found) == {"bandiagara", "bankass", "koro"}
    assert found["bandiagara"]["health"].step == "served"


def test_what_one_may_not_know_is_not_counted_and_that_is_said(
    awa, fatoumata, kadi, sariya
):
    verified(awa, fatoumata, sariya, services=["safehouse"], tier="restricted")
    assert lack(fatoumata, need="safehouse").step == "served"
    assert lack(kadi, need="safehouse") == Gap("none")
    assert knows_every_place(fatoumata.actor)
    assert not knows_every_place(kadi.actor)


def test_drafts_and_locked_places_serve_nobody(awa, fatoumata, sariya):
    site = verified(awa, fatoumata, sariya)
    Site.objects.filter(id=site).update(suspended_at=fatoumata.stage.time)
    assert lack(fatoumata) == Gap("none")


def test_gaps_are_for_those_who_may_read_figures(aissata, oumou):
    for person in (aissata, oumou):
        with pytest.raises(UnknownError):
            lack(person)
