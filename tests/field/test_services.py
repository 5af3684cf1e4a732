"""Whatever happens on the way, no act is lost and none is applied twice."""

import json

import pytest
from django.db import OperationalError

from client.acts import sign_act
from client.sealing import CompartmentKey, Place, seal_body
from demeso.field import services
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.ledger.models import Backup, Entry, Payload
from demeso.ledger.queries import conflicts, in_force
from tests.field.device import handset, size

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


def codes(answer):
    return [(p["seq"], p["code"]) for p in answer.json()["problems"]]


def acked(answer):
    return answer.json()["acked_seq"]


@pytest.fixture
def thing(aissata):
    return aissata.pen.new_id()


@pytest.fixture
def acts(aissata, thing):
    places = ("Mopti", "Gao", "Ségou", "Kayes", "Kidal")
    return [aissata.note(thing, place={"place": place}) for place in places]


def test_a_batch_sent_twice_is_applied_once(aissata, acts):
    assert acked(aissata.post(acts)) == 5
    before = size()
    again = aissata.post(acts)
    assert (acked(again), codes(again), size()) == (5, [], before)


def test_the_order_of_arrival_does_not_matter(aissata, acts, thing):
    assert acked(aissata.post(acts[::-1])) == 5
    assert in_force(thing) == {"place": {"place": "Kidal"}}
    assert conflicts([thing], actor=Actor("", "")) == []


def test_a_hole_stops_the_run_and_the_rest_is_sent_again(aissata, acts):
    assert acked(aissata.post([acts[0], acts[1], acts[3], acts[4]])) == 2
    assert Entry.objects.count() == 2
    assert acked(aissata.post(acts[2:])) == 5


def test_a_batch_that_starts_too_late_waits(aissata, acts):
    assert acked(aissata.post(acts[2:])) == 0
    assert size() == 0


def test_the_same_act_twice_in_one_batch_is_applied_once(aissata, acts):
    assert acked(aissata.post([acts[0], acts[0], acts[1]])) == 2
    assert Entry.objects.count() == 2


def forged_again(handset, act, **groups):
    wire = {**act.__dict__, "groups": groups}
    return sign_act(type(act)(**wire), handset.pen.seed)


def test_a_forged_repeat_is_kept_aside_once_and_never_applied(aissata, acts, thing):
    aissata.post(acts[:2])
    forged = forged_again(aissata, acts[0], place={"place": "Bamako"})
    for _time in range(2):
        assert codes(aissata.post([forged])) == [(1, "act.forged_repeat")]
    kept = Entry.objects.get(code="act.forged_repeat")
    assert "Bamako" in Payload.objects.get(pk=kept.position).body
    assert in_force(thing) == {"place": {"place": "Gao"}}
    assert acked(aissata.post(acts[2:])) == 5


def test_a_forged_repeat_inside_one_batch_is_kept_aside(aissata, acts):
    forged = forged_again(aissata, acts[0], place={"place": "Bamako"})
    answer = aissata.post([acts[0], forged, acts[1]])
    assert acked(answer) == 2
    assert codes(answer) == [(1, "act.forged_repeat")]


def test_a_forged_repeat_without_a_right_signature_is_refused(aissata, oumou, acts):
    aissata.post(acts[:2])
    forged = forged_again(oumou, acts[0], place={"place": "Bamako"})
    answer = aissata.post([forged])
    assert (answer.status_code, answer.json()["code"]) == (401, "act.signature")


def test_an_id_that_is_taken_is_kept_under_another_and_acknowledged(
    aissata, oumou, acts
):
    aissata.post(acts[:1])
    stolen = oumou.note(oumou.pen.new_id(), id=acts[0].id)
    answer = oumou.post([stolen, oumou.note(oumou.pen.new_id())])
    assert (acked(answer), codes(answer)) == (2, [(1, "act.id_taken")])
    again = oumou.post([stolen])
    assert (acked(again), codes(again)) == (2, [(1, "act.id_taken")])


