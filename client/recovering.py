"""Keep an agency's keys so that no one person can lose them: holders, sheets, drill."""

from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.grants import Terms, hold_grant, make_grant, open_grant
from client.keys import KeyPair, key_pair
from client.sealing import Part
from client.seconding import signed_key
from client.shares import (
    SECRET_SIZE,
    Share,
    read_share,
    recovered,
    recovery_pair,
    share_words,
    split_secret,
)
from client.worker import Worker
from demeso.agencies.rules.keys import Naming
from demeso.agencies.rules.recovery import Drilling
from demeso.kernel.act import Envelope, Groups
from demeso.kernel.canon import Json, b64
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import HOLD
from demeso.vault.signing import NAMED, PUBLISHED

GRANTS = "/app/v1/grants"
STATE = "/app/v1/recovery"
PARTS = ("first", "second", "third")


def state_of(worker: Worker) -> dict[str, Any]:
    """Return what the server says of the agency's keys."""
    session = worker.session
    return session.wire.ask("GET", STATE, headers=session.headers)


def bear_recovery(worker: Worker, *, epoch: int = 1) -> list[list[str]]:
    """Make the recovery key; return what stands on its three sheets."""
    random, agency = worker.session.pen.random, worker.session.agency
    secret = random(SECRET_SIZE)
    pair = recovery_pair(secret, agency, epoch=epoch)
    record = worker.new_id()
    signature = signed_key(worker.session, record, pair, [], PUBLISHED)
    worker.say("key.published", record, "key@1", {"key": pair.entry, **signature})
    sheets = split_secret(secret, epoch=epoch, random=random)
    return [share_words(sheet) for sheet in sheets]


def make_sheets(worker: Worker, keepers: Sequence[str], *, epoch: int = 1) -> Envelope:
    """Write down who keeps which sheet."""
    people = dict(zip(PARTS, keepers, strict=True))
    said: dict[str, Json] = {"agency": worker.session.agency, "epoch": epoch, **people}
    return worker.say("shares.made", worker.new_id(), "sheets@1", {"sheets": said})


def keep_sheet(worker: Worker, words: Sequence[str]) -> Envelope:
    """Say that one's sheet is in one's hands, having read it."""
    sheet = read_share(words)
    said: dict[str, Json] = {
        "agency": worker.session.agency,
        "epoch": sheet.epoch,
        "part": sheet.part,
    }
    return worker.say("share.acknowledged", worker.new_id(), "sheet@1", {"sheet": said})


def rebuilt(worker: Worker, one: Sequence[str], other: Sequence[str]) -> KeyPair:
    """Return the recovery key that two sheets give, and no other key."""
    entry = worker.entry(worker.session.agency, "recovery")
    return recovered(read_share(one), read_share(other), entry)


def drill(worker: Worker, one: Sequence[str], other: Sequence[str]) -> Envelope:
    """Open a test with two sheets, and let the recovery key sign that it opened."""
    pair, record = rebuilt(worker, one, other), worker.new_id()
    test = {"recovery": worker.session.pen.new_key()}
    terms, mine = Terms(worker.session.agency, HOLD), worker.session.keys
    part = make_grant(test, terms=terms, to=pair.entry, signer=mine)
    opened = open_grant(part, terms=terms, mine=pair, signer=mine.entry)
    refuse_unless(opened == test, "share.apart")
    sheets: list[Share] = [read_share(words) for words in (one, other)]
    low, high = sorted(sheet.part for sheet in sheets)
    said = Drilling(worker.session.agency, sheets[0].epoch, low, high)
    proof = _signed(pair, said.signed_bytes(record))
    answers: dict[str, Json] = {**said.__dict__, "proof": proof}
    return worker.say("drill.passed", record, "drill@1", {"drill": answers})


def activate(worker: Worker) -> Envelope:
    """End the training."""
    groups: dict[str, dict[str, Json]] = {"activation": {"agreed": "yes"}}
    agency = worker.session.agency
    return worker.say("agency.activated", agency, "activation@1", groups)


