"""What somebody had not sent when she left is kept aside, and never lost."""

import pytest

from demeso.agencies.models import Device, Worker
from demeso.field import services
from demeso.kernel.clock import now
from demeso.ledger.models import Backup, Entry, Payload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


def leave(handset):
    at = now()
    Device.objects.filter(pk=handset.pen.device).update(revoked_at=at)
    gone = {"departure": handset.pen.device, "leaving_at": at, "left_at": at}
    Worker.objects.filter(devices=handset.pen.device).update(**gone)


def note(handset):
    return handset.note(handset.pen.new_id(), place={"place": "Mopti"})


def test_late_work_is_kept_whole_acknowledged_and_not_applied(aissata):
    act = note(aissata)
    leave(aissata)
    answer = aissata.post([act]).json()
    [entry] = Entry.objects.all()
    assert (entry.state, entry.code) == ("quarantined", "worker.left")
    assert act.record in Payload.objects.get(pk=entry.position).body
    assert (answer["acked_seq"], answer["cursor"], answer["changes"]) == (1, None, [])
    assert [problem["code"] for problem in answer["problems"]] == ["worker.left"]


def test_what_somebody_else_wrote_on_her_device_is_not_called_her_late_work(aissata):
    act = aissata.note(
        aissata.pen.new_id(), actor=aissata.pen.new_id(), place={"place": "Mopti"}
    )
    leave(aissata)
    answer = aissata.post([act]).json()
    assert [problem["code"] for problem in answer["problems"]] == ["act.other_actor"]
    assert Entry.objects.get().code == "act.other_actor"


def test_her_device_forgets_once_a_backup_holds_what_it_sent(aissata):
    acts = [note(aissata)]
    leave(aissata)
    aissata.post(acts)
    assert aissata.post([]).status_code == 200
    Backup.objects.create(size=100, made_at=now(), folder="")
    refused = aissata.post([])
    assert (refused.status_code, refused.json()["code"]) == (403, "device.lost")


def test_a_device_that_its_own_call_stops_gets_no_lease_and_no_changes(
    aissata, monkeypatch
):
    def stop(_actor, sent):
        Device.objects.filter(pk=sent.device.pk).update(revoked_at=now())
        return []

    monkeypatch.setattr(services, "_take_in", stop)
    answer = aissata.post([note(aissata)], pull=True).json()
    assert (answer["lease_until"], answer["cursor"], answer["changes"]) == (
        None, None, [],
    )  # fmt: skip
    assert Device.objects.get(pk=aissata.pen.device).lease_until is None


def test_a_stolen_device_of_hers_is_refused_as_any_other(aissata):
    acts = [note(aissata)]
    leave(aissata)
    Device.objects.update(lost="stolen")
    assert aissata.post(acts).json()["code"] == "device.lost"
    assert Entry.objects.count() == 0