@pytest.mark.parametrize(
    ("kind", "groups", "code", "fields"),
    [
        ("thing.dreamt", {}, "act.unknown_kind", None),
        ("thing.refused", {}, "thing.unwanted", ["place"]),
        ("thing.broken", {}, "act.fault", None),
        ("thing.forgotten", {}, "act.fault", None),
        ("thing.noted", {"risk": {"risk": "odd"}, "place": {"day": "x"}}, "form.faults",
         ["day", "risk"]),
        ("thing.noted", {"actor": "someone else"}, "act.other_actor", None),
    ],
)  # fmt: skip
def test_what_cannot_be_applied_is_kept_acknowledged_and_told(
    aissata, thing, kind, groups, code, fields
):
    acts = [
        aissata.note(thing, place={"place": "Mopti"}),
        aissata.note(thing, kind, **groups),
        aissata.note(thing, place={"place": "Gao"}),
    ]
    answer = aissata.post(acts)
    (problem,) = answer.json()["problems"]
    assert (acked(answer), problem["seq"], problem["code"]) == (3, 2, code)
    assert problem.get("fields") == fields
    kept = Entry.objects.get(state="quarantined")
    assert (kept.code, kept.id) == (code, acts[1].id)
    assert (
        json.loads(Payload.objects.get(pk=kept.position).body)["act"] == acts[1].wire()
    )
    assert in_force(thing) == {"place": {"place": "Gao"}}
    assert codes(aissata.post(acts)) == [(2, code)]


def test_a_row_that_cannot_be_written_is_the_fault_of_its_own_act_only(aissata, thing):
    acts = [
        aissata.note(thing, "thing.clashed"),
        aissata.note(thing, "thing.clashed"),
        aissata.note(thing, place={"place": "Gao"}),
    ]
    answer = aissata.post(acts)
    assert (acked(answer), codes(answer)) == (3, [(2, "act.fault")])
    assert in_force(thing) == {"place": {"place": "Gao"}}


def test_an_unknown_form_version_is_kept_acknowledged_and_told(aissata, thing):
    act = aissata.write("thing.noted", thing, "thing@7", place={"place": "Mopti"})
    assert codes(aissata.post([act])) == [(1, "form.unknown_version")]


def test_a_refusal_leaves_a_note_beside_the_quarantined_act(aissata, thing):
    act = aissata.note(thing, "thing.refused")
    aissata.post([act])
    note = json.loads(Payload.objects.order_by("-pk").first().body)
    said = {"actor": aissata.worker, "code": "thing.unwanted", "what": act.id}
    assert note == {**said, "records": [thing]}


def test_two_devices_that_did_not_know_of_each_other_are_both_kept(
    aissata, oumou, thing
):
    aissata.post([aissata.note(thing, place={"place": "Mopti"})])
    oumou.post([oumou.note(thing, place={"place": "Gao"})])
    (found,) = conflicts([thing], actor=Actor("", ""))
    assert {v.answers["place"] for v in found.values} == {"Mopti", "Gao"}


def test_a_database_at_fault_loses_nothing_and_acknowledges_nothing(
    aissata, acts, monkeypatch
):
    def cut(*_args, **_more):
        raise OperationalError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(services, "perform", cut)
        aissata.http.raise_request_exception = False
        assert aissata.post(acts).status_code == 500
    assert size() == 0
    assert acked(aissata.post(acts)) == 5


def test_what_a_backup_covers_is_durable(aissata, acts):
    aissata.post(acts[:2])
    Backup.objects.create(size=size(), made_at=now())
    aissata.post(acts[2:])
    answer = aissata.post().json()
    assert (answer["acked_seq"], answer["durable_seq"]) == (5, 2)


def test_one_workers_two_devices_count_apart(aissata, thing):
    other = handset(9)
    assert acked(other.post([other.note(thing)])) == 1
    assert acked(aissata.post([aissata.note(thing)])) == 1


def test_an_act_with_a_sealed_text_that_nobody_asked_for_is_kept_whole(aissata, thing):
    key = CompartmentKey(aissata.pen.new_id(), bytes(32))
    part = seal_body({"called": "Awa"}, place=Place(thing, "identity", 1), key=key)
    answer = aissata.post([aissata.note(thing, "thing.touched", sealed=[part])])
    assert codes(answer) == [(1, "act.sealed_unasked")]
    kept = Entry.objects.get(code="act.sealed_unasked")
    body = json.loads(Payload.objects.get(pk=kept.position).body)
    assert body["act"]["sealed"] == [part], "nothing that was sealed is lost"
