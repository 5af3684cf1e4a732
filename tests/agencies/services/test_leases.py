"""A device's lease: renewed by a contact, longer when cut off, given by a code."""

from datetime import timedelta

import pytest

from client.leasing import spare_secret
from demeso.agencies.models import Blockade, Device
from demeso.agencies.services.leases import meet_device, read_lease, tell_code
from demeso.kernel.canon import unb64
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Access

pytestmark = pytest.mark.django_db(databases=["default", "grants"])
DAY = timedelta(days=1)


def refusal(work, *arguments, **named):
    with pytest.raises(RefusedError) as found:
        work(*arguments, **named)
    return found.value.code


def call(person, *, whole=True):
    device = Device.objects.get(pk=person.pen.device)
    return meet_device(
        actor=person.actor, device=device, whole=whole, at=person.stage.now()
    )


def lease(person):
    device = person.pen.device
    return read_lease(actor=person.actor, device=device, at=person.stage.now())


def cut_off(by, *people, days=30, **more):
    record, until = by.new_id(), str((by.stage.time + days * DAY).date())
    devices = [one.pen.device for one in people]
    said = {"agency": by.agency, "cercle": "douentza", "until": until,
            "devices": devices, **more}  # fmt: skip
    by.do("blockade.declared", record, "blockade@1", groups={"blockade": said})
    return record


def second(by, record):
    said = {"word": {"confirmed": "yes"}}
    return by.do("blockade.confirmed", record, "blockade_word@1", groups=said)


def code_for(by, person):
    at = by.stage.now()
    return tell_code(actor=by.actor, device=person.pen.device, at=at)


def test_a_device_that_was_heard_a_moment_ago_holds_up_nobody(
    aissata, django_assert_num_queries
):
    call(aissata, whole=False)
    device = Device.objects.get(pk=aissata.pen.device)
    actor, at = aissata.actor, aissata.stage.now()
    with django_assert_num_queries(0):
        meet_device(actor=actor, device=device, whole=False, at=at)


def test_a_device_that_was_stopped_meanwhile_gets_no_lease_back(aissata):
    device, at = Device.objects.get(pk=aissata.pen.device), aissata.stage.now()
    rows = Device.objects.filter(pk=device.pk)
    rows.update(revoked_at=at, lease_from=None, lease_until=None, lease_secret="")
    meet_device(actor=aissata.actor, device=device, whole=True, at=at)
    assert rows.filter(lease_until=None, lease_secret="").exists()


def test_a_contact_with_a_session_renews_and_a_bare_push_only_calls(aissata):
    bare = call(aissata, whole=False)
    assert (bare.lease_until, bare.heard_at) == (None, aissata.stage.time)
    assert refusal(lease, aissata) == "lease.ended"
    assert call(aissata, whole=False).heard_at == bare.heard_at  # a moment ago
    whole = call(aissata)
    assert whole.lease_until == aissata.stage.time + 7 * DAY
    told = lease(aissata)
    assert told["until"] == stamp(whole.lease_until)
    assert [one["period"] for one in told["spare"]] == [1, 2]


def test_the_secret_stays_while_the_lease_moves(aissata):
    call(aissata)
    first = lease(aissata)
    aissata.stage.time += DAY
    moved = call(aissata)
    assert moved.lease_from == aissata.stage.time
    again = lease(aissata)
    assert again["secret"] == first["secret"]
    assert again["spare"] != first["spare"]  # each contact has codes of its own


def test_a_lease_that_ended_gives_nothing_until_the_next_contact(aissata):
    call(aissata)
    aissata.stage.time += 7 * DAY
    assert refusal(lease, aissata) == "lease.ended"
    call(aissata, whole=False)
    assert refusal(lease, aissata) == "lease.ended"
    call(aissata)
    assert lease(aissata)["secret"]


def test_nobody_reads_the_lease_of_another(aissata, salif):
    call(aissata)
    code = refusal(
        read_lease, actor=salif.actor, device=aissata.pen.device, at=salif.stage.now()
    )
    assert code == "record.unknown"


def test_a_place_is_cut_off_once_two_people_said_so(aissata, kadi, bintou):
    met = call(aissata).lease_from
    record = cut_off(kadi, aissata)
    before = Device.objects.get(pk=aissata.pen.device)
    assert before.lease_until == met + 7 * DAY
    assert refusal(second, kadi, record) == "blockade.not_you"
    assert refusal(second, aissata, record) == "record.unknown"
    second(bintou, record)
    after = Device.objects.get(pk=aissata.pen.device)
    assert after.lease_until == met + 21 * DAY
    assert refusal(second, bintou, record) == "blockade.settled"


def test_a_blockade_ends_by_itself(aissata, kadi, bintou):
    call(aissata)
    second(bintou, cut_off(kadi, aissata, days=10))
    aissata.stage.time += 11 * DAY
    after = call(aissata)
    assert after.lease_until == aissata.stage.time + 7 * DAY
    assert refusal(code_for, kadi, aissata) == "lease.no_code"


def test_a_blockade_names_devices_of_the_agency_and_a_day(aissata, kadi, oumou):
    assert refusal(cut_off, kadi, oumou) == "blockade.devices"
    assert refusal(cut_off, kadi, aissata, days=61) == "blockade.malformed"
    assert refusal(cut_off, kadi, aissata, until="bientôt") == "form.faults"
    assert refusal(cut_off, kadi, aissata, agency=oumou.agency) == "record.unknown"
    assert refusal(cut_off, aissata, aissata) == "record.unknown"
    assert not Blockade.objects.exists()
    record = cut_off(kadi, aissata)
    again = {"blockade": {"agency": kadi.agency, "cercle": "douentza",
                          "until": str((kadi.stage.time + DAY).date()),
                          "devices": [aissata.pen.device]}}  # fmt: skip
    code = refusal(kadi.do, "blockade.declared", record, "blockade@1", groups=again)
    assert code == "blockade.known"


def test_the_supervisor_tells_the_code_that_gives_the_secret_back(
    aissata, kadi, bintou
):
    call(aissata)
    kept = lease(aissata)
    second(bintou, cut_off(kadi, aissata))
    assert refusal(code_for, kadi, aissata) == "lease.no_code"  # it opens still
    aissata.stage.time += 8 * DAY
    told = code_for(kadi, aissata)
    assert told.period == 1
    assert told.code not in repr(told)
    place = {"device": kept["device"], "since": kept["since"]}
    found = spare_secret(kept["spare"][0], code=told.code, **place)
    assert found == unb64(kept["secret"])
    read = Access.objects.filter(record=aissata.pen.device, actor=kadi.actor.name)
    assert [row.what for row in read] == ["app.lease_code"]


def test_no_code_is_told_without_a_blockade_to_oneself_or_to_others(
    aissata, kadi, bintou, oumou
):
    call(aissata)
    call(kadi)
    aissata.stage.time += 8 * DAY
    assert refusal(code_for, kadi, aissata) == "lease.no_code"
    second(bintou, cut_off(kadi, aissata, kadi))
    assert code_for(kadi, aissata).code
    assert refusal(code_for, kadi, kadi) == "record.unknown"
    for stranger in (aissata, oumou, bintou):
        assert refusal(code_for, stranger, aissata) == "record.unknown"
