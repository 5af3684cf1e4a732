"""A server that swaps keys, invents them, or adds a recipient: refused, each time."""

import pytest
from django.conf import settings

from client.keys import new_agency_keys, new_worker_keys
from client.known.logs import OTHER_SEED
from client.log import key_fact
from client.walk import Handing, open_case, refer
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.kernel.sealing import fingerprint
from demeso.ledger import notes
from demeso.ledger.proving import newest, proved
from demeso.ledger.services import checkpoint, note
from tests.evil.server import open_notebook

pytestmark = pytest.mark.django_db


def code_of(work, *given, **named):
    with pytest.raises(RefusedError) as told:
        work(*given, **named)
    return told.value.code


def swapping(entry, **more):
    """Return a lie that puts another entry in the place of every key."""
    return lambda said: {
        **said,
        "keys": [
            {**key, "entry": entry, "fp": fingerprint(entry), **more}
            for key in said["keys"]
        ],
    }


def logged(entry):
    """Let the server write a key of its own into its log; return its proof."""
    fact, print_ = key_fact(entry), fingerprint(entry)
    server = door("evil")
    note("key", actor=server, body={}, open=fact.open, name=print_, at=now())
    checkpoint(now())
    return proved("key", [print_], newest().size)[print_].wire()


def test_an_honest_key_is_taken(notebook, deme_keys):
    vault = deme_keys.keys["vault"]
    assert notebook.entry(notebook.session.agency, "vault") == vault.entry


@pytest.mark.parametrize("proof", [{}, {"proof": None}], ids=["hers", "none"])
def test_a_key_that_does_not_stand_in_the_log_is_refused(notebook, liar, proof):
    agency = notebook.session.agency
    evil = new_agency_keys("vault", agency).entry
    liar.lie("/app/v1/keys", swapping(evil, **proof))
    assert code_of(notebook.entry, agency, "vault") == "key.unproved"
    assert code_of(open_case, notebook) == "key.unproved"


def test_a_key_that_took_anothers_place_is_refused_although_it_is_logged(
    notebook, liar
):
    agency = notebook.session.agency
    notebook.entry(agency, "vault")
    notebook.directory.entries.clear()
    evil = new_agency_keys("vault", agency).entry
    liar.lie("/app/v1/keys", swapping(evil, proof=logged(evil)))
    assert code_of(notebook.entry, agency, "vault") == "key.changed"


def test_a_key_in_a_log_that_another_key_signed_is_refused(notebook, liar):
    agency = notebook.session.agency
    evil = new_agency_keys("vault", agency).entry

    def lie(said):
        stated = notes.opened(said["log"]["note"], public())
        text = notes.checkpoint_text(stated.size, stated.root)
        log = {**said["log"], "note": notes.signed(text, OTHER_SEED)}
        return {**swapping(evil)(said), "log": log}

    liar.lie("/app/v1/keys", lie)
    assert code_of(notebook.entry, agency, "vault") == "ledger.unsigned"


def public():
    return notes.public_of(bytes.fromhex(settings.LEDGER_SEED))


def test_a_recipient_whom_the_server_invents_receives_nothing(notebook, liar, deme):
    case = open_case(notebook)
    nobody = new_worker_keys(notebook.new_id())
    liar.lie("/app/v1/keys", swapping(nobody.entry))
    handing = Handing(deme.id, "health", {"need": {}}, (str(nobody.entry["id"]),))
    assert code_of(refer, notebook, case, handing, "x") == "key.unproved"


def test_a_key_more_than_was_asked_for_is_sealed_to_by_nobody(notebook, liar):
    agency = notebook.session.agency
    evil = new_agency_keys("vault", agency, epoch=2).entry

    def lie(said):
        added = [{**key, "entry": evil} for key in said["keys"]]
        return {**said, "keys": [*said["keys"], *added]}

    liar.lie("/app/v1/keys", lie)
    sealed = open_case(notebook) and notebook.outbox[-1].sealed
    assert fingerprint(evil) not in {part["to"] for part in sealed}
    assert len(sealed) == 3


def test_a_log_of_another_house_is_refused_at_joining(aissata, liar):
    stranger = open_notebook(aissata, liar, key="A" * 43)
    assert code_of(stranger.exchange) == "ledger.unsigned"
