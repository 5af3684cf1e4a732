"""What is said at a place of the hours in which nobody is there."""

import pytest

from demeso.directory.models import Site
from demeso.directory.queries.readying import own_sites
from demeso.directory.queries.searching import who_can_help
from demeso.directory.standing import Asked, Map
from demeso.kernel.refusal import RefusedError, UnknownError
from tests.handing import list_organisation
from tests.locking import listed_site
from tests.places import ALWAYS, tell_stock

NIGHT = "2026-11-02T18:00:00.000Z 2026-11-03T08:00:00.000Z health"
AT = "2026-11-02T23:00:00.000Z"


@pytest.fixture
def site(awa, fatoumata):
    entry = list_organisation(awa, "Centre Yèlèn", "health", agency=awa.agency)
    return listed_site(awa, fatoumata, entry, hours=ALWAYS)


def ready(by, site, text=""):
    said = {"readiness": {"absences": text} if text else {}}
    return by.do("site.readied", site, "site_readiness@1", groups=said)


def test_an_absence_counts_at_once_and_ends_by_itself(awa, site):
    ready(awa, site, NIGHT)
    (found,) = who_can_help(Asked("health", AT), actor=awa.actor, here=Map(0, {}))
    assert found.open == "closed"
    assert {"code": "absent.now"} in found.why
    morning = Asked("health", "2026-11-03T08:00:00.000Z")
    (found,) = who_can_help(morning, actor=awa.actor, here=Map(0, {}))
    assert found.open == "open"
    ready(awa, site)
    assert Site.objects.get(id=site).absences == ""


def test_only_whoever_keeps_the_entry_says_so(aissata, site):
    with pytest.raises(UnknownError):
        ready(aissata, site, NIGHT)


def test_what_is_not_written_right_is_refused(awa, site):
    with pytest.raises(RefusedError, match=r"absences\.shape"):
        ready(awa, site, "tonight")
    with pytest.raises(RefusedError, match=r"site\.not_offered"):
        ready(awa, site, NIGHT.replace("health", "legal"))


def test_a_place_with_few_left_is_not_proposed_before_another(awa, fatoumata, site):
    entry = list_organisation(awa, "Hôpital du Puits", "health")
    far = listed_site(awa, fatoumata, entry, cercle="djenne", hours=ALWAYS)
    tell_stock(awa, site, pep="few")
    tell_stock(awa, far, pep="in")
    asked = Asked("health", AT, items=("pep",))
    found = who_can_help(asked, actor=awa.actor, here=Map(0, {}))
    assert [one.site for one in found] == [far, site]
    tell_stock(awa, far, pep="out")
    found = who_can_help(asked, actor=awa.actor, here=Map(0, {}))
    assert [one.site for one in found] == [site, far]


def test_the_places_of_ones_own_agency_are_read(awa, fatoumata, aissata, site):
    assert [row.id for row in own_sites(awa.actor)] == [site]
    assert own_sites(aissata.actor) == []