def my_grants(worker: Worker) -> list[Part]:
    """Return every grant to this worker's own keys."""
    wire, headers = worker.session.wire, worker.session.headers
    found: list[Part] = []
    after, more = 0, True
    while more:
        page = wire.ask("GET", f"{GRANTS}?after={after}", headers=headers)
        found += [one["part"] for one in page["grants"]]
        after, more = page["next"], page["more"]
    return found


def held_key(worker: Worker, owner: str) -> KeyPair:
    """Return an agency key that this worker holds, opened from its grant."""
    parts = [part for part in my_grants(worker) if part["rights"] == HOLD]
    mine = worker.session.keys
    opened = [_seed(worker, part, mine, owner) for part in parts]
    return next(pair for pair in reversed(opened) if pair is not None)


def held_by(worker: Worker, print_: str) -> KeyPair:
    """Return the agency key that something was sealed to, whichever epoch it is of."""
    entry, mine = worker.directory.signer(print_), worker.session.keys
    owner, epoch = str(entry["owner"]), int(str(entry["epoch"]))
    terms = Terms(str(entry["id"]), HOLD)
    for part in my_grants(worker):
        if part["rights"] != HOLD or part["object"] != entry["id"]:
            continue
        signer = worker.directory.signer(str(part["signer"]))
        held = open_grant(part, terms=terms, mine=mine, signer=signer).get(owner)
        if held is None:
            continue
        pair = key_pair(owner, terms.object, kem_seed=held.key, epoch=epoch)
        if pair.fingerprint == print_:
            return pair
    raise RefusedError("key.not_held")


def hand_key(worker: Worker, owner: str, to: str = "") -> Envelope:
    """Hand a key on to a second holder; without one, to the recovery key."""
    return _name(worker, held_key(worker, owner), to)


def take_key(worker: Worker, owner: str, sheets: KeyPair) -> Envelope:
    """Take a lost key into one's own hands, with what two sheets gave."""
    path = f"{STATE}/{owner}"
    found = worker.session.wire.ask("GET", path, headers=worker.session.headers)
    opened = (_seed(worker, part, sheets, owner) for part in found["grants"])
    pair = next(pair for pair in opened if pair is not None)
    return _name(worker, pair, worker.id, sheets)


def _seed(worker: Worker, part: Part, mine: KeyPair, owner: str) -> KeyPair | None:
    """Open a grant of an agency key, and see that it is the key published."""
    agency = str(part["object"])
    terms = Terms(agency, HOLD)
    signer = worker.directory.signer(str(part["signer"]))
    held = open_grant(part, terms=terms, mine=mine, signer=signer).get(owner)
    if held is None:
        return None
    entry = worker.entry(agency, owner)
    pair = key_pair(owner, agency, kem_seed=held.key, epoch=int(str(entry["epoch"])))
    return pair if pair.entry == entry else None


def _name(
    worker: Worker, pair: KeyPair, to: str, sheets: KeyPair | None = None
) -> Envelope:
    record, entry = worker.new_id(), pair.entry
    agency, owner = str(entry["id"]), str(entry["owner"])
    said = Naming(agency, owner, int(str(entry["epoch"])), to)
    answers = {name: value for name, value in said.__dict__.items() if value}
    if sheets:
        answers["proof"] = _signed(sheets, said.signed_bytes(record))
    receiver = worker.entry(to) if to else worker.entry(agency, "recovery")
    part = hold_grant(pair, record=record, to=receiver, signer=worker.session.keys)
    groups: Groups = {"holder": answers}
    if to and not sheets:  # two sheets sign in its place; paper holds by itself
        groups = {**groups, **signed_key(worker.session, record, pair, [to], NAMED)}
    return worker.say("holder.named", record, "holder@1", groups, [part])


def _signed(pair: KeyPair, message: bytes) -> str:
    return b64(Ed25519PrivateKey.from_private_bytes(pair.sign_seed).sign(message))
