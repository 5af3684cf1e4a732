"""The demo's places are such as the services take, and show what the visit tells."""

import pytest

from client.cast import LISTINGS, NYETA, YELEN
from client.known.rankings import MALI
from client.places import PLACES, entry_of
from demeso.directory.queries.listing import waiting
from demeso.directory.queries.searching import who_can_help
from demeso.directory.standing import Asked
from demeso.kernel.clock import stamp
from tests.handing import list_organisation
from tests.places import review_site, tell_stock, verify_site


@pytest.fixture
def town(awa, moussa):
    listed = {
        one.name: list_organisation(awa, one.name, *one.services) for one in LISTINGS
    }
    for place in PLACES:
        site = awa.new_id()
        groups = {"link": {"organisation": listed[place.of]}, "site": entry_of(place)}
        awa.do("site.registered", site, "site@1", groups=groups)
        review_site(moussa, site, waiting(moussa.actor)[0].id)
        tell_stock(moussa, site, **dict(place.stock))
        if place.verified:
            verify_site(moussa, site)
    return {organisation: name for name, organisation in listed.items()}


def test_for_nana_two_places_are_open_with_stock_and_one_is_not_verified(
    town, aissata, stage
):
    asked = Asked(
        "health", stamp(stage.time), items=("pep", "contraception"), place="mopti"
    )
    found = who_can_help(asked, actor=aissata.actor, here=MALI)
    assert [(town[one.organisation], one.verified) for one in found] == [
        (YELEN, True), (NYETA, False),
    ]  # fmt: skip
    assert {why["code"] for one in found for why in one.why} >= {
        "open.always", "stock.in", "near.here", "verified.never",
    }  # fmt: skip


def test_a_shelter_reaches_caseworkers_and_no_provider(town, aissata, oumou, stage):
    asked = Asked("safehouse", stamp(stage.time))
    counted = [
        len(who_can_help(asked, actor=person.actor, here=MALI))
        for person in (aissata, oumou)
    ]
    assert (counted, len(town)) == ([1, 0], len(LISTINGS))


def test_every_town_of_the_demo_has_a_place():
    assert {place.region for place in PLACES} >= {"mopti", "gao", "bamako"}
    assert "legal" in {service for place in PLACES for service in place.services}
