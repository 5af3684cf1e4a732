"""Acts are written down once, wholly or not at all."""

import contextlib
import json

import pytest
from django.db import connection, connections
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from client.sealing import CompartmentKey, Place, seal_body
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor, door
from demeso.kernel.refusal import RefusedError
from demeso.ledger import notes
from demeso.ledger.book import attempt
from demeso.ledger.models import (
    Access,
    Checkpoint,
    Entry,
    Head,
    Leaf,
    Payload,
    Value,
)
from demeso.ledger.queries import (
    conflicts,
    foresee,
    head,
    history,
    in_force,
    is_kept,
    live,
    version,
)
from demeso.ledger.rules import root_of
from demeso.ledger.services import (
    checkpoint,
    erase_payload,
    note,
    note_reading,
    note_refusal,
    perform,
    quarantine,
    record,
    writing,
)
from tests.ledger.sample import AT, SEEN, ThingAnswers, Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def aissata():
    return Writer(1)


@pytest.fixture
def oumou():
    return Writer(2)


def applied(writer, thing, kind="thing.noted", **more):
    envelope = writer.write(thing, kind, **more)
    return envelope, perform(envelope, actor=writer.actor, at=AT)


def test_an_act_has_its_entry_its_leaf_its_payload_and_its_value(aissata):
    thing = aissata.pen.new_id()
    envelope, result = applied(aissata, thing, place={"place": "Mopti"})
    entry = Entry.objects.get(pk=envelope.id)
    leaf = json.loads(bytes(Leaf.objects.get(pk=entry.position).data))
    body = json.loads(Payload.objects.get(pk=entry.position).body)
    assert result == {"place": {"place": "Mopti"}}
    assert (entry.root, entry.record_type, entry.state) == (thing, "thing", "applied")
    assert (leaf["type"], leaf["kind"], leaf["n"]) == ("act", "thing.noted", 1)
    assert set(leaf) == {"v", "n", "t", "type", "kind", "c"}
    assert body["act"]["groups"] == {"place": {"place": "Mopti"}}
    assert Value.objects.get().live


def test_no_answer_stands_in_a_leaf_an_entry_or_a_value(aissata):
    applied(aissata, aissata.pen.new_id(), place={"place": "Kassoum"})
    rows = [*Leaf.objects.values_list("data"), *Entry.objects.values_list(),
            *Value.objects.values_list()]  # fmt: skip
    assert "Kassoum" not in repr([[bytes(c) if isinstance(c, memoryview) else c
                                   for c in row] for row in rows])  # fmt: skip


def test_the_ciphertext_of_an_applied_act_is_in_the_payload_by_digest_only(aissata):
    thing = aissata.pen.new_id()
    key = CompartmentKey(aissata.pen.new_id(), bytes(32))
    part = seal_body({"called": "Awa"}, place=Place(thing, "identity", 1), key=key)
    envelope, _ = applied(aissata, thing, groups={}, sealed=[part])
    text = Payload.objects.get(pk=version(thing)).body
    assert part["ct"] not in text
    assert len(json.loads(text)["act"]["sealed"][0]) == 43
    assert live(thing)["sealed:identity"][0].act == envelope.id
    assert in_force(thing) == {}


def test_what_was_sealed_is_never_dropped_in_silence(aissata):
    thing = aissata.pen.new_id()
    key = CompartmentKey(aissata.pen.new_id(), bytes(32))
    part = seal_body({"called": "Awa"}, place=Place(thing, "identity", 1), key=key)
    act = aissata.write(thing, "thing.touched", groups={}, sealed=[part])
    with pytest.raises(RefusedError, match=r"act\.sealed_unasked"):
        perform(act, actor=aissata.actor, at=AT)
    assert not is_kept(act.id)
    assert live(thing) == {}, "no register speaks of a text that nobody keeps"
    applied(aissata, thing, "thing.touched", groups={})


def test_the_first_leaf_opens_the_ledger_so_that_no_act_has_position_zero(aissata):
    applied(aissata, aissata.pen.new_id(), place={"place": "Mopti"})
    first = json.loads(bytes(Leaf.objects.get(pk=0).data))
    assert first["type"] == "opened"
    assert head().size == 2
    hashes = [bytes(h) for h in Leaf.objects.values_list("hash", flat=True)]
    assert head().root == root_of(hashes)


def test_several_services_write_one_act_down_once_and_reactions_run_once(aissata):
    envelope, _ = applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    assert [envelope.id] == SEEN
    assert Entry.objects.count() == 1


def test_an_act_sent_twice_is_refused_as_repeated(aissata):
    envelope, _ = applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    with pytest.raises(RefusedError, match=r"act\.repeated"):
        perform(envelope, actor=aissata.actor, at=AT)
    assert is_kept(envelope.id)


def test_an_act_is_found_repeated_inside_the_unit_that_wrote_it(aissata):
    envelope = aissata.write(aissata.pen.new_id(), place={"place": "Gao"})
    with writing():
        perform(envelope, actor=aissata.actor, at=AT)
        with pytest.raises(RefusedError, match=r"act\.repeated"), attempt():
            perform(envelope, actor=aissata.actor, at=AT)


