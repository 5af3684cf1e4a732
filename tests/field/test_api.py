"""The exchange's door: what it refuses, and in which words."""

import gzip
import json
from datetime import timedelta

import pytest
from django.utils.translation import gettext, override

from client.acts import sign_act
from config.messages import MESSAGES
from demeso.agencies.models import Device
from demeso.field import rules
from demeso.kernel.clock import now, stamp
from demeso.ledger.models import Entry, Leaf, Payload
from tests.field.device import PATH, size

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


def acts_of(handset, count, **groups):
    return [handset.note(handset.pen.new_id(), **groups) for _place in range(count)]


def test_a_signed_batch_is_applied_and_acknowledged(aissata):
    answer = aissata.post(acts_of(aissata, 3, place={"place": "Mopti"}))
    body = answer.json()
    assert answer.status_code == 200
    assert (body["acked_seq"], body["durable_seq"], body["problems"]) == (3, 0, [])
    assert (body["server_epoch"], body["revoke"], body["cursor"]) == (1, False, None)
    assert Entry.objects.filter(state="applied").count() == 3


def test_every_field_of_the_answer_is_there(aissata):
    assert set(aissata.post().json()) == {
        "v", "acked_seq", "durable_seq", "server_epoch", "now", "problems", "changes",
        "cursor", "more", "removals", "resnapshot", "directory_v", "forms_v",
        "min_capture_version", "revoke", "scope_hash", "conflicts",
        "lease_until",
    }  # fmt: skip


def test_a_packed_batch_is_the_same_as_a_plain_one(aissata):
    raw, headers = aissata.packed(acts_of(aissata, 2))
    assert aissata.send(raw, headers).json()["acked_seq"] == 2


def refused(answer, status, code):
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert body["detail"]
    return body


@pytest.mark.parametrize("missing", ["X-Device", "X-Signed-At", "X-Signature"])
def test_a_request_without_its_headers_is_refused(aissata, missing):
    raw = json.dumps(aissata.request()).encode()
    headers = {**aissata.signed(raw), missing: ""}
    refused(aissata.send(raw, headers), 401, "exchange.signature")


def test_a_changed_body_another_time_or_another_key_is_refused(aissata, oumou):
    raw = json.dumps(aissata.request()).encode()
    headers = aissata.signed(raw)
    refused(aissata.send(raw + b" ", headers), 401, "exchange.signature")
    later = {**headers, "X-Signed-At": "2030-01-01T00:00:00.000Z"}
    refused(aissata.send(raw, later), 401, "exchange.signature")
    swapped = {**oumou.signed(raw), "X-Device": aissata.pen.device}
    refused(aissata.send(raw, swapped), 401, "exchange.signature")


def test_a_door_has_no_place_at_the_exchange(aissata):
    Device.objects.filter(pk=aissata.pen.device).update(worker=None)
    refused(aissata.post(), 401, "exchange.signature")


def test_a_request_for_another_device_is_refused(aissata, oumou):
    answer = aissata.post(device=oumou.pen.device)
    assert refused(answer, 400, "exchange.malformed")["field"] == "device"


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "json"),
        (b"[" * 100_000, "json"),
        (b"[]", "fields"),
        (b"{}", "fields"),
    ],
)
def test_what_is_no_request_is_refused(aissata, raw, field):
    answer = aissata.send(raw, aissata.signed(raw))
    assert refused(answer, 400, "exchange.malformed")["field"] == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"v": 2}, "v"),
        ({"v": True}, "v"),
        ({"acts": {}}, "acts"),
        ({"epoch": "1"}, "epoch"),
        ({"max_bytes": -1}, "max_bytes"),
        ({"ack_cursor": 7}, "ack_cursor"),
        ({"client_version": None}, "client_version"),
        ({"more": 1}, "fields"),
    ],
)
def test_a_field_of_the_wrong_shape_is_named(aissata, change, field):
    answer = aissata.post(**change)
    assert refused(answer, 400, "exchange.malformed")["field"] == field


