import json

import pytest

from config.commands.working import tick
from demeso.directory.services.forgetting import forget_exposed
from demeso.kernel.actor import door
from demeso.ledger.models import Payload
from demeso.ledger.services import quarantine
from demeso.ledger.verification import verify
from tests.handing import list_organisation
from tests.places import PLACE, propose_site

pytestmark = pytest.mark.django_db(databases="__all__")
NORTH, EAST = "14.48", "-4.18"


def set_aside(by, kind, site, code, **said):
    act = by.write(kind, site, "site@1", groups={"site": {**PLACE, **said}})
    at = by.stage.now()
    quarantine(act, actor=by.actor, code=code, received_at=at)


def kept():
    return json.dumps(list(Payload.objects.values_list("body", flat=True)))


def test_where_a_shelter_lies_is_forgotten_though_refused(awa):
    said = {"services": ["safehouse"], "latitude": NORTH, "longitude": EAST}
    set_aside(awa, "site.registered", awa.new_id(), "act.other_actor", **said)
    assert NORTH in kept()
    tick(awa.stage.time)
    assert NORTH not in kept()
    assert verify().broken == []
    assert forget_exposed(actor=door("work"), at=awa.stage.time) == 0


def test_a_point_for_a_place_that_shelters_is_forgotten_too(awa):
    sariya = list_organisation(awa, "Clinique Sariya", "legal", "safehouse")
    site = propose_site(awa, sariya, services=["safehouse"], tier="closed")
    point = {"services": ["legal"], "latitude": NORTH, "longitude": EAST}
    set_aside(awa, "site.edited", site, "site.exposed", **point)
    assert forget_exposed(actor=door("work"), at=awa.stage.time) == 1
    assert NORTH not in kept()


def test_what_is_refused_for_another_reason_waits_whole(awa):
    said = {"services": ["legal"], "latitude": NORTH, "longitude": EAST}
    set_aside(awa, "site.registered", awa.new_id(), "site.place", **said)
    assert forget_exposed(actor=door("work"), at=awa.stage.time) == 0
    assert NORTH in kept()
