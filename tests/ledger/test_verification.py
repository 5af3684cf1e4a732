"""Any edit, rollback or fork is found; a lawful erasure is not one."""

import json

import pytest

from demeso.kernel.actor import door
from demeso.ledger import notes, verification
from demeso.ledger.models import Access, Checkpoint, Entry, Head, Leaf, Payload, Value
from demeso.ledger.payload import commitment
from demeso.ledger.rules import leaf_hash
from demeso.ledger.services import (
    checkpoint,
    erase_payload,
    note_reading,
    note_refusal,
    perform,
    quarantine,
    writing,
)
from demeso.ledger.verification import verify
from tests.ledger.sample import AT, Writer

pytestmark = pytest.mark.django_db
JOBS = door("jobs")


@pytest.fixture
def written(settings):
    """Write leaves 1 to 9: acts, one quarantined, one reading; a checkpoint at 5."""
    writer = Writer(3)
    with writing():
        for place in ("Mopti", "Gao", "Ségou", "Kayes"):
            act = writer.write(writer.pen.new_id(), place={"place": place})
            perform(act, actor=writer.actor, at=AT)
    checkpoint(AT)
    with writing():
        act = writer.write(writer.pen.new_id(), "thing.dreamt")
        quarantine(act, actor=writer.actor, code="act.unknown_kind", received_at=AT)
        note_reading("tracker", ["x"], actor=writer.actor, at=AT)
        for place in ("Sikasso", "Kidal", "Taoudéni"):
            act = writer.write(writer.pen.new_id(), place={"place": place})
            perform(act, actor=writer.actor, at=AT)
    return bytes.fromhex(settings.LEDGER_SEED)


def broken():
    found = verify().first
    return (found.position, found.reason) if found else None


def edit_leaf(position, **more):
    leaf = Leaf.objects.get(pk=position)
    data = {**json.loads(bytes(leaf.data)), **more}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    leaf.data = text.encode()
    return leaf


def test_an_empty_ledger_is_whole():
    found = verify()
    assert (found.size, found.first) == (0, None)


def test_an_untouched_ledger_is_whole(written):
    found = verify()
    assert (found.size, found.first) == (10, None)
    assert found.root == Head.objects.get().root


def test_a_changed_payload_is_named(written):
    row = Payload.objects.get(pk=3)
    row.body = row.body.replace("Ségou", "Sévaré")
    row.save()
    assert broken() == (3, "the payload is not the one committed to")


def test_a_changed_payload_with_a_fitting_commitment_is_named(written):
    row = Payload.objects.get(pk=3)
    row.body = row.body.replace("Ségou", "Sévaré")
    row.save()
    edit_leaf(3, c=commitment(bytes(row.salt), row.body)).save()
    assert broken() == (3, "the leaf's hash is another")


def test_a_wholly_rewritten_leaf_is_found_by_the_next_checkpoint(written):
    leaf = edit_leaf(3, t="2026-03-02T09:31:00.000Z")
    leaf.hash = leaf_hash(bytes(leaf.data))
    leaf.save()
    Entry.objects.filter(position=3).update(received_at=AT.replace(minute=31))
    assert broken() == (0, "from here on the tree is not that of a checkpoint (5)")


def test_a_rewritten_leaf_after_the_last_checkpoint_is_found_by_the_head(written):
    leaf = edit_leaf(6, kind="read.other")
    leaf.hash = leaf_hash(bytes(leaf.data))
    leaf.save()
    assert broken() == (5, "from here on the tree is not that of its head")


def test_a_changed_hash_is_named(written):
    Leaf.objects.filter(pk=4).update(hash=bytes(32))
    assert broken() == (4, "the leaf's hash is another")


@pytest.mark.parametrize("position", [0, 4, 9])
def test_a_deleted_leaf_is_named(written, position):
    Payload.objects.filter(pk=position).delete()
    Leaf.objects.filter(pk=position).delete()
    assert broken() == (position, "the leaf is missing")


def test_reordered_leaves_are_named(written):
    one, two = Leaf.objects.get(pk=2), Leaf.objects.get(pk=3)
    Leaf.objects.filter(pk=2).update(data=two.data, hash=two.hash)
    Leaf.objects.filter(pk=3).update(data=one.data, hash=one.hash)
    assert broken() == (2, "the leaf is not the one of this place")


def test_bytes_that_are_no_leaf_are_named(written):
    Leaf.objects.filter(pk=2).update(data=b"nothing", hash=leaf_hash(b"nothing"))
    assert broken() == (2, "the leaf is not the one of this place")


@pytest.mark.parametrize(
    "edit",
    [{"record": "another"}, {"actor": "another"}, {"root": "another"}, {"base": 9},
     {"device_time": "2026-03-02T09:00:00.000Z"}, {"state": "quarantined", "code": "x"},
     {"record_type": "case"}],
)  # fmt: skip
def test_an_edited_entry_is_named(written, edit):
    Entry.objects.filter(position=2).update(**edit)
    assert broken() == (2, "the entry is not the act committed to")