@pytest.mark.parametrize(
    ("change", "field"),
    [({"id": "7"}, "1.id"), ({"seq": 0}, "1.seq"), ({"groups": []}, "1.groups"),
     ({"sig": "x"}, "1.sig"), ({"odd": 1}, "1.fields"), ({"v": 2}, "1.v"),
     ({"time": "yesterday"}, "1.time"), ({"hlc": "a\0b"}, "1.hlc"),
     ({"form": "f" * 90 + "@1"}, "1.form"),
     ({"groups": {"a": {"b": 1.5}}}, "1.canonical")],
)  # fmt: skip
def test_a_malformed_act_is_named_and_nothing_is_kept(aissata, change, field):
    good, bad = (act.wire() for act in acts_of(aissata, 2))
    answer = aissata.post([good, {**bad, **change}])
    assert refused(answer, 400, "act.malformed")["field"] == field
    assert size() == 0


def test_an_act_nested_too_deep_is_named(aissata):
    act = acts_of(aissata, 1)[0].wire()
    text = json.dumps(aissata.request([{**act, "groups": {"a": {"b": 7}}}]))
    raw = text.replace('{"b": 7}', '{"b": ' + "[" * 400 + "]" * 400 + "}").encode()
    answer = aissata.send(raw, aissata.signed(raw))
    assert refused(answer, 400, "act.malformed")["field"] == "0.canonical"
    assert size() == 0


def test_an_act_signed_by_another_device_refuses_the_whole_batch(aissata, oumou):
    good, stolen = acts_of(aissata, 2)
    forged = sign_act(stolen, oumou.pen.seed)
    answer = aissata.post([good, forged])
    assert refused(answer, 401, "act.signature")["field"] == "2"
    assert size() == 0
    assert aissata.post([good, stolen]).json()["acked_seq"] == 2


def test_an_act_in_the_name_of_another_device_refuses_the_whole_batch(aissata, oumou):
    refused(aissata.post(acts_of(oumou, 1)), 401, "act.signature")
    assert size() == 0


def test_a_revoked_device_is_refused_and_the_refusal_kept(aissata):
    acts = acts_of(aissata, 1)
    Device.objects.update(revoked_at=now())
    refused(aissata.post(acts), 403, "device.revoked")
    assert Entry.objects.count() == 0
    assert "device.revoked" in Payload.objects.get(pk=1).body


def test_a_lost_device_is_told_so_and_nothing_of_its_queue_is_kept(aissata):
    acts = acts_of(aissata, 1)
    Device.objects.update(revoked_at=now(), lost="stolen")
    refused(aissata.post(acts), 403, "device.lost")
    refused(aissata.post(acts, pull=True), 403, "device.lost")
    assert Entry.objects.count() == 0
    assert "device.lost" in Payload.objects.get(pk=1).body


def test_a_call_with_a_session_renews_the_lease_and_a_push_does_not(aissata):
    assert aissata.post().json()["lease_until"] is None
    until = aissata.pull()["lease_until"]
    assert until == aissata.post().json()["lease_until"] is not None
    device = Device.objects.get(pk=aissata.pen.device)
    assert stamp(device.lease_until) == until
    Device.objects.update(lease_until=now(), lease_from=now())
    ended = aissata.post().json()
    assert (ended["cursor"], ended["lease_until"] < until) == (None, True)
    assert aissata.pull()["lease_until"] >= until


def test_five_hundred_acts_are_taken_and_one_more_is_not(aissata):
    act = acts_of(aissata, 1)[0].wire()
    refused(aissata.post([act] * 501), 413, "exchange.too_large")
    assert aissata.post([act] * 500).json()["acked_seq"] == 1


def test_a_body_too_long_as_sent_is_refused_before_it_is_read(aissata):
    raw = b"x" * (rules.MOST_COMPRESSED + 1)
    headers = {**aissata.signed(raw), "Content-Encoding": "gzip"}
    refused(aissata.send(raw, headers), 413, "exchange.too_large")
    raw = b"x" * (rules.MOST_RAW + 1)
    refused(aissata.send(raw, aissata.signed(raw)), 413, "exchange.too_large")


