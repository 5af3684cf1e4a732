"""What anybody may read of the directory, and how it is said."""

import pytest
from django.conf import settings

from demeso.directory.queries.listing import waiting
from demeso.directory.queries.public import public_place, who_helps_anybody
from demeso.directory.saying import chart, hours, place_name, weekdays
from demeso.directory.standing import Asked
from demeso.kernel.country import country
from tests.handing import list_organisation
from tests.places import OFFICE, propose_site, review_site

NOON = "2026-11-23T12:00:00.000Z"  # a Monday
ASKED = Asked(service="health", now=NOON, place="region:mopti")


@pytest.fixture
def placed(awa, fatoumata):
    """Return a way to write a place of a tier, read again or not."""
    of = list_organisation(awa, "Clinique Sariya", "health")

    def write(tier: str, *, read: bool = True) -> str:
        site = propose_site(awa, of, tier=tier, name=f"Porte {tier}")
        if read:
            [found] = [one for one in waiting(awa.actor) if one.site_id == site]
            review_site(fatoumata, site, found.id)
        return site

    return write


def test_anybody_finds_public_places_and_no_other(placed):
    known = placed("public")
    others = [placed(tier) for tier in ("professional", "restricted", "closed")]
    draft = placed("public", read=False)
    [found] = who_helps_anybody(ASKED, here=chart(), most=9)
    assert found.ranked.site == found.place["id"] == known
    assert found.organisation["name"] == "Clinique Sariya"
    assert public_place(known)["name"] == "Porte public"
    assert not any(public_place(site) for site in (*others, draft, "nowhere"))


def test_redline_24_an_inner_point_moves_neither_distance_nor_order(awa, fatoumata):
    """Two places whose inner points differ stand as if both were in the town."""
    of = list_organisation(awa, "Clinique du fleuve", "health")
    stand = {}
    for name, precision, north in (
        ("loin", "town", "14.9"), ("près", "town", "14.49"), ("dite", "exact", "14.6"),
    ):  # fmt: skip
        stand[name] = propose_site(
            awa, of, tier="public", name=name, precision=precision, latitude=north,
            longitude="-4.18",
        )  # fmt: skip
        [found] = [one for one in waiting(awa.actor) if one.site_id == stand[name]]
        review_site(fatoumata, stand[name], found.id)
    found = who_helps_anybody(ASKED, here=chart(), most=9)
    km = {one.ranked.site: one.ranked.km for one in found}
    assert km == {stand["loin"]: 0, stand["près"]: 0, stand["dite"]: 13}
    hidden = sorted((stand["loin"], stand["près"]))
    assert [one.ranked.site for one in found] == [*hidden, stand["dite"]]


def test_only_as_many_as_are_asked_for_are_read(placed):
    for _number in range(3):
        placed("public")
    assert len(who_helps_anybody(ASKED, here=chart(), most=2)) == 2


def test_a_week_is_said_with_days_that_are_alike_together():
    said = hours(OFFICE)
    assert said == "lundi – vendredi 08:00-16:00; samedi – dimanche fermé"
    assert hours("") == hours("08:00-16:00") == ""
    assert weekdays([0, 3]) == "lundi, jeudi"
    assert weekdays([]) == ""


def test_a_place_is_named_by_its_cercle_and_region():
    assert place_name("mopti", "djenne") == "Djenné, Mopti"
    assert place_name("mopti", "mopti") == "Mopti"
    regions = country(settings.COUNTRY).regions
    assert all(place_name(one.code, "") == one.name for one in regions)
