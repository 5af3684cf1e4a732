"""What she does alone is a real act, by her, through the door of the help page."""

import pytest

from demeso.agencies.models import Device
from demeso.consent.models import Consent
from demeso.help.services import ask_call, stop_alone
from demeso.kernel.actor import door
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from demeso.ledger.verification import verify
from demeso.survivors.models import Callback
from demeso.survivors.rules import herself
from tests.cast import publish
from tests.handing import help_someone, list_organisation, release

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys)


def stop(helped, what, actor=None):
    at = helped.by.stage.now()
    stop_alone(actor=actor or herself(helped.survivor), what=what, at=at)


def test_what_she_stops_alone_is_her_own_act_at_this_door(helped):
    stop(helped, "statistics")
    entry = Entry.objects.get(kind="consent.withdrawn")
    assert (entry.actor, entry.record) == (helped.survivor, helped.survivor)
    assert Device.objects.get(pk=entry.device).label == "help"
    ended = Consent.objects.exclude(withdrawn_at=None)
    assert [one.purpose for one in ended] == ["statistics"]
    assert verify([]).first is None


def test_every_sharing_that_stands_ends_and_each_has_its_act(helped, awa):
    places = [list_organisation(awa, name, "health") for name in ("Un", "Deux")]
    allowed = {release(helped, place) for place in places}
    stop(helped, "release")
    ended = Entry.objects.filter(kind="consent.withdrawn")
    assert {one.record for one in ended} == allowed
    stop(helped, "release")
    assert ended.count() == 2, "what has ended is not ended again"


@pytest.mark.parametrize("actor", [door("help"), herself("somebody-else")])
def test_nobody_else_stops_anything(helped, actor):
    with pytest.raises(UnknownError):
        stop(helped, "services", actor)
    assert not Entry.objects.filter(kind="consent.withdrawn").exists()


def test_a_call_needs_somebody_who_can_open_it(helped, kadi, deme):
    her, at = herself(helped.survivor), helped.by.stage.now()
    with pytest.raises(RefusedError, match=r"callback\.nobody"):
        ask_call(actor=her, left={"reach": "x"}, at=at)
    publish(kadi, deme, "intake")
    asked = ask_call(actor=her, left={"reach": "x"}, at=at)
    assert Callback.objects.get().id == asked