@pytest.mark.parametrize(
    ("kind", "form", "groups", "code", "field"),
    [
        ("thing.dreamt", "thing@1", {}, "act.unknown_kind", ""),
        ("thing.noted", "thing@9", {}, "form.unknown_version", ""),
        ("thing.noted", "other@1", {}, "form.unknown_version", ""),
        ("thing.noted", "thing@1", {"place": {"odd": "x"}}, "form.faults", "odd"),
        ("thing.noted", "thing@1", {"place": {"risk": "low"}}, "form.faults", "risk"),
        ("thing.noted", "thing@1", {"risk": {"risk": "no"}}, "form.faults", "risk"),
        ("thing.noted", "thing@1", {"nowhere": {"day": "x"}}, "form.faults", "day"),
        ("thing.noted", "thing@1", {"called": {"called": "Awa"}}, "form.faults",
         "called"),
    ],
)  # fmt: skip
def test_what_no_form_asks_is_refused_by_name(aissata, kind, form, groups, code, field):
    draft = aissata.draft(aissata.pen.new_id(), kind, groups=groups)
    envelope = aissata.pen.write(type(draft)(**{**draft.__dict__, "form": form}))
    with pytest.raises(RefusedError) as refusal:
        perform(envelope, actor=aissata.actor, at=AT)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert Leaf.objects.count() == 0


def test_what_only_the_device_can_check_is_not_asked_of_the_server(aissata):
    _, result = applied(aissata, aissata.pen.new_id(), heard={"heard": "yes"})
    assert result["heard"] == {"heard": "yes"}


def test_a_group_never_answered_is_empty(aissata):
    _, result = applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    assert result["risk"] == {}


def test_a_service_that_does_not_record_is_a_fault_of_the_program(aissata):
    with pytest.raises(RuntimeError, match="did not record"):
        applied(aissata, aissata.pen.new_id(), "thing.forgotten")


def test_writing_outside_a_unit_is_a_fault_of_the_program():
    with pytest.raises(RuntimeError, match="with writing"):
        foresee([])


def test_what_a_refused_act_wrote_is_undone_and_the_others_stay(aissata):
    thing = aissata.pen.new_id()
    with writing():
        applied(aissata, thing, place={"place": "Mopti"})
        with pytest.raises(RefusedError), attempt():
            applied(aissata, thing, "thing.refused", place={"place": "Gao"})
        assert [v.answers for v in live(thing)["place"]] == [{"place": "Mopti"}]
    assert in_force(thing) == {"place": {"place": "Mopti"}}
    assert Entry.objects.count() == 1
    assert Value.objects.count() == 1


def test_a_unit_that_fails_leaves_nothing_on_either_database(aissata):
    @writing
    def work():
        applied(aissata, aissata.pen.new_id(), place={"place": "Mopti"})
        assert all(c.in_atomic_block for c in connections.all())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert (Leaf.objects.count(), Head.objects.count()) == (0, 0)


def test_a_refusal_that_nobody_undoes_takes_the_whole_unit_with_it(aissata):
    @writing
    def work():
        applied(aissata, aissata.pen.new_id(), place={"place": "Mopti"})
        with contextlib.suppress(RefusedError):
            applied(aissata, aissata.pen.new_id(), "thing.refused")

    with pytest.raises(TransactionManagementError):
        work()
    assert Leaf.objects.count() == 0


def test_a_chain_by_one_hand_in_one_unit_is_no_conflict(aissata):
    thing = aissata.pen.new_id()
    with writing():
        for place in ("Mopti", "Gao", "Ségou"):
            applied(aissata, thing, place={"place": place})
    assert conflicts([thing], actor=aissata.actor) == []
    assert in_force(thing) == {"place": {"place": "Ségou"}}
    assert Value.objects.filter(live=True).count() == 1


def test_two_concurrent_unequal_answers_are_both_kept_and_listed(aissata, oumou):
    thing = aissata.pen.new_id()
    applied(aissata, thing, place={"place": "Mopti"})
    applied(oumou, thing, place={"place": "Gao"}, risk={"risk": "low"})
    (found,) = conflicts([thing], actor=aissata.actor)
    assert (found.record, found.group) == (thing, "place")
    assert [v.answers["place"] for v in found.values] == ["Mopti", "Gao"]
    base = version(thing)
    applied(aissata, thing, base=base, place={"place": "Gao"})
    assert conflicts([thing], actor=aissata.actor) == []
    assert [row.base for row in history(thing, actor=aissata.actor)] == [0, 0, base]


def test_the_most_protective_answer_of_two_units_is_in_force(aissata, oumou):
    thing = aissata.pen.new_id()
    applied(aissata, thing, risk={"risk": "high"})
    _, result = applied(oumou, thing, risk={"risk": "low"})
    assert result["risk"] == {"risk": "high"}