def test_a_body_that_swells_past_the_limit_is_refused(aissata):
    raw = gzip.compress(b" " * (rules.MOST_RAW + 1))
    headers = {**aissata.signed(raw), "Content-Encoding": "gzip"}
    refused(aissata.send(raw, headers), 413, "exchange.too_large")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_body_that_cannot_be_unpacked_is_refused(aissata, encoding):
    raw = b"not packed at all"
    headers = {**aissata.signed(raw), "Content-Encoding": encoding}
    answer = aissata.send(raw, headers)
    assert refused(answer, 400, "exchange.malformed")["field"] == "encoding"


def test_a_device_that_calls_without_end_is_asked_to_wait(aissata, monkeypatch):
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 2)
    for _time in range(2):
        assert aissata.post().status_code == 200
    answer = aissata.post()
    refused(answer, 429, "exchange.busy")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


BAD = {  # code → what is sent, and how it is changed
    "exchange.malformed": {"raw": b"[]"},
    "exchange.signature": {"headers": {"X-Signature": "odd"}},
    "exchange.too_large": {"raw": b" " * (rules.MOST_RAW + 1)},
    "act.malformed": {"act": {"v": 2}},
    "act.signature": {"act": {"seq": 7}},
    "device.revoked": {"revoked": True},
    "exchange.busy": {"often": True},
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", BAD)
def test_a_refusal_speaks_the_readers_language(aissata, monkeypatch, code, language):
    bad = BAD[code]
    if "revoked" in bad:
        Device.objects.update(revoked_at=now())
    if "often" in bad:
        monkeypatch.setattr(rules, "CALLS_A_MINUTE", 0)
    act = {**acts_of(aissata, 1)[0].wire(), **bad.get("act", {})}
    raw = bad.get("raw") or json.dumps(aissata.request([act])).encode()
    headers = aissata.signed(raw) | bad.get("headers", {})
    answer = aissata.send(raw, headers | {"Accept-Language": language}).json()
    with override(language):
        expected = gettext(MESSAGES[code])
    assert (answer["code"], answer["detail"]) == (code, expected)
    assert (expected == MESSAGES[code]) is (language == "fr")


def test_a_get_is_not_an_exchange(aissata):
    assert aissata.http.get(PATH).status_code == 405


def test_a_session_of_someone_else_pushes_but_does_not_pull(aissata, oumou):
    raw = json.dumps(aissata.request(acts_of(aissata, 1))).encode()
    headers = aissata.signed(raw) | {"X-Session-Token": oumou.token}
    body = aissata.send(raw, headers).json()
    assert (body["acked_seq"], body["cursor"]) == (1, None)


def test_an_ended_session_pushes_but_does_not_pull(aissata):
    aissata.token = "ended"
    body = aissata.post(acts_of(aissata, 1), pull=True).json()
    assert (body["acked_seq"], body["cursor"]) == (1, None)


def test_a_clock_ten_years_ahead_is_told_and_its_acts_are_kept(aissata):
    right = aissata.pen.clock
    aissata.pen.clock = lambda: right() + timedelta(days=3652)
    body = aissata.post(acts_of(aissata, 2, place={"place": "Mopti"})).json()
    assert [p["code"] for p in body["problems"]] == ["clock.skew"] * 2
    assert body["acked_seq"] == 2
    assert Entry.objects.filter(state="applied").count() == 2


def test_an_act_written_offline_days_ago_is_not_called_skewed(aissata):
    right = aissata.pen.clock
    aissata.pen.clock = lambda: right() - timedelta(days=9)
    acts = acts_of(aissata, 1)
    aissata.pen.clock = right
    assert aissata.post(acts).json()["problems"] == []


def test_no_text_of_a_fault_reaches_the_log_or_the_answer(aissata, caplog):
    act = aissata.note(aissata.pen.new_id(), "thing.broken")
    answer = aissata.post([act])
    assert answer.json()["problems"][0]["code"] == "act.fault"
    assert "secret" not in caplog.text + answer.content.decode()
    assert "ERROR demeso.field.services" in caplog.text
    leaves = b"".join(bytes(d) for d in Leaf.objects.values_list("data", flat=True))
    assert b"secret" not in leaves
