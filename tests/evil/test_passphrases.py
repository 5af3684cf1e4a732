"""A server that asks for a weaker passphrase key gets nothing to try on."""

import pytest

from client.keys import make_bundle, new_kdf, open_bundle, passphrase_keys
from client.session import Person as SignedIn
from client.session import sign_in
from client.walk import Yes, open_case, record_identity
from client.wire import WireError
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.django_db
WEAK = [
    {"m": 19455}, {"m": 1024}, {"t": 1}, {"p": 4}, {"name": "pbkdf2"}, {"salt": ""},
    {"m": 2**31}, {"t": 1000},
]  # fmt: skip


@pytest.mark.parametrize("weak", WEAK, ids=lambda weak: str(*weak.items()))
def test_weaker_settings_are_refused_before_anything_is_derived(aissata, liar, weak):
    liar.lie("/app/v1/salt", lambda said: {"kdf": {**said["kdf"], **weak}})
    with pytest.raises(RefusedError) as told:
        sign_in(liar, SignedIn("aissata", "cinq mots de passe ici"), pen=aissata.pen)
    assert told.value.code == "passphrase.settings"
    assert [path for _method, path, _said in liar.heard] == ["/app/v1/salt"]


def test_settings_that_were_changed_in_a_bundle_open_nothing(aissata):
    kdf = new_kdf()
    wrap = passphrase_keys("cinq mots de passe ici", kdf).wrap
    bundle = make_bundle(aissata.keys, user_key=aissata.user_key, wrap=wrap, kdf=kdf)
    assert open_bundle(bundle, worker=aissata.id, wrap=wrap)
    changed = {**bundle, "kdf": {**kdf, "t": 3}}
    with pytest.raises(RefusedError) as told:
        open_bundle(changed, worker=aissata.id, wrap=wrap)
    assert told.value.code == "sealed.unreadable"


TOLD = {"called": "Nana", "phone": "10 00 00 99"}


def written(liar):
    """Return all that ever left the device, as one text."""
    return b"\n".join(liar.sent).decode()


def test_what_is_sealed_is_never_sent_in_the_clear_whatever_the_server_says(
    notebook, liar
):
    """The client knows from its own forms what is sealed; the server is not asked."""
    liar.lie("/", lambda said: {**said, "forms": {}, "compartments": [], "plain": True})
    case = open_case(notebook, Yes())
    record_identity(notebook, case, identity=TOLD, contact={}, profile={})
    assert {one["code"] for one in notebook.exchange()} <= {"clock.skew"}
    sent = written(liar)
    assert case.survivor in sent
    assert "identity.recorded" in sent
    assert [word for word in TOLD.values() if word in sent] == []
    assert not [path for _way, path, _said in liar.heard if "form" in path]


def test_a_server_that_takes_nothing_sealed_gets_no_word_in_the_clear(notebook, liar):
    case = open_case(notebook, Yes())
    record_identity(notebook, case, identity=TOLD, contact={}, profile={})
    waits = [act.id for act in notebook.outbox]
    for code in ("sealed.unreadable", "form.plaintext", "act.malformed"):
        liar.refuse_sealed(code)
        with pytest.raises(WireError):
            notebook.exchange()
    assert [act.id for act in notebook.outbox] == waits, "it stays on the device"
    sent = written(liar)
    assert sent.count("identity.recorded") == 3
    assert [word for word in TOLD.values() if word in sent] == []
