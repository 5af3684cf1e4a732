"""What the demo says of its places is such as the services take."""

import pytest

from client.places import PLACES, entry_of
from client.upkeep import ASKED, OPENED, WAYS, asking_of, way_of
from demeso.directory.models import TravelReport, Verification
from tests.handing import list_organisation
from tests.verifying import stand, verified


@pytest.fixture
def sites(awa, fatoumata, deme):
    """Return the places that the demo speaks of, by name."""
    found, spoken_of = {}, {ASKED, OPENED, *(way.to for way in WAYS)}
    for place in (one for one in PLACES if one.name in spoken_of):
        agency = deme.id if place.name == OPENED else ""
        people = {"agency": agency} if agency else {}
        organisation = list_organisation(awa, place.of, *place.services, **people)
        make = verified if place.verified else stand
        found[place.name] = make(awa, fatoumata, organisation, **entry_of(place))
    return found


def test_the_demo_asks_opens_and_tells_ways(sites, fatoumata, aissata, stage):
    asked = asking_of(sites[ASKED], stage.time)
    new = fatoumata.new_id
    fatoumata.do("verification.asked", new(), "verification@1", groups=asked)
    opened = {"opening": {"site": sites[OPENED]}}
    done = fatoumata.do("site.opened", new(), "site_opening@1", groups=opened)
    assert done.exception == ""  # care and listening are verified near
    for way in WAYS:
        groups = way_of(way, sites[way.to])
        aissata.do("travel.reported", aissata.new_id(), "travel@1", groups=groups)
    assert TravelReport.objects.count() == len(WAYS)
    assert Verification.objects.get().token_hash is None
