"""Which devices somebody is shown, and what she may do about them."""

from datetime import timedelta

import pytest

from demeso.agencies.models import Device
from demeso.agencies.queries.devices import blockades, get_blockade, owners_of
from demeso.kernel.refusal import UnknownError
from demeso.worker.devices import show_devices
from tests.agencies.services.test_leases import call, cut_off, second

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def shown(person):
    return show_devices(person.actor, at=person.stage.now())


def ids(told):
    return {one["id"] for one in told["devices"]}


def test_she_sees_her_own_devices_with_contact_and_lease(aissata, salif):
    call(aissata)
    (mine,) = shown(aissata)["devices"]
    assert (mine["id"], mine["mine"]) == (aissata.pen.device, True)
    assert mine["called_at"] < mine["lease_until"]
    assert salif.pen.device not in ids(shown(aissata))


def test_a_supervisor_sees_those_of_her_agency_and_no_other(aissata, kadi, oumou, awa):
    found = ids(shown(kadi))
    assert {aissata.pen.device, kadi.pen.device} <= found
    assert oumou.pen.device not in found
    assert aissata.pen.device not in ids(shown(awa))  # an administrator of elsewhere


def test_a_door_is_nobodys_device(awa, deme):
    kinds = Device.objects.filter(pk__in=ids(shown(awa))).values_list("kind", flat=True)
    assert "door" not in kinds


def test_a_place_cut_off_is_confirmed_by_somebody_else_and_its_code_shown(
    aissata, kadi, bintou
):
    call(aissata)
    record = cut_off(kadi, aissata)
    assert shown(aissata)["blockades"] == []
    (first,) = shown(kadi)["blockades"]
    (other,) = shown(bintou)["blockades"]
    assert (first["may_confirm"], other["may_confirm"]) == (False, True)
    assert owners_of(first["devices"]) == {aissata.id}
    second(bintou, record)
    (stands,) = shown(kadi)["blockades"]
    assert (stands["may_confirm"], stands["confirmed_at"] is not None) == (False, True)
    kadi.stage.time += timedelta(days=8)
    told = {one["id"]: one for one in shown(kadi)["devices"]}
    assert told[aissata.pen.device]["has_code"]
    assert not told[kadi.pen.device]["has_code"]
    assert not shown(aissata)["devices"][0]["has_code"]


def test_nobody_else_hears_of_a_place_cut_off(aissata, kadi, oumou):
    record = cut_off(kadi, aissata)
    for stranger in (aissata, oumou):
        assert blockades(stranger.actor, at=kadi.stage.now()) == []
        with pytest.raises(UnknownError):
            get_blockade(record, actor=stranger.actor)
