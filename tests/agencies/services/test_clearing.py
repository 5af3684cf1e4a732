"""What a browser cleared is told once, checked against what is kept, talked over."""

from datetime import timedelta

import pytest

from demeso.agencies.models import Clearing, Device
from demeso.agencies.queries.clearing import (
    losses,
    open_losses,
    own_losses,
    silent_devices,
)
from demeso.agencies.rules.clearing import SILENT
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from demeso.ledger.queries import marks

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def told(by, waiting, *, device="", more=None, record=""):
    """Tell that a device of hers was cleared with so many acts that had not left."""
    device = device or by.new_id()
    seq = waiting + marks(device).acked if more is None else more
    said = {"device": device, "seq": seq, "waiting": waiting}
    record = record or by.new_id()
    return by.do("device.cleared", record, "clearing@1", groups={"clearing": said})


def talk(by, clearing, answer="yes"):
    said = {"look": {"clearing_talked": answer}}
    return by.do("clearing.settled", clearing.pk, "clearing_look@1", groups=said)


def counted(by):
    return [one.lost for one in losses(by.actor)]


def test_the_same_mark_told_again_counts_once(aissata, kadi):
    first = told(aissata, 3)
    again = told(aissata, 3, device=first.device)
    assert (again.pk, counted(kadi), open_losses(kadi.actor)) == (first.pk, [3], 3)
    assert Entry.objects.filter(kind="device.cleared").count() == 2
    told(aissata, 2, device=first.device, more=7)  # the same device, later
    assert sorted(counted(kadi)) == [3, 7]


def test_what_the_server_already_keeps_was_not_lost(aissata, kadi):
    here = aissata.pen.device
    told(aissata, 3)
    kept = told(aissata, 1, device=here, more=marks(here).acked)
    assert {one.clearing.pk: one.lost for one in losses(kadi.actor)}[kept.pk] == 0
    assert open_losses(kadi.actor) == 3


def test_what_arrives_later_from_a_parcel_is_lost_no_more(aissata, kadi):
    here = aissata.pen.device
    found = told(aissata, 2, device=here, more=marks(here).acked + 3)
    before = open_losses(kadi.actor)
    told(aissata, 1)  # one more act of that very device arrives
    rest = {one.clearing.pk: one.lost for one in losses(kadi.actor)}
    assert (before, rest[found.pk]) == (2, 1)


def test_a_server_that_was_restored_counts_what_it_forgot(aissata, kadi):
    found = told(aissata, 0, device=aissata.new_id(), more=40)
    assert (found.waiting, counted(kadi)) == (0, [40])


def test_a_device_that_was_declared_lost_raises_no_second_alarm(aissata, kadi):
    gone = Device.objects.create(
        id=aissata.new_id(), kind="browser", public="x" * 43, worker_id=aissata.id,
        enrolled_at=aissata.stage.now(), revoked_at=aissata.stage.now(), lost="lost",
    )  # fmt: skip
    told(aissata, 3, device=gone.pk)
    assert (counted(kadi), own_losses(aissata.actor)) == ([], [])


@pytest.mark.parametrize("mark", [{"seq": 2, "waiting": 3}, {"seq": 0, "waiting": 0}])
def test_a_mark_that_cannot_be_true_is_refused(aissata, mark):
    said = {"clearing": {"device": aissata.new_id(), **mark}}
    with pytest.raises(RefusedError, match=r"clearing\.malformed|answers"):
        aissata.do("device.cleared", aissata.new_id(), "clearing@1", groups=said)


def test_a_device_of_somebody_else_looks_like_none(aissata, kadi):
    told(kadi, 1)  # the server keeps acts of her device, and says nothing of them
    for device in (kadi.pen.device, aissata.new_id()):
        told(aissata, 3, device=device, more=3)
    assert [one.lost for one in own_losses(aissata.actor)] == [3, 3]
    found = told(kadi, 3)
    with pytest.raises(UnknownError):
        told(aissata, 3, record=found.pk)


def test_it_is_talked_over_and_taken_back(aissata, kadi):
    found = told(aissata, 3)
    settled = talk(kadi, found)
    assert (settled.settled_by, open_losses(kadi.actor)) == (kadi.id, 0)
    with pytest.raises(RefusedError, match=r"clearing\.settled"):
        talk(kadi, found)
    assert talk(kadi, found, "no").settled_at is None
    assert open_losses(kadi.actor) == 3


def test_only_who_looks_after_losses_of_the_same_agency_sees_them(
    aissata, kadi, bintou, awa, oumou
):
    found = told(aissata, 3)
    assert counted(bintou) == [3]
    with pytest.raises(RefusedError):
        losses(aissata.actor)
    for other in (aissata, awa, oumou):
        with pytest.raises(UnknownError):
            talk(other, found)
    assert counted(awa) == []
    assert Clearing.objects.get().settled_at is None


def test_a_device_that_another_replaced_shows_after_a_week_of_silence(aissata, kadi):
    at = aissata.stage.now()
    old = Device.objects.create(
        id=aissata.new_id(), kind="browser", public="x" * 43, worker_id=aissata.id,
        enrolled_at=at - timedelta(days=9), heard_at=at - timedelta(days=8),
    )  # fmt: skip
    made = at - timedelta(days=7, hours=1)
    Device.objects.create(
        id=aissata.new_id(), kind="browser", public="y" * 43, worker_id=aissata.id,
        enrolled_at=made,
    )  # fmt: skip
    assert [one.device.pk for one in silent_devices(kadi.actor, at=at)] == [old.pk]
    assert silent_devices(kadi.actor, at=made + SILENT - timedelta(hours=1)) == []
    told(aissata, 1, device=old.pk)  # it says by itself what was lost
    assert silent_devices(kadi.actor, at=at) == []
