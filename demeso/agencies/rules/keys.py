"""Decide what a published key holds, and who may be handed its private side."""

from dataclasses import dataclass

from demeso.agencies.rules.roles import KEY_PERMISSIONS, may_keep
from demeso.kernel.canon import Json
from demeso.vault.signing import NAMED, PUBLISHED, RECOVERY, recovered_bytes

RECORD_OF = {PUBLISHED: "key", NAMED: "holder"}  # what waits, by its step
# What a partner may keep by agreement: a half's key, or one of the three sheets.
SHARED = ("vault", "oversight", RECOVERY)


@dataclass(frozen=True)
class KeyEntry:
    """The answers of `joining@1`: a public key entry, field by field."""

    v: int = 0
    suite: int = 0
    owner: str = ""
    id: str = ""
    kem: str = ""
    sign: str = ""
    epoch: int = 0


@dataclass(frozen=True)
class Publishing(KeyEntry):
    """The answers of `key@1`: an entry, and its publisher's own signature."""

    signature: str = ""

    def entry(self) -> dict[str, Json]:
        """Return the public key entry alone."""
        said: dict[str, Json] = dict(self.__dict__)
        del said["signature"]
        return said


@dataclass(frozen=True)
class Naming:
    """The answers of `holder@1`; without a worker the recovery key is meant."""

    agency: str = ""
    owner: str = ""
    epoch: int = 0
    worker: str = ""
    proof: str = ""
    signature: str = ""

    def signed_bytes(self, record: str) -> bytes:
        """Return what the recovery key signs when two sheets gave a key back."""
        return recovered_bytes(record, self.agency, self.owner, self.epoch, self.worker)


@dataclass(frozen=True)
class Agreeing:
    """The answers of `agreement@1`: a partner keeps a key of an agency, or a sheet."""

    agency: str = ""
    partner: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Parting:
    """The answers of `agreement_end@1`."""

    agreement_end: str = ""


@dataclass(frozen=True)
class Candidate:
    """Who is to hold a key: where she works, her roles, the keys she holds."""

    agency: str
    roles: frozenset[str]
    keys: frozenset[str]


def needed_for(owner: str) -> str:
    """Return what lets somebody publish a key: to keep it, or to see to people."""
    return "people.write" if owner == RECOVERY else KEY_PERMISSIONS.get(owner, "keys")


def may_hold(owner: str, *, agency: str, who: Candidate, agreed: bool) -> bool:
    """Tell whether a person may hold a key, in her own agency or by agreement."""
    here = who.agency == agency or agreed
    return here and may_keep(owner, roles=who.roles, keys=who.keys)


def may_agree(agreeing: Agreeing, *, signer: str) -> bool:
    """Tell whether somebody of an agency may sign that a partner keeps a key."""
    sides = {agreeing.agency, agreeing.partner}
    return (
        len(sides) == len(("agency", "partner"))
        and signer in sides
        and agreeing.owner in SHARED
    )
