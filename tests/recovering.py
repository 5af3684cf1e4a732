"""Keys with two holders, three sheets, a drill; and somebody who lost her keys."""

import os
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.grants import Terms, hold_grant, joined, make_grant, open_grant
from client.keys import KeyPair, make_bundle, new_worker_keys
from client.sealing import CompartmentKey
from client.shares import SECRET_SIZE, Share, recovered, recovery_pair, split_secret
from demeso.agencies.rules.devices import Enrolling, hashed
from demeso.agencies.rules.joining import Newcomer
from demeso.agencies.rules.keys import Naming
from demeso.agencies.rules.recovery import Drilling
from demeso.agencies.services.renewal import come_back, read_halves
from demeso.kernel.actor import door
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from demeso.vault.queries import keys_of
from demeso.vault.signing import NAMED
from tests.cast import (
    KDF,
    Person,
    Team,
    hire,
    key_statement,
    offer,
    publish,
    second_key,
    signed,
    words_signed,
)

PARTS = ("first", "second", "third")


@dataclass
class House:
    """An agency with everybody whom its keys need, and its three sheets."""

    team: Team
    administrator: Person
    vault: tuple[Person, Person]
    oversight: tuple[Person, Person]
    keepers: tuple[Person, Person, Person]
    recovery: KeyPair | None = None
    asked: str = ""  # the record under which it waits
    sheets: list[Share] = field(default_factory=list)


def furnish(awa: Person, team: Team, kadi: Person, bintou: Person) -> House:
    """Give an agency its people; kadi and bintou hold a key each already."""
    boss = hire(awa, team.id, "Sira", "administrator")
    second = hire(awa, team.id, "Coumba", "supervisor")
    other = hire(awa, team.id, "Tata", "dpo")
    keeper = hire(awa, team.id, "Modibo", "caseworker")
    return House(team, boss, (kadi, second), (bintou, other), (boss, keeper, other))


def name_holder(by: Person, house: House, owner: str, to: Person | None) -> Any:
    """Hand a key to a further holder, or to the recovery key."""
    pair = house.team.keys[owner]
    return take_key(by, house, pair, to)


def take_key(
    by: Person,
    house: House,
    pair: KeyPair,
    to: Person | None,
    sheets: KeyPair | None = None,
) -> Any:
    """Hand a key on; with sheets the recovery key signs, else a founder second."""
    record, made = hand_to(by, house, pair, to, sheets)
    if to is not None and sheets is None:
        second_key(by, record)
    return made


def hand_to(
    by: Person,
    house: House,
    pair: KeyPair,
    to: Person | None,
    sheets: KeyPair | None = None,
) -> tuple[str, Any]:
    """Write `holder.named`; return its record, which may wait, and what was made."""
    record, owner = by.new_id(), str(pair.entry["owner"])
    assert to is not None or house.recovery is not None
    entry = to.keys.entry if to else house.recovery.entry  # type: ignore[union-attr]
    said = {"agency": house.team.id, "owner": owner, "epoch": pair.entry["epoch"]}
    said |= {"worker": to.id} if to else {}
    if sheets:
        said["proof"] = sign(sheets, Naming(**said).signed_bytes(record))
    groups = {"holder": said}
    if to and not sheets:
        stated = key_statement(record, pair, (to.id,), NAMED)
        groups["signed"] = {"signature": words_signed(by, stated)}
    part = hold_grant(pair, record=record, to=entry, signer=by.keys)
    return record, by.do(
        "holder.named", record, "holder@1", groups=groups, sealed=[part]
    )


def sign(pair: KeyPair, message: bytes) -> str:
    """Sign as a recovery key does."""
    return b64(Ed25519PrivateKey.from_private_bytes(pair.sign_seed).sign(message))


def bear_recovery(house: House, epoch: int = 1) -> KeyPair:
    """Let the administrator's browser make the recovery key: it waits for a second."""
    secret, by = os.urandom(SECRET_SIZE), house.administrator
    pair = recovery_pair(secret, house.team.id, epoch=epoch)
    house.asked = offer(by, pair)
    house.recovery, house.sheets = pair, split_secret(secret, epoch=epoch)
    return pair


def make_sheets(house: House, epoch: int = 1) -> Any:
    """Write down who keeps which sheet; then a second person signs for the key."""
    by = house.administrator
    said = dict(zip(PARTS, (one.id for one in house.keepers), strict=True))
    groups = {"sheets": {"agency": house.team.id, "epoch": epoch, **said}}
    made = by.do("shares.made", by.new_id(), "sheets@1", groups=groups)
    second_key(by, house.asked)
    return made


def keep_sheet(house: House, part: int, by: Person | None = None) -> Any:
    """Let a keeper say that she has her sheet."""
    who = by or house.keepers[part - 1]
    assert house.recovery is not None
    said = {"agency": house.team.id, "epoch": house.recovery.entry["epoch"]}
    groups = {"sheet": {**said, "part": part}}
    return who.do("share.acknowledged", who.new_id(), "sheet@1", groups=groups)


def rebuild(house: House, one: int = 1, other: int = 2) -> KeyPair:
    """Join two sheets again."""
    assert house.recovery is not None
    sheets = {sheet.part: sheet for sheet in house.sheets}
    return recovered(sheets[one], sheets[other], dict(house.recovery.entry))


