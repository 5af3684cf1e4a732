"""A place opens for cases when somebody verified can help; then it stays open."""

from datetime import timedelta
from typing import Any

import pytest

from demeso.casework.models import Case
from demeso.directory.models import CaseOpening, Site
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.opening import case_opening, helpers_of, warned
from demeso.directory.rules.opening import (
    Helper,
    Start,
    lacking,
    opening_fault,
    within_reach,
)
from demeso.directory.standing import VERIFIED_FOR
from demeso.kernel.actor import Actor
from tests.directory.test_services import code_of
from tests.directory.test_travelling import report
from tests.handing import help_someone, list_organisation, list_yelen
from tests.places import propose_site
from tests.verifying import verified

MOPTI, GAO, NEAR = (14.48, -4.18), (16.27, -0.04), (14.6, -4.1)
START = Start("here", "mopti", MOPTI)
KEEPER = Actor("x", "a", frozenset({"directory.write"}), frozenset({"focal_point"}))
EVERYBODYS = Actor("y", "a", frozenset({"directory.write"}), frozenset({"coordinator"}))


def helper(site: str, *services: str, **more: Any) -> Helper:
    own = {"region": "mopti", "point": NEAR, "is_verified": True, **more}
    return Helper(site=site, services=services, **own)


def test_what_is_verified_and_near_counts():
    found = within_reach(
        START,
        [
            helper("near", "health"), helper("far", "psychosocial", point=GAO),
            helper("old", "psychosocial", is_verified=False),
            helper("cut", "psychosocial", is_cut=True), helper("law", "legal"),
        ],
    )  # fmt: skip
    assert found == {"health": ["near"], "psychosocial": []}
    assert lacking(found) == ("psychosocial",)


def test_a_place_counts_for_itself_and_a_region_where_no_point_is_known():
    own = helper("here", "health", point=GAO, is_cut=True)
    pointless = helper("there", "psychosocial", point=None)
    other = helper("else", "psychosocial", point=None, region="gao")
    found = within_reach(START, [own, pointless, other])
    assert found == {"health": ["here"], "psychosocial": ["there"]}
    assert lacking(found) == ()


@pytest.mark.parametrize(
    ("missing", "exception", "actor", "fault"),
    [
        ((), "", KEEPER, ""),
        (("health",), "", EVERYBODYS, "site.unserved"),
        (("health",), "because", EVERYBODYS, "site.unserved"),
        (("health",), "phone", KEEPER, "site.exception"),
        (("health",), "phone", EVERYBODYS, ""),
    ],
)
def test_an_exception_has_a_reason_and_is_for_the_coordination(
    missing, exception, actor, fault
):
    assert opening_fault(missing, exception, actor) == fault


@pytest.fixture
def own(awa, yelen, oumou, nene):
    """Return the place that is to open: it listens, and has no care."""
    entry = list_yelen(awa, yelen, oumou, nene)
    return verified(oumou, nene, entry, services=["psychosocial"])


@pytest.fixture
def care(awa, fatoumata):
    sariya = list_organisation(awa, "Clinique Sariya", "health", "legal")
    return verified(awa, fatoumata, sariya)


def open_place(by: Any, site: str, **more: str) -> Any:
    groups = {"opening": {"site": site, **more}}
    return by.do("site.opened", by.new_id(), "site_opening@1", groups=groups)


def test_redline_25_no_place_opens_where_nobody_verified_can_help(oumou, own):
    assert code_of(lambda: open_place(oumou, own)) == "site.unserved"
    excepted = code_of(lambda: open_place(oumou, own, exception="phone"))
    assert excepted == "site.exception"
    assert not CaseOpening.objects.exists()


def test_with_care_and_listening_in_reach_it_opens_once(stage, oumou, own, care):
    opened = open_place(oumou, own, exception="phone")
    assert opened.found == {"health": [care], "psychosocial": [own]}
    assert opened.exception == ""  # nothing was missing
    assert case_opening(own) == opened
    assert warned(oumou.actor, at=stage.time) == []
    assert code_of(lambda: open_place(oumou, own)) == "site.open"


def test_coordination_opens_for_a_reason_that_is_kept(stage, fatoumata, own):
    opened = open_place(fatoumata, own, exception="mobile")
    assert (opened.exception, opened.found["health"]) == ("mobile", [])
    [(row, missing)] = warned(fatoumata.actor, at=stage.time)
    assert (row.id, missing) == (opened.id, ("health",))


def test_a_way_that_is_cut_puts_care_out_of_reach(stage, aissata, oumou, own, care):
    site = get_site(own, actor=oumou.actor)
    assert helpers_of(site, at=stage.time)["health"] == [care]
    report(aissata, care, cercle=site.cercle, way="closed")
    assert helpers_of(site, at=stage.time)["health"] == []


def test_who_does_not_keep_the_place_does_not_open_it(aissata, oumou, awa, own, care):
    assert code_of(lambda: open_place(aissata, own)) == "record.unknown"
    assert code_of(lambda: open_place(oumou, care)) == "record.unknown"
    assert code_of(lambda: open_place(awa, care)) == "site.no_agency"
    draft = propose_site(oumou, get_site(own, actor=awa.actor).organisation_id)
    assert code_of(lambda: open_place(oumou, draft)) == "site.unreviewed"


def test_redline_25_what_lapses_later_is_said_and_stops_no_intake(
    stage, awa, fatoumata, aissata, deme_keys, care
):
    team = deme_keys
    entry = list_organisation(awa, team.name, "psychosocial", agency=team.id)
    site = verified(awa, fatoumata, entry, services=["psychosocial"])
    open_place(fatoumata, site)
    stage.time += VERIFIED_FOR + timedelta(days=1)
    [(row, missing)] = warned(fatoumata.actor, at=stage.time)
    assert (row.site_id, missing) == (site, ("health", "psychosocial"))
    helped = help_someone(aissata, team, "health")
    assert Case.objects.filter(id=helped.case).exists()
    Site.objects.update(suspended_at=stage.time)
    assert Case.objects.filter(id=help_someone(aissata, team, "health").case).exists()


def test_a_locked_place_does_not_open(stage, oumou, own, care):
    Site.objects.filter(id=own).update(suspended_at=stage.time)
    assert code_of(lambda: open_place(oumou, own)) == "site.locked"
