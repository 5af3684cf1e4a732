"""A server that publishes an agency key by itself, or names a holder: refused."""

import pytest

from client.keys import new_agency_keys
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.ledger.proving import newest, proved
from demeso.ledger.services import checkpoint, note
from demeso.vault.signing import LEAF, NAMED, PUBLISHED, Signature, Stated
from demeso.vault.standing import every_seconding
from tests.cast import hire, key_statement, offer, second_key, words_signed
from tests.epochs import publish_epoch
from tests.evil.server import open_notebook
from tests.evil.test_keys import logged

pytestmark = pytest.mark.django_db
EVIL = door("evil")


def code_of(work, *given):
    with pytest.raises(RefusedError) as told:
        work(*given)
    return told.value.code


def signed(said, *people):
    """Return signatures by these people, in their order; None where nobody signs."""
    return tuple(
        one and Signature(one.id, one.keys.fingerprint, words_signed(one, said))
        for one in people
    )


def told_as(said, both):
    """Let the server write a statement of its own into its log; return what it says."""
    facts = Stated(said, both, "", now()).facts()
    note(LEAF, actor=EVIL, body={}, open=facts, name=said.record, at=now())
    checkpoint(now())
    return facts


def proof_of(type_, name):
    return proved(type_, [name], newest().size)[name].wire()


def adding(pair, stated, **but):
    """Return a lie that shows one more key, and what two people are said to sign."""

    def lie(told):
        proof = proof_of("key", pair.fingerprint)
        key = {"entry": pair.entry, "revoked_at": None, "proof": proof}
        shown = {**stated, "proof": proof_of(LEAF, stated["record"]), **but}
        return {**told, "keys": [*told["keys"], key],
                "secondings": [*told["secondings"], shown]}  # fmt: skip

    return lie


@pytest.fixture
def own(deme_keys):
    """Return the vault key that the server would like to see in use; it logs it."""
    made = new_agency_keys("vault", deme_keys.id, epoch=2)
    logged(made.entry)
    return made


def believed(fresh, agency):
    return fresh.entry(agency, "vault")["epoch"]


def test_a_key_that_two_people_signed_is_sealed_to(notebook, deme_keys, kadi):
    newer = publish_epoch(kadi, deme_keys, "vault", 2)
    notebook.directory.entries.clear()
    assert notebook.entry(deme_keys.id, "vault") == newer.entry
    assert notebook.directory.holders(deme_keys.id, "vault") == {kadi.id}


def test_a_newer_key_that_waits_leaves_the_older_in_use(notebook, deme_keys, kadi):
    newer = new_agency_keys("vault", deme_keys.id, epoch=2)
    record = offer(kadi, newer, kadi)
    older = deme_keys.keys["vault"]
    notebook.directory.entries.clear()
    assert notebook.entry(deme_keys.id, "vault") == older.entry
    print_ = newer.fingerprint
    assert code_of(notebook.directory.recipient, print_) == "key.unseconded"
    second_key(kadi, record)
    notebook.directory.prints.clear()
    notebook.directory.entries.clear()
    assert notebook.entry(deme_keys.id, "vault") == newer.entry


def test_a_key_that_nobody_seconded_yet_is_sealed_to_by_nobody(
    aissata, liar, deme, kadi
):
    offer(kadi, new_agency_keys("vault", deme.id), kadi)
    fresh = open_notebook(aissata, liar)
    assert code_of(fresh.entry, deme.id, "vault") == "key.unseconded"


def test_a_key_with_one_signature_or_one_persons_twice_is_none(
    notebook, liar, deme_keys, kadi, awa, own
):
    holders = (kadi.id,)
    for people in ((kadi, None), (None, awa), (kadi, kadi), (None, None)):
        said = key_statement(kadi.new_id(), own, holders, PUBLISHED)
        lie = adding(own, told_as(said, signed(said, *people)))
        liar.lie("/app/v1/keys", lie)
        notebook.directory.entries.clear()
        assert believed(notebook, deme_keys.id) == 1
        code = code_of(notebook.directory.recipient, own.fingerprint)
        assert code == "key.unseconded"


@pytest.fixture
def wrong(kadi, salif, oumou, sira, awa):
    """Return pairs of whom one might not: no role for it, or in another agency."""
    return (kadi, salif), (kadi, oumou), (kadi, sira), (salif, awa), (sira, awa)


def test_a_key_seconded_or_published_by_who_might_not_is_none(
    notebook, liar, deme_keys, kadi, awa, own, wrong
):
    for people in (*wrong, (kadi, awa)):
        said = key_statement(kadi.new_id(), own, (kadi.id,), PUBLISHED)
        liar.lie("/app/v1/keys", adding(own, told_as(said, signed(said, *people))))
        notebook.directory.entries.clear()
        right = people == (kadi, awa)
        assert believed(notebook, deme_keys.id) == (2 if right else 1)


def test_whoever_keeps_a_key_in_the_agency_seconds_the_other(
    notebook, deme_keys, kadi, bintou
):
    newer = new_agency_keys("vault", deme_keys.id, epoch=2)
    second_key(kadi, offer(kadi, newer, kadi), bintou)
    notebook.directory.entries.clear()
    assert believed(notebook, deme_keys.id) == 2


def test_signatures_that_do_not_stand_in_the_log_make_no_key(
    notebook, liar, deme_keys, kadi, awa, own
):
    said = key_statement(kadi.new_id(), own, (kadi.id,), PUBLISHED)
    whole = told_as(said, signed(said, kadi, awa))
    others = signed(said, kadi, kadi)[1].wire()
    for but in ({"proof": None}, {"second": others}, {"holders": [awa.id]}):
        lie = adding(own, whole, **but)
        liar.lie("/app/v1/keys", lie)
        notebook.directory.entries.clear()
        assert believed(notebook, deme_keys.id) == 1


def test_a_holder_whom_the_server_names_is_none(
    notebook, liar, deme_keys, kadi, awa, oumou, own
):
    injected, vault = hire(awa, deme_keys.id, "Fanta"), deme_keys.keys["vault"]
    said = key_statement(kadi.new_id(), vault, (injected.id,), NAMED)
    honest = {kadi.id}
    for people in ((kadi, None), (awa, oumou), (kadi, injected), (kadi, kadi)):
        told = told_as(said, signed(said, *people))
        liar.lie("/app/v1/keys", adding(own, told))
        notebook.directory.entries.clear()
        assert notebook.directory.holders(deme_keys.id, "vault") == honest
    assert len(every_seconding()) == 2
