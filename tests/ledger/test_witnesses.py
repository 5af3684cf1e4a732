import pytest

from client.sealing import hkdf
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import RefusedError
from demeso.ledger import notes
from demeso.ledger.models import Checkpoint, Cosignature
from demeso.ledger.services import checkpoint, note_reading
from demeso.ledger.witnesses import checkpoint_from, cosign, own_note, witnesses
from tests.ledger.sample import AT

pytestmark = pytest.mark.django_db


def seed(worker):
    return hkdf(worker.encode(), b"", b"test", 32)


def sign(worker, agency, *, size=None, by="", text=""):
    made = Checkpoint.objects.order_by("-size").first()
    text = text or notes.checkpoint_text(made.size, bytes(made.root))
    line = notes.cosignature(
        text, notes.witness_name(worker), seed(by or worker), time=7
    )
    public = notes.public_of(seed(worker))
    place = made.size if size is None else size
    return cosign(line, actor=Actor(worker, agency), size=place, public=public, at=AT)


@pytest.fixture
def grow():
    def more():
        note_reading("x", [], actor=Actor("w", ""), at=AT)
        return checkpoint(AT)

    more()
    return more


def test_a_cosignature_is_kept_with_its_checkpoint(grow):
    kept = sign("aissata", "deme")
    assert own_note("aissata") == kept.note
    assert kept.note.startswith(Checkpoint.objects.get().note)
    assert (own_note("oumou"), [w.agency for w in witnesses()]) == ("", ["deme"])


def test_a_signature_given_twice_is_kept_once(grow):
    assert sign("aissata", "deme").pk == sign("aissata", "deme").pk


def test_of_each_agency_one_stays_and_of_each_person_her_newest(grow):
    first = sign("aissata", "deme")
    sign("salif", "deme")
    sign("oumou", "yelen")
    grow()
    second = sign("aissata", "deme")
    kept = set(Cosignature.objects.values_list("worker", "size"))
    old, new = first.size, second.size
    assert kept == {("salif", old), ("oumou", old), ("aissata", new)}
    grow()
    sign("aissata", "deme")
    assert Cosignature.objects.filter(worker="aissata").count() == 2  # hers alone
    assert [(one.agency, one.size) for one in witnesses()] == [
        ("yelen", old), ("deme", new + 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [({"size": 99}, "checkpoint.unknown"), ({"by": "salif"}, "checkpoint.signature"),
     ({"text": "demeso/ledger\n2\nx\n"}, "checkpoint.signature")],
)  # fmt: skip
def test_what_is_no_cosignature_is_refused(grow, change, code):
    with pytest.raises(RefusedError) as told:
        sign("aissata", "deme", **change)
    assert told.value.code == code
    assert not Cosignature.objects.exists()


@pytest.mark.parametrize("line", ["", "x", "— demeso/worker/a x", "— demeso/worker/a "])
def test_a_line_that_is_none_is_refused(grow, line):
    with pytest.raises(RefusedError):
        cosign(line, actor=Actor("a", ""), size=2, public=bytes(32), at=AT)


def test_a_checkpoint_is_made_when_a_leaf_is_in_none(grow):
    last = Checkpoint.objects.get()
    assert checkpoint_from(last.size - 1, at=AT) == last
    note_reading("x", [], actor=Actor("w", ""), at=AT)
    assert checkpoint_from(last.size, at=AT).size == last.size + 1


def test_an_empty_ledger_has_no_checkpoint(db):
    assert checkpoint_from(-1, at=AT) is None
