"""Write acts: number, stamp and sign them as a device does."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from client.sealing import CompartmentKey, Random, new_key
from demeso.kernel.act import SIGNED_AS, Envelope, Groups
from demeso.kernel.canon import Json, b64, canonical, digest, unb64
from demeso.kernel.clock import Hybrid, now, stamp
from demeso.kernel.ids import uuid7

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_SIGNATURE = b64(bytes(64))


@dataclass(frozen=True)
class Draft:
    """What an act says, before a device numbers, stamps and signs it."""

    kind: str
    record: str
    form: str
    actor: str
    groups: Groups = field(default_factory=dict)
    sealed: Sequence[Mapping[str, Json]] = ()
    base: int = 0
    id: str = ""  # drawn when empty


def millis_of(moment: datetime) -> int:
    """Return whole milliseconds since 1970."""
    gone = moment - EPOCH
    return (gone.days * 86400 + gone.seconds) * 1000 + gone.microseconds // 1000


def sign_act(envelope: Envelope, seed: bytes) -> Envelope:
    """Return the act with the device's signature."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return replace(envelope, sig=b64(key.sign(envelope.signed_bytes())))


def masked_header(wire: Mapping[str, Any]) -> dict[str, Json]:
    """Return the header of an act as pulled.

    There a digest stands where the reader may not see a group or a part.
    """
    head = {key: value for key, value in wire.items() if key != "sig"}
    groups = {name: _digest_of(group) for name, group in wire["groups"].items()}
    return {**head, "groups": groups, "sealed": [_digest_of(p) for p in wire["sealed"]]}


def _digest_of(value: Json) -> str:
    return value if isinstance(value, str) else digest(value)


def is_signed(wire: Mapping[str, Any], public: str) -> bool:
    """Tell whether the device with that public key signed the act."""
    key = Ed25519PublicKey.from_public_bytes(unb64(public, size=32))
    signed = SIGNED_AS + canonical(masked_header(wire))
    try:
        key.verify(unb64(str(wire["sig"]), size=64), signed)
    except InvalidSignature:
        return False
    return True


@dataclass
class Pen:
    """A device's hand: its key, its numbering and its clocks."""

    device: str
    seed: bytes = field(repr=False)
    clock: Callable[[], datetime] = now
    random: Random = os.urandom
    seq: int = 0
    hybrid: Hybrid | None = None

    @property
    def public(self) -> str:
        """Return the device's public key, as `device.enrolled` carries it."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        return b64(key.public_key().public_bytes_raw())

    def new_id(self) -> str:
        """Draw an id for a record."""
        return uuid7(millis_of(self.clock()), self.random(10))

    def new_key(self) -> CompartmentKey:
        """Draw a compartment key."""
        return new_key(millis_of(self.clock()), self.random)

    def write(self, draft: Draft) -> Envelope:
        """Write the next act down: numbered, stamped and signed."""
        moment = self.clock()
        millis = millis_of(moment)
        before = self.hybrid or Hybrid(0, 0, self.device)
        self.hybrid, self.seq = before.tick(millis), self.seq + 1
        envelope = Envelope(
            id=draft.id or uuid7(millis, self.random(10)),
            device=self.device,
            seq=self.seq,
            kind=draft.kind,
            record=draft.record,
            base=draft.base,
            time=stamp(moment),
            form=draft.form,
            hlc=str(self.hybrid),
            actor=draft.actor,
            groups=draft.groups,
            sealed=tuple(draft.sealed),
            sig=NO_SIGNATURE,
        )
        return sign_act(envelope, self.seed)
