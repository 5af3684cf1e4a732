"""Decide what two people have signed: the same words, each with her own key. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from demeso.kernel.canon import Json, canonical
from demeso.vault.rules import is_signed

KEY_SIGNED_AS = b"demeso/key/v1\n"
RECOVERED_SIGNED_AS = b"demeso/recovered/v1\n"
RECOVERY = "recovery"  # whose key is on three sheets of paper
PUBLISHED, NAMED = "published", "named"
LEAF = "seconded"
SIGNATURES = 2


class Said(Protocol):
    """What people sign: its bytes, and whom it is about."""

    @property
    def barred(self) -> frozenset[str]:
        """Return who may not sign it: nobody signs for herself."""

    def signed_bytes(self) -> bytes:
        """Return the bytes that a worker's own key signs."""


@dataclass(frozen=True)
class KeyStatement:
    """What two people sign of an agency's key: whose it is, and in whose hands.

    `published` says that a key is the agency's, `named` that one more holds it.
    """

    record: str
    fp: str
    owner: str
    agency: str
    epoch: int
    holders: tuple[str, ...]
    step: str

    @property
    def barred(self) -> frozenset[str]:
        """Return who may not sign: whoever is named as one more holder."""
        return frozenset(self.holders if self.step == NAMED else ())

    def wire(self) -> dict[str, Json]:
        """Return it as a leaf states it and as a device is told."""
        return {**self.__dict__, "holders": [*self.holders]}

    def signed_bytes(self) -> bytes:
        """Return the bytes that a worker's own key signs."""
        return KEY_SIGNED_AS + canonical(self.wire())

    def recovered_bytes(self) -> bytes:
        """Return what the recovery key signs when two sheets gave this key back."""
        return recovered_bytes(
            self.record, self.agency, self.owner, self.epoch, "".join(self.holders)
        )


def recovered_bytes(
    record: str, agency: str, owner: str, epoch: int, worker: str
) -> bytes:
    """Return what a recovery key signs of who takes a lost key into her hands."""
    said: dict[str, Json] = {
        "record": record,
        "agency": agency,
        "owner": owner,
        "epoch": epoch,
        "worker": worker,
    }
    return RECOVERED_SIGNED_AS + canonical(said)


@dataclass(frozen=True)
class Signature:
    """Who signed, by which of her keys."""

    by: str
    key: str
    sig: str

    @classmethod
    def kept(cls, said: Mapping[str, Any] | None) -> "Signature | None":
        """Return a signature as a row keeps it; None for any other shape."""
        names = ("by", "key", "sig")
        if not isinstance(said, Mapping) or set(said) != set(names):
            return None
        shaped = all(isinstance(said[name], str) for name in names)
        return cls(**{name: said[name] for name in names}) if shaped else None

    def wire(self) -> dict[str, Json]:
        """Return it as a row keeps it and as a device is told."""
        return {"by": self.by, "key": self.key, "sig": self.sig}


Both = tuple[Signature | None, Signature | None]


@dataclass(frozen=True)
class Stated:
    """A statement as it is kept: its words, who signed them, and when it counted."""

    said: KeyStatement
    both: Both
    act: str
    asked_at: datetime
    seconded_at: datetime | None = None
    refused_at: datetime | None = None

    def facts(self) -> dict[str, Json]:
        """Return what its leaf states: the words, and both signatures under them."""
        first, second = ((one.wire() if one else None) for one in self.both)
        return {**self.said.wire(), "first": first, "second": second}


@dataclass(frozen=True)
class Signer:
    """A person's public signing key, as the directory of keys has it."""

    worker: str
    public: str


Signers = Mapping[str, Signer]  # by the key's fingerprint


def has_signed(said: Said, one: Signature | None, signers: Signers) -> bool:
    """Tell whether somebody whom it is not about signed a statement."""
    signer = signers.get(one.key) if one else None
    if one is None or signer is None or one.by in said.barred:
        return False
    return signer.worker == one.by and _is_signed(
        signer.public, one.sig, said.signed_bytes()
    )


def have_signed(said: Said, both: Iterable[Signature | None], signers: Signers) -> bool:
    """Tell whether two different people signed the same statement."""
    given = [one for one in both if one is not None]
    people = {one.by for one in given}
    return len(people) == SIGNATURES == len(given) and all(
        has_signed(said, one, signers) for one in given
    )


def have_sheets_signed(said: KeyStatement, both: Both, recovery: Signers) -> bool:
    """Tell whether two sheets of paper signed that a lost key has a holder again.

    Two people brought them: the recovery key that they gave stands for both.
    """
    first, second = both
    signer = recovery.get(second.key) if second else None
    if first is not None or second is None or signer is None:
        return False
    alone = said.step == NAMED and len(said.holders) == 1
    right = alone and second.by == said.agency == signer.worker
    return right and _is_signed(signer.public, second.sig, said.recovered_bytes())


# Every request asks this of the same few statements: an answer never changes.
@lru_cache(maxsize=8192)
def _is_signed(public: str, signature: str, message: bytes) -> bool:
    return is_signed(public, signature, message)
