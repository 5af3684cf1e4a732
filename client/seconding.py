"""Give roles and keys by two: one asks, a second signs over the same words."""

from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.keys import KeyPair
from client.session import Session
from client.worker import Worker
from demeso.agencies.rules.keys import RECORD_OF
from demeso.agencies.rules.seconding import ENDED, GIVEN, Statement
from demeso.kernel.act import Envelope, Groups
from demeso.kernel.canon import b64
from demeso.vault.signing import KeyStatement, Said

SECONDS = "/app/v1/seconds"
KEY_NAMES = ("record", "fp", "owner", "agency", "epoch", "holders", "step")
NAMES = ("grant", "worker", "agency", "role", "step")


def ask_role(giver: Worker, whom: str, agency: str, role: str) -> Envelope:
    """Ask that somebody gets a role; it waits for a second person."""
    said = Statement(giver.new_id(), whom, agency, role, GIVEN)
    groups: Groups = {
        "role": {"worker": whom, "agency": agency, "role": role},
        "signed": {"signature": signed(giver.session, said)},
    }
    return giver.say("role.granted", said.grant, "role@1", groups)


def end_role(giver: Worker, said: Statement, reason: str = "changed") -> Envelope:
    """Take a role away; it ends at once."""
    ended = Statement(**{**said.__dict__, "step": ENDED})
    groups: Groups = {
        "ending": {"reason": reason},
        "ending_signed": {"signature": signed(giver.session, ended)},
    }
    return giver.say("role.ended", said.grant, "role_end@1", groups)


def signed_key(
    session: Session, record: str, pair: KeyPair, holders: Sequence[str], step: str
) -> Groups:
    """Return the first signature under an agency's key, as its act carries it."""
    owner, agency = str(pair.entry["owner"]), str(pair.entry["id"])
    epoch, named = int(str(pair.entry["epoch"])), tuple(sorted(holders))
    print_ = pair.fingerprint
    said = KeyStatement(record, print_, owner, agency, epoch, named, step)
    return {"signed": {"signature": signed(session, said)}}


def keys_waiting(worker: Worker) -> list[dict[str, Any]]:
    """Return which keys and holders wait for this person, or for others she asked."""
    session = worker.session
    found = session.wire.ask("GET", SECONDS, headers=session.headers)
    return list(found["keys"])


def second_key(worker: Worker, told: Mapping[str, Any]) -> Envelope:
    """Sign as the second person for a key, or for one more holder of it."""
    words = {name: told[name] for name in KEY_NAMES}
    said = KeyStatement(**{**words, "holders": tuple(told["holders"])})
    groups: Groups = {"seconded": {"signature": signed(worker.session, said)}}
    kind = f"{RECORD_OF[said.step]}.seconded"
    return worker.say(kind, said.record, "second@1", groups)


def refuse_key(worker: Worker, told: Mapping[str, Any], reason: str) -> Envelope:
    """Say no to a key or a holder that waits."""
    groups: Groups = {"refusing": {"key_reason": reason}}
    kind = f"{RECORD_OF[str(told['step'])]}.refused"
    return worker.say(kind, str(told["record"]), "key_refusal@1", groups)


def waiting(worker: Worker) -> list[dict[str, Any]]:
    """Return what waits for this person's signature, or for others she asked."""
    session = worker.session
    found = session.wire.ask("GET", SECONDS, headers=session.headers)
    return list(found["waiting"])


def second_all(worker: Worker) -> list[Envelope]:
    """Sign everything that waits for this person; one exchange carries it all."""
    found = worker.session.wire.ask("GET", SECONDS, headers=worker.session.headers)
    roles = [
        second(worker, Statement(**{name: one[name] for name in NAMES}))
        for one in found["waiting"]
        if one["may"]
    ]
    return roles + [second_key(worker, one) for one in found["keys"] if one["may"]]


def second(worker: Worker, said: Statement) -> Envelope:
    """Sign as the second person."""
    groups: Groups = {"seconded": {"signature": signed(worker.session, said)}}
    return worker.say("role.seconded", said.grant, "second@1", groups)


def refuse(worker: Worker, grant: str, reason: str) -> Envelope:
    """Say no to a role that waits."""
    groups: Groups = {"refusing": {"role_reason": reason}}
    return worker.say("role.refused", grant, "role_refusal@1", groups)


def signed(session: Session, said: Said) -> str:
    """Sign a statement with one's own key."""
    key = Ed25519PrivateKey.from_private_bytes(session.keys.sign_seed)
    return b64(key.sign(said.signed_bytes()))
