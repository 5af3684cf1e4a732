"""A server that rolls its log back, or shows two, is found by one honest device.

Each test uses two clients of two agencies, and a database that is really changed.
"""

import pytest
from django.conf import settings

from demeso.kernel.canon import b64
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.ledger import notes
from demeso.ledger.models import (
    Access,
    Checkpoint,
    Cosignature,
    Entry,
    Fact,
    Head,
    Leaf,
    Payload,
    Tile,
    Value,
)
from demeso.ledger.rules import consistency_proof, grown, leaf_hash, pack, root_of
from demeso.ledger.services import checkpoint, note_reading
from demeso.ledger.verification import verify
from demeso.ledger.witnesses import witnesses
from tests.evil.server import Liar, open_notebook

pytestmark = pytest.mark.django_db
TABLES = ((Access, "position"), (Value, "position"), (Entry, "position"),
          (Fact, "position"), (Payload, "leaf_id"), (Leaf, "position"))  # fmt: skip


@pytest.fixture
def others(oumou):
    """Oumou's notebook, of another agency; she opened it while all was well."""
    worker = open_notebook(oumou, Liar())
    worker.exchange()
    return worker


def grow(actor, leaves=3):
    """Let honest work go on, and sign it."""
    for place in range(leaves):
        note_reading(f"list.{place}", ["x"], actor=actor, at=now())
    return checkpoint(now())


def roll_back(size):
    """Put the database back to an earlier size, as a backup would."""
    for table, place in TABLES:
        table.objects.filter(**{f"{place}__gte": size}).delete()
    for table in (Checkpoint, Cosignature):
        table.objects.filter(size__gt=size).delete()
    Tile.objects.all().delete()
    hashes = [bytes(one.hash) for one in Leaf.objects.order_by("position")]
    Head.objects.update(size=size, frontier=pack(grown((), 0, hashes)))


def anew(worker):
    """Open the notebook again: the log is compared anew."""
    worker.is_watching = False
    worker.exchange()


def refused(worker):
    with pytest.raises(RefusedError) as told:
        anew(worker)
    return told.value.code


def test_a_log_that_grows_is_signed_by_both(notebook, others, aissata, oumou):
    made = grow(aissata.actor)
    for worker in (notebook, others):
        anew(worker)
    found = {one.agency: one.size for one in witnesses()}
    assert found == {aissata.agency: made.size, oumou.agency: made.size}
    assert notebook.directory.seen == others.directory.seen
    assert verify().first is None


def test_a_rolled_back_database_is_found_by_each_device(notebook, others, aissata):
    before = checkpoint(now()).size
    grow(aissata.actor)
    anew(notebook)
    anew(others)
    roll_back(before)
    assert verify().first is None  # the database alone looks whole
    assert (refused(notebook), refused(others)) == ("ledger.rolled_back",) * 2


def test_a_rolled_back_log_that_grew_again_is_found_as_a_fork(
    notebook, others, aissata
):
    before = checkpoint(now()).size
    grow(aissata.actor)
    anew(notebook)
    roll_back(before)
    anew(others)  # she had not seen what was taken away: for her it only grew
    grow(aissata.actor, leaves=9)
    anew(others)
    assert refused(notebook) == "ledger.forked"
    kept = notebook.directory.seen.note
    assert "not that of a checkpoint kept outside" in verify([kept]).first.reason


def test_nothing_new_is_believed_while_the_log_is_false(notebook, aissata, salif):
    before = checkpoint(now()).size
    grow(aissata.actor)
    anew(notebook)
    roll_back(before)
    with pytest.raises(RefusedError) as told:
        notebook.entry(salif.id)
    assert told.value.code == "ledger.rolled_back"


def test_keys_that_were_proved_before_still_serve_an_urgent_referral(
    notebook, aissata, salif
):
    notebook.entry(salif.id)
    before = checkpoint(now()).size
    grow(aissata.actor)
    anew(notebook)
    roll_back(before)
    assert notebook.entry(salif.id) == salif.keys.entry
    assert refused(notebook) == "ledger.rolled_back"


def fork_of(aissata):
    """Return a lie: another past, rightly signed, with right proofs of its own."""
    seed = bytes.fromhex(settings.LEDGER_SEED)

    def lie(said):
        size = Head.objects.get().size
        leaves = [bytes(one.hash) for one in Leaf.objects.order_by("position")]
        leaves[-1] = leaf_hash(b"another history")
        text = notes.checkpoint_text(size, root_of(leaves))
        since = said["log"]["since"]
        proof = consistency_proof(leaves, since) if 0 < since < size else []
        told = {"note": notes.signed(text, seed), "proof": [b64(s) for s in proof]}
        return {**said, "log": {**said["log"], **told}}

    return lie


def test_two_logs_are_found_when_a_device_meets_the_other(notebook, others, aissata):
    """For a while each sees a log that only grows: signed by the same key."""
    grow(aissata.actor)
    liar = others.session.wire
    liar.lie("/app/v1/log", fork_of(aissata))
    anew(notebook)
    with pytest.raises(Exception, match=r"checkpoint\.signature|400"):
        anew(others)  # what she signs is no checkpoint of this server: it shows
    assert others.directory.seen.root != notebook.directory.seen.root
    liar.lies.clear()
    grow(aissata.actor)
    anew(notebook)
    assert refused(others) == "ledger.forked"
    kept = others.directory.seen.note
    assert "a checkpoint kept outside" in verify([kept]).first.reason


def test_one_honest_agency_is_enough(notebook, others, aissata, oumou):
    """The server rewrites what Dɛmɛ wrote: what Yèlèn signed finds it."""
    grow(aissata.actor)
    anew(others)
    kept = others.directory.seen.note
    leaf = Leaf.objects.order_by("-position").first()
    leaf.data = bytes(leaf.data).replace(b"list.", b"last.")
    leaf.hash = leaf_hash(bytes(leaf.data))
    leaf.save()
    Checkpoint.objects.all().delete()
    hashes = [bytes(one.hash) for one in Leaf.objects.order_by("position")]
    Head.objects.update(frontier=pack(grown((), 0, hashes)))
    own = Cosignature.objects.filter(worker=oumou.id)
    assert own.exists()
    reasons = [broken.reason for broken in verify([kept]).broken]
    assert any("kept outside" in reason for reason in reasons)
    assert any("cosigned checkpoint" in reason for reason in reasons)
    assert refused(others) == "ledger.forked"


def test_a_new_device_goes_on_from_what_its_owner_signed(notebook, aissata, liar):
    """No link tells it the log's key: its owner's own signature does."""
    before = checkpoint(now()).size
    grow(aissata.actor)
    anew(notebook)
    second = open_notebook(aissata, liar, key="")
    second.exchange()
    assert second.directory.seen == notebook.directory.seen
    own = Cosignature.objects.filter(worker=aissata.id)
    kept = [(row.size, row.note) for row in own]
    roll_back(before)
    for size, note in kept:
        Cosignature.objects.update_or_create(
            worker=aissata.id, size=size,
            defaults={"note": note, "agency": aissata.agency, "at": now()},
        )  # fmt: skip
    third = open_notebook(aissata, liar, key="")
    assert refused(third) == "ledger.rolled_back"


def test_another_persons_signature_is_not_taken_for_ones_own(
    notebook, others, aissata, oumou, liar
):
    theirs = Cosignature.objects.get(worker=oumou.id).note
    liar.lie("/app/v1/log", lambda said: {**said, "own": theirs})
    second = open_notebook(aissata, liar, key="")
    assert refused(second) == "ledger.unsigned"