def test_a_quarantined_act_is_kept_whole_and_touches_no_register(aissata):
    thing, part = aissata.pen.new_id(), {"type": "odd", "ct": "sealed text"}
    envelope = aissata.write(thing, "thing.dreamt", sealed=[part], place={"place": 7})
    quarantine(envelope, actor=aissata.actor, code="act.unknown_kind", received_at=AT)
    entry = Entry.objects.get(pk=envelope.id)
    body = json.loads(Payload.objects.get(pk=entry.position).body)
    assert (entry.state, entry.code) == ("quarantined", "act.unknown_kind")
    assert body["act"] == envelope.wire()
    assert Value.objects.count() == 0
    assert version(thing) == 0


def test_a_quarantined_act_whose_id_is_taken_is_kept_once_under_another(aissata):
    envelope, _ = applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    forged = aissata.write(aissata.pen.new_id(), id=envelope.id)
    for _time in range(2):
        quarantine(forged, actor=aissata.actor, code="act.id_taken", received_at=AT)
    kept = Entry.objects.exclude(pk=envelope.id).get()
    body = json.loads(Payload.objects.get(pk=kept.position).body)
    assert body["act"]["id"] == envelope.id
    assert body["entry"] == kept.id


def test_notes_stand_in_the_tree_with_their_public_facts(aissata):
    note("key.published", actor=aissata.actor, body={"x": 1}, open={"fp": "y"}, at=AT)
    data = json.loads(bytes(Leaf.objects.get(pk=1).data))
    assert (data["type"], data["kind"], data["open"]) == (
        "key", "key.published", {"fp": "y"}
    )  # fmt: skip
    assert data["t"] == "2026-03-02T09:30:00.000Z"


def test_a_note_inside_a_unit_has_the_time_of_its_act(aissata):
    with writing():
        applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
        note("role", actor=door("cli"), body={})
    times = [
        json.loads(bytes(d))["t"] for d in Leaf.objects.values_list("data", flat=True)
    ]
    assert set(times) == {"2026-03-02T09:30:00.000Z"}


def test_reading_a_list_is_one_leaf_and_a_row_for_each_record():
    reader = Actor("worker", "agency")
    note_reading("tracker", ["b", "a", "b"], actor=reader, at=AT)
    rows = Access.objects.order_by("record").values_list("record", "actor", "what")
    assert list(rows) == [("a", "worker", "tracker"), ("b", "worker", "tracker")]
    assert Leaf.objects.count() == 2
    assert Access.objects.values_list("position", flat=True).distinct().get() == 1


def test_a_refusal_is_written_down_after_the_refused_work_is_undone():
    note_refusal(
        "consent.missing", actor=door("desk"), what="referral.sent", at=AT,
        records=["b", "a", "b"],
    )  # fmt: skip
    body = json.loads(Payload.objects.get(pk=1).body)
    said = {"actor": "desk", "code": "consent.missing", "what": "referral.sent"}
    assert body == {**said, "records": ["a", "b"]}
    rows = Access.objects.order_by("record").values_list("record", "what", "position")
    what = "refused:consent.missing"
    assert list(rows) == [("a", what, 1), ("b", what, 1)]


def test_an_empty_ledger_has_no_checkpoint():
    assert checkpoint(AT) is None


def test_a_checkpoint_states_size_and_root_under_the_ledger_key(aissata, settings):
    applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    made = checkpoint(AT)
    public = notes.public_of(bytes.fromhex(settings.LEDGER_SEED))
    said = notes.opened(made.note, public)
    assert (said.size, said.root) == (2, head().root)
    assert checkpoint(AT).pk == made.pk
    assert Checkpoint.objects.count() == 1


def test_an_erased_payload_leaves_its_leaf_and_a_word_about_it(aissata):
    envelope, _ = applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    position = Entry.objects.get(pk=envelope.id).position
    erase_payload(position, actor=door("jobs"), at=AT)
    assert not Payload.objects.filter(pk=position).exists()
    assert Entry.objects.get(pk=envelope.id).digest == ""
    tomb = json.loads(bytes(Leaf.objects.order_by("-pk").first().data))
    assert (tomb["type"], tomb["open"]) == ("payload.erased", {"n": position})


def test_a_record_whose_answers_were_erased_can_go_on(aissata):
    thing = aissata.pen.new_id()
    applied(aissata, thing, place={"place": "Gao"})
    erase_payload(version(thing), actor=door("jobs"), at=AT)
    _, result = applied(aissata, thing, place={"place": "Mopti"})
    assert result == {"place": {"place": "Mopti"}}


def test_a_batch_of_acts_needs_few_queries_beyond_its_savepoints(aissata):
    acts = [
        aissata.write(aissata.pen.new_id(), place={"place": "x"}) for _ in range(40)
    ]
    with CaptureQueriesContext(connection) as caught, writing():
        foresee(acts)
        for act in acts:
            perform(act, actor=aissata.actor, at=AT)
    spoken = [q["sql"] for q in caught if "SAVEPOINT" not in q["sql"]]
    assert len(spoken) <= 15


def test_a_service_called_with_an_act_of_an_earlier_unit_is_refused(aissata):
    envelope, _ = applied(aissata, aissata.pen.new_id(), place={"place": "Gao"})
    act = Act(envelope, ThingAnswers(), AT)
    with pytest.raises(RefusedError, match=r"act\.repeated"):
        record(act, actor=aissata.actor, root=envelope.record)