def test_a_released_quarantine_is_named(written):
    Entry.objects.filter(position=5).update(state="applied", code="")
    assert broken() == (5, "the entry is not the act committed to")


@pytest.fixture
def refused(written):
    """Refuse somebody two records that the attempt named, at leaf 10."""
    tried = {"records": ["x", "y"], "what": "case.closed", "at": AT}
    note_refusal("record.unknown", actor=door("desk"), **tried)
    assert verify().first is None


OTHERS = "the accesses are not those committed to"


@pytest.mark.parametrize(
    "edit",
    [{"record": "another"}, {"actor": "another"}, {"at": AT.replace(minute=31)},
     {"what": "refused:consent.missing"}, {"what": "elsewhere"}],
)  # fmt: skip
@pytest.mark.parametrize("position", [6, 10])
def test_a_changed_reading_or_refusal_is_named(refused, edit, position):
    Access.objects.filter(position=position, record="x").update(**edit)
    assert broken() == (position, OTHERS)


@pytest.mark.parametrize("position", [6, 10])
def test_a_reading_or_refusal_that_was_taken_out_is_named(refused, position):
    Access.objects.filter(position=position, record="x").delete()
    assert broken() == (position, OTHERS)


@pytest.mark.parametrize("position", [0, 2, 5, 6, 10])
def test_a_reading_that_nobody_made_is_named(refused, position):
    Access.objects.create(
        record="x", actor="desk", at=AT, what="refused:record.unknown",
        position=position,
    )  # fmt: skip
    assert broken() == (position, OTHERS)


@pytest.mark.parametrize(("position", "named"), [(-1, 0), (99, 99)])
def test_an_access_without_a_leaf_is_named(refused, position, named):
    Access.objects.create(record="x", actor="x", at=AT, what="x", position=position)
    assert broken() == (named, "an access has no leaf")


def test_readings_whose_payload_was_erased_lawfully_are_no_break(refused):
    for position in (6, 10):
        erase_payload(position, actor=JOBS, at=AT)
    assert verify().first is None


def test_a_deleted_entry_is_named(written):
    Entry.objects.filter(position=5).delete()
    assert broken() == (5, "the act's entry is missing or too many")


@pytest.mark.parametrize(
    ("place", "reason"),
    [(0, "the act's entry is missing or too many"), (10, "an entry has no leaf"),
     (25, "an entry has no leaf"), (-1, "an entry has no leaf")],
)  # fmt: skip
def test_an_invented_entry_is_named(written, place, reason):
    row = Entry.objects.get(position=2)
    row.pk, row.position, row.seq = "invented", place, 99
    row.save(force_insert=True)
    assert broken()[1] == reason


def test_a_payload_gone_without_a_word_is_named(written):
    Payload.objects.filter(pk=2).delete()
    assert broken() == (2, "the payload is gone without a word")


def test_a_lawfully_erased_payload_is_whole(written):
    erase_payload(2, actor=JOBS, at=AT)
    checkpoint(AT)
    assert broken() is None


def test_a_cut_off_end_is_found_as_a_rollback(written):
    checkpoint(AT)
    Value.objects.filter(position__gte=7).delete()
    Entry.objects.filter(position__gte=7).delete()
    Payload.objects.filter(pk__gte=7).delete()
    Leaf.objects.filter(pk__gte=7).delete()
    Head.objects.update(size=7)
    assert broken()[1] == "rolled back: a checkpoint has 10 leaves"


def test_a_rollback_of_everything_is_found_by_a_checkpoint_kept_outside(written):
    kept = checkpoint(AT).note
    Checkpoint.objects.filter(size=10).delete()
    Head.objects.update(size=7)
    found = verify([kept]).first
    assert found.reason == "rolled back: a checkpoint kept outside has 10 leaves"


def test_a_forked_checkpoint_is_named(written):
    forked = notes.signed(notes.checkpoint_text(8, bytes(32)), written)
    found = verify([forked]).first
    reason = "from here on the tree is not that of a checkpoint kept outside (8)"
    assert (found.position, found.reason) == (5, reason)


def test_a_checkpoint_of_another_key_is_named(written):
    Checkpoint.objects.update(note=notes.signed("x\n", bytes(32)))
    assert broken() == (0, "a checkpoint is not signed by this ledger")


def test_a_checkpoint_of_nothing_must_have_the_root_of_nothing(written):
    odd = notes.signed(notes.checkpoint_text(0, bytes(32)), written)
    assert verify([odd]).first.reason == "a checkpoint of nothing has a root"


def test_a_changed_head_is_found(written):
    Head.objects.update(frontier=bytes(64))
    assert broken() == (5, "from here on the tree is not that of its head")


def test_a_ledger_in_ruins_is_not_walked_for_ever(written, monkeypatch):
    monkeypatch.setattr(verification, "CHUNK", 3)
    Leaf.objects.update(hash=bytes(32))
    assert 3 < len(verify().broken) < 9
    assert broken() == (0, "the leaf's hash is another")


def test_leaves_beyond_the_head_are_not_counted_as_the_ledger(written):
    Head.objects.update(size=9)
    assert broken() is not None
