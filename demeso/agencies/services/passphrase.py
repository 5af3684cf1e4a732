"""Change a passphrase: the same keys, wrapped anew, in one step or not at all."""

from datetime import datetime
from typing import Any

from allauth.headless.internal.sessionkit import session_store
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.hashers import make_password

from demeso.agencies.models import Account
from demeso.agencies.queries.people import get_account
from demeso.agencies.rules.devices import Slip
from demeso.agencies.rules.passphrase import (
    Changing,
    PassphraseChanged,
    changing_fault,
    is_no_weaker,
)
from demeso.agencies.services.doors import act_through
from demeso.agencies.services.people import JOIN_DOOR
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import digest
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing
from demeso.vault.queries import get_bundle, is_bundle_of, signing_key
from demeso.vault.rules import is_signed
from demeso.vault.services import keep_bundle


@writing
def change_passphrase(
    *, actor: Actor, changing: Changing, at: datetime, session: str = ""
) -> Account:
    """Let the new passphrase in and the old one no more; her other sessions end."""
    account = get_account(actor.worker)
    fault = changing_fault(changing)
    refuse_unless(not fault, "passphrase.malformed", field=fault)
    right = account.check_password(changing.present)
    refuse_unless(right, "passphrase.wrong")
    _require_same_keys(changing, actor)
    account.password = make_password(changing.login_key)
    account.save(update_fields=["password"])
    keep_bundle(changing.bundle, actor=actor, worker=actor.worker, at=at)
    said = {"passphrase": {"bundle": digest(dict(changing.bundle))}}
    slip = Slip("passphrase.changed", actor.worker, "passphrase@1", said)
    act_through(door=JOIN_DOOR, slip=slip, actor=actor, at=at)
    _go_on(session, account)
    return account


def _require_same_keys(changing: Changing, actor: Actor) -> None:
    """Refuse what her key did not sign, and what replaces another bundle or less."""
    stands: Any = get_bundle(actor.worker)
    refuse_unless(digest(stands) == changing.before, "passphrase.stale")
    kdf: Any = changing.bundle["kdf"]
    refuse_unless(is_no_weaker(kdf, stands["kdf"]), "passphrase.weaker")
    public, message = signing_key(actor.worker), changing.signed_bytes(actor.worker)
    signed = is_signed(public, changing.proof, message)
    refuse_unless(signed, "passphrase.proof")


def _go_on(session: str, account: Account) -> None:
    """Keep this one session: Django ends all that began under the old password."""
    if session:
        store = session_store(session)
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.save()


@writing
def note_passphrase(*, actor: Actor, act: Act[PassphraseChanged]) -> None:
    """Write down that the passphrase changed, in the moment in which it did."""
    refuse_unless(act.record == actor.worker, "record.unknown")
    now_kept = digest(dict(get_bundle(actor.worker)))  # type: ignore[arg-type]  # JSON
    fresh = is_bundle_of(actor.worker, act.received_at)
    refuse_unless(fresh and now_kept == act.answers.bundle, "passphrase.stale")
    record(act, actor=actor, root=actor.agency)