def drill(
    house: House, by: Person, one: int = 1, other: int = 2, but: Any = None
) -> Any:
    """Type two sheets and let the recovery key sign."""
    record, pair = by.new_id(), rebuild(house, one, other)
    said = {"agency": house.team.id, "epoch": pair.entry["epoch"]}
    said |= {"one": one, "other": other}
    proof = sign(pair, Drilling(**said).signed_bytes(record))
    groups = {"drill": {**said, "proof": proof, **(but or {})}}
    return by.do("drill.passed", record, "drill@1", groups=groups)


def activate(house: House, by: Person | None = None) -> Any:
    """End the training."""
    who = by or house.administrator
    groups = {"activation": {"agreed": "yes"}}
    return who.do("agency.activated", house.team.id, "activation@1", groups=groups)


def get_ready(house: House) -> None:
    """Do everything that the gate asks for but the last step."""
    name_holder(house.vault[0], house, "vault", house.vault[1])
    name_holder(house.oversight[0], house, "oversight", house.oversight[1])
    bear_recovery(house)
    make_sheets(house)
    for part in (1, 2, 3):
        keep_sheet(house, part)
    name_holder(house.vault[1], house, "vault", None)
    name_holder(house.oversight[1], house, "oversight", None)
    drill(house, house.keepers[1])


def publish_both(house: House) -> None:
    """Publish both keys of an agency, with one holder each."""
    publish(house.vault[0], house.team, "vault")
    publish(house.oversight[0], house.team, "oversight")


def open_renewal(by: Person, worker: Person) -> tuple[str, str]:
    """Make a link for somebody who lost her keys; return the renewal and its token."""
    record, token = by.new_id(), b64(os.urandom(24))
    until = stamp(by.stage.time + timedelta(days=3))
    said = {"worker": worker.id, "token_hash": hashed(token), "until": until}
    by.do("renewal.opened", record, "renewal@1", groups={"renewal": said})
    return record, token


def comeback(worker: Person, token: str, epoch: int = 2) -> Newcomer:
    """Return what her browser sends; she has her new keys from here on."""
    keys, user_key = new_worker_keys(worker.id), os.urandom(32)
    entry = {**keys.entry, "epoch": epoch}
    worker.keys = KeyPair(entry, keys.kem_seed, keys.sign_seed)
    worker.user_key, worker.login_key = user_key, b64(os.urandom(32))
    worker.totp = ""
    pen = type(worker.pen)("", os.urandom(32), worker.stage.look)
    pen.device = pen.new_id()
    worker.pen = pen
    bundle = make_bundle(worker.keys, user_key=user_key, wrap=os.urandom(32), kdf=KDF)
    sent = Newcomer(
        token=token, username=worker.username, login_key=worker.login_key,
        bundle=bundle, entry=entry, device=pen.device,
        answers=Enrolling(pen.public, "essai"), proof="",
    )  # fmt: skip
    return signed(sent, worker.keys)


def ask_back(worker: Person, token: str, epoch: int = 2) -> Any:
    """Let her browser send its new keys through the door."""
    sent = comeback(worker, token, epoch)
    return come_back(actor=door("join"), newcomer=sent, at=worker.stage.now())


def confirm(by: Person, renewal: str, worker: Person, **but: str) -> Any:
    """Say in person: it is her."""
    said = {"renewal": renewal, "print": worker.keys.fingerprint, **but}
    return by.do(
        "renewal.confirmed", by.new_id(), "confirmation@1",
        groups={"confirmation": said},
    )  # fmt: skip


def entry_of(fingerprint: str) -> Any:
    """Return a public key entry, a revoked one included."""
    return keys_of(fingerprints=[fingerprint])[0].entry


def rewrap(by: Person, renewal: str, half: str, worker: Person, pair: KeyPair) -> Any:
    """Open one half of her caseload and seal it to her new key."""
    halves = read_halves(actor=by.actor, renewal=renewal, half=half, at=by.stage.now())
    sealed = [_again(by, part, renewal, half, worker, pair) for part in halves]
    groups = {"rewrapping": {"renewal": renewal, "half": half}}
    return by.do(
        "caseload.rewrapped", by.new_id(), "rewrapping@1", groups=groups, sealed=sealed
    )


def _again(by, part, renewal, half, worker, pair):  # type: ignore[no-untyped-def]
    terms = Terms(part["object"], part["rights"], part["consent"])
    keys = open_grant(part, terms=terms, mine=pair, signer=entry_of(part["signer"]))
    new = Terms(part["object"], f"recovery-{half}", renewal)
    return make_grant(keys, terms=new, to=worker.keys.entry, signer=by.keys)


def take_back(worker: Person, renewal: str, grants: list[Any]) -> dict[str, Any]:
    """Join both halves of each case and keep the keys; return them by case."""
    opened: dict[str, dict[str, dict[str, CompartmentKey]]] = {}
    for part in grants:
        terms = Terms(part["object"], part["rights"], part["consent"])
        keys = open_grant(
            part, terms=terms, mine=worker.keys, signer=entry_of(part["signer"])
        )
        opened.setdefault(part["object"], {})[part["rights"]] = keys
    whole = {
        object_: joined(halves["recovery-vault"], halves["recovery-oversight"])
        for object_, halves in opened.items()
    }
    sealed = [
        make_grant(
            keys, terms=Terms(object_, "read"), to=worker.keys.entry,
            signer=worker.keys,
        )
        for object_, keys in whole.items()
    ]  # fmt: skip
    groups = {"taking": {"renewal": renewal}}
    worker.do(
        "caseload.taken", worker.new_id(), "taking@1", groups=groups, sealed=sealed
    )
    return whole
