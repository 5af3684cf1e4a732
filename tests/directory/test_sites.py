"""Places: proposed by one, read again by another, verified, and stocked."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from demeso.directory.models import Revision, Site
from demeso.directory.queries.listing import (
    get_site,
    get_waiting,
    is_site,
    sites,
    sites_of,
    waiting,
)
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from tests.directory.test_services import code_of
from tests.handing import list_organisation, list_yelen
from tests.places import (
    PLACE,
    edit_site,
    propose_site,
    review_site,
    tell_capacity,
    tell_stock,
    verify_site,
)


@pytest.fixture
def sariya(awa):
    return list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")


@pytest.fixture
def reviewed(awa, fatoumata, sariya):
    site = propose_site(awa, sariya)
    (found,) = waiting(fatoumata.actor)
    review_site(fatoumata, site, found.id)
    return site


def test_a_new_place_waits_until_somebody_else_has_read_it(awa, fatoumata, sariya):
    site = propose_site(awa, sariya)
    assert sites(fatoumata.actor) == []
    (found,) = waiting(fatoumata.actor)
    assert (found.site_id, found.author, found.said["name"]) == (
        site, awa.id, "Porte bleue",
    )  # fmt: skip
    review_site(fatoumata, site, found.id)
    (shown,) = sites(fatoumata.actor)
    assert (shown.id, shown.offers, shown.edition) == (site, ("health",), 1)
    assert waiting(fatoumata.actor) == []


def test_nobody_reviews_what_she_wrote(awa, sariya):
    site = propose_site(awa, sariya)
    (found,) = waiting(awa.actor)
    refused = code_of(lambda: review_site(awa, site, found.id))
    assert refused == "site.own_review"
    assert get_site(site, actor=awa.actor).is_draft


def test_while_an_edit_waits_the_reviewed_entry_stays_in_force(
    awa, fatoumata, reviewed
):
    act = edit_site(awa, reviewed, name="Porte verte")
    assert get_site(reviewed, actor=awa.actor).name == "Porte bleue"
    review_site(fatoumata, reviewed, act, edition=1)
    found = get_site(reviewed, actor=awa.actor)
    assert (found.name, found.edition) == ("Porte verte", 2)


def test_an_edit_that_is_sent_back_changes_nothing(awa, fatoumata, reviewed):
    act = edit_site(awa, reviewed, name="Porte verte")
    review_site(fatoumata, reviewed, act, edition=1, decision="no")
    assert get_site(reviewed, actor=awa.actor).name == "Porte bleue"
    assert waiting(fatoumata.actor) == []


def test_an_authors_later_words_make_room_for_themselves(awa, fatoumata, reviewed):
    first = edit_site(awa, reviewed, name="Porte verte")
    second = edit_site(awa, reviewed, name="Porte jaune")
    assert [row.id for row in waiting(fatoumata.actor)] == [second]
    refused = code_of(lambda: review_site(fatoumata, reviewed, first, edition=1))
    assert refused == "site.decided"


def test_two_who_review_at_once_are_told_so(awa, moussa, fatoumata, reviewed):
    one = edit_site(awa, reviewed, name="Porte verte")
    other = edit_site(moussa, reviewed, name="Porte jaune")
    review_site(fatoumata, reviewed, one, edition=1)
    again = code_of(lambda: review_site(moussa, reviewed, one, edition=2))
    assert again == "site.decided"
    stale = code_of(lambda: review_site(fatoumata, reviewed, other, edition=1))
    assert stale == "site.changed"


def test_a_focal_point_keeps_the_places_of_her_own_organisation(
    awa, yelen, oumou, nene, sariya
):
    entry = list_yelen(awa, yelen, oumou, nene)
    site = propose_site(oumou, entry)
    assert [row.site_id for row in waiting(nene.actor)] == [site]
    assert code_of(lambda: propose_site(oumou, sariya)) == "record.unknown"
    mine = waiting(nene.actor)[0].id
    other = propose_site(awa, sariya)
    with pytest.raises(UnknownError):
        get_site(other, actor=oumou.actor)
    with pytest.raises(UnknownError):
        get_waiting(other, actor=oumou.actor)
    review_site(nene, site, mine)
    assert [row.id for row in sites_of(entry, actor=oumou.actor)] == [site]


def test_a_caseworker_reads_reviewed_places_only(aissata, awa, fatoumata, reviewed):
    propose_site(awa, get_site(reviewed, actor=awa.actor).organisation_id)
    assert [row.id for row in sites(aissata.actor)] == [reviewed]
    assert waiting(aissata.actor) == []
    assert code_of(lambda: verify_site(aissata, reviewed)) == "record.unknown"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"hours": "18:00-06:00||||||"}, "hours.order"),
        ({"hours": "08:00-12:00"}, "hours.shape"),
        ({"hours": "08:00-12:00 11:00-13:00||||||"}, "hours.overlap"),
        ({"services": ["massage"]}, "form.faults"),
        ({"services": ["police"]}, "site.not_offered"),
        ({"region": "atlantide"}, "site.place"),
        ({"region": "gao"}, "site.place"),
        ({"languages": "bm xx"}, "site.language"),
        ({"tier": "unknown"}, "site.tier"),
        ({"latitude": "14.481", "longitude": "-4.18"}, "site.point"),
        ({"latitude": "14.48"}, "site.point"),
        ({"latitude": "114.48", "longitude": "-4.18"}, "site.point"),
        ({"latitude": "48.85", "longitude": "2.35"}, "site.outside"),
        ({"services": ["safehouse"], "latitude": "14.48", "longitude": "-4.18"},
         "site.no_point"),
        ({"services": ["safehouse"], "tier": "public"}, "site.shelter_public"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(awa, sariya, more, code):
    assert code_of(lambda: propose_site(awa, sariya, **more)) == code
    assert not Site.objects.exists()


def test_a_place_of_its_own_has_its_point_and_others_their_cercles(awa, sariya):
    own = propose_site(awa, sariya, latitude="14.5", longitude="-4.21")
    rough = propose_site(awa, sariya)
    region = propose_site(awa, sariya, cercle="")
    found = [get_site(one, actor=awa.actor) for one in (own, rough, region)]
    assert [(one.north, one.east) for one in found] == [
        (14.5, -4.21), (14.48, -4.18), (14.48, -4.18),
    ]  # fmt: skip


def test_anybody_measures_from_the_cercle_unless_a_point_is_told(awa, sariya):
    point = {"latitude": "14.5", "longitude": "-4.21"}
    told = propose_site(awa, sariya, **point, precision="exact")
    town = propose_site(awa, sariya, **point, precision="town")
    unsaid = propose_site(awa, sariya, **point)
    found = [get_site(one, actor=awa.actor) for one in (told, town, unsaid)]
    assert [(one.public_north, one.public_east) for one in found] == [
        (14.5, -4.21), (14.48, -4.18), (14.48, -4.18),
    ]  # fmt: skip


def test_redline_06_the_database_itself_keeps_a_shelter_off_the_map(awa, sariya):
    site = get_site(propose_site(awa, sariya, services=["safehouse"]), actor=awa.actor)
    wrongs = ({"latitude": "14.48"}, {"tier": "public"}, {"directions": "marché"})
    for wrong in wrongs:
        with transaction.atomic(), pytest.raises(IntegrityError):
            Site.objects.filter(id=site.id).update(**wrong)


def test_redline_24_a_place_that_had_a_point_becomes_no_shelter(
    awa, fatoumata, moussa, sariya
):
    point = {"latitude": "14.48", "longitude": "-4.18"}
    shown = propose_site(awa, sariya, **point)
    edit_site(awa, shown)  # it takes the point away: what was said of it stays
    turned = code_of(lambda: edit_site(fatoumata, shown, services=["safehouse"]))
    assert turned == "site.exposed"
    hidden = propose_site(awa, sariya, services=["safehouse"])
    edit_site(awa, hidden, services=["health"])
    assert code_of(lambda: edit_site(moussa, hidden, **point)) == "site.exposed"
    assert Site.objects.filter(latitude="14.48").count() == 1


def test_a_place_is_registered_once(awa, sariya):
    site = propose_site(awa, sariya)
    groups = {"link": {"organisation": sariya}, "site": PLACE}
    again = code_of(lambda: awa.do("site.registered", site, "site@1", groups=groups))
    assert again == "site.known"
    assert is_site(site)


def test_stock_is_in_force_at_once_and_the_last_word_counts(oumou, nene, awa, yelen):
    entry = list_yelen(awa, yelen, oumou, nene)
    site = propose_site(oumou, entry)
    tell_stock(oumou, site, pep="in", tetanus="unknown")
    tell_stock(oumou, site, pep="out")
    found = get_site(site, actor=oumou.actor)
    assert (found.stock, found.stocked) == ({"pep": "out"}, stamp(oumou.stage.time))


def test_a_full_house_says_so_at_once_and_never_more_than_it_has(
    oumou, nene, awa, yelen
):
    site = propose_site(oumou, list_yelen(awa, yelen, oumou, nene))
    tell_capacity(oumou, site, unit="beds", most=4, available=0)
    found = get_site(site, actor=oumou.actor)
    assert found.capacity == {"unit": "beds", "most": 4, "available": 0}
    assert found.capacity_told == stamp(oumou.stage.time)
    tell_capacity(oumou, site, unit="beds")
    assert get_site(site, actor=oumou.actor).capacity == {"unit": "beds"}
    too_many = {"unit": "beds", "most": 2, "available": 3}
    refused = code_of(lambda: tell_capacity(oumou, site, **too_many))
    assert refused == "capacity.too_many"


def test_what_a_place_asks_for_stands_when_somebody_has_read_it(awa, fatoumata, sariya):
    told = {"care_72h": "some", "documents": ["id", "medical"], "age_from": 12,
            "police_report": "no", "transport": "paid", "access": "unknown",
            "mobile": "yes", "outreach": "|Konna|||||"}  # fmt: skip
    site = propose_site(awa, sariya, **told)
    review_site(fatoumata, site, Revision.objects.get(site=site).id)
    found = get_site(site, actor=awa.actor)
    assert (found.care_72h, found.documents, found.age_from, found.age_to) == (
        "some", "id medical", 12, None,
    )  # fmt: skip
    assert (found.outreach, found.access) == ("|Konna|||||", "")


def test_only_a_reviewed_place_is_verified(awa, reviewed, sariya):
    found = verify_site(awa, reviewed)
    told = awa.stage.time - timedelta(seconds=1)  # the act says when she looked
    assert (found.verified_how, found.verified) == ("called", stamp(told))
    draft = propose_site(awa, sariya)
    assert code_of(lambda: verify_site(awa, draft)) == "site.unreviewed"


def test_a_restricted_place_reaches_those_who_lead_cases_and_no_provider(
    awa, moussa, fatoumata, aissata, oumou, sariya
):
    for tier in ("restricted", "closed"):
        site = propose_site(awa, sariya, tier=tier, services=["safehouse"])
        review_site(moussa, site, Revision.objects.get(site=site).id)
    assert [len(sites(who.actor)) for who in (fatoumata, aissata, oumou)] == [2, 1, 0]


def test_what_devices_know_already_is_not_hidden_afterwards(awa, reviewed):
    hiding = code_of(lambda: edit_site(awa, reviewed, tier="closed"))
    assert hiding == "site.tier_fixed"
    assert edit_site(awa, reviewed, tier="public")


def test_places_of_before_are_told_where_anybody_knows_them(awa, sariya):
    point = {"latitude": "14.5", "longitude": "-4.21"}
    exact = propose_site(awa, sariya, **point, precision="exact")
    rough = propose_site(awa, sariya, **point, region="gao", cercle="gao")
    Site.objects.update(public_north=None, public_east=None)
    name = "demeso.directory.migrations.0008_where_anybody_knows_a_place_to_be"
    import_module(name).tell(apps, None)
    at = {one.id: (one.public_north, one.public_east) for one in Site.objects.all()}
    assert at == {exact: (14.5, -4.21), rough: (16.27, -0.05)}
