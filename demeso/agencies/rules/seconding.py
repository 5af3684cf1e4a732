"""Decide who signs second: for a role, for an agency's key, for who holds it."""

from collections.abc import Collection
from dataclasses import dataclass

from demeso.agencies.rules.keys import needed_for
from demeso.kernel.canon import Json, canonical
from demeso.vault.signing import NAMED, KeyStatement, Said

SIGNED_AS = b"demeso/role/v1\n"
GIVEN, ENDED, FOUNDED = "given", "ended", "founded"
FOUNDER = "cli"  # the door of `demeso found`, which has no key of a person
FOUNDING = 1024  # leaves: a founding that stands later in the log is none
PEOPLE = "people.write"
# Whoever gives roles may second anywhere; whoever keeps a key, in her own agency.
AT_HOME = frozenset({"keys.vault", "keys.oversight"})


@dataclass(frozen=True)
class Seconding:
    """The answers of `second@1`: the second signature over the same words."""

    signature: str = ""


@dataclass(frozen=True)
class Refusing:
    """The answers of `role_refusal@1`."""

    role_reason: str = ""


@dataclass(frozen=True)
class KeyRefusing:
    """The answers of `key_refusal@1`."""

    key_reason: str = ""


@dataclass(frozen=True)
class Statement:
    """What both people sign: one step of one role of one person."""

    grant: str
    worker: str
    agency: str
    role: str
    step: str

    @property
    def barred(self) -> frozenset[str]:
        """Return who may not sign: whoever it is about."""
        return frozenset({self.worker})

    def signed_bytes(self) -> bytes:
        """Return the bytes that a worker's own key signs."""
        said: dict[str, Json] = dict(self.__dict__)
        return SIGNED_AS + canonical(said)


def leaf_name(grant: str, step: str) -> str:
    """Return the name under which the ledger proves a step of a role."""
    return f"{grant}:{step}"


def may_ask(said: KeyStatement, permissions: Collection[str], *, held: bool) -> bool:
    """Tell whether somebody may sign first, by her roles in the key's agency.

    Whoever names one more holder hands on what she has: she must hold the key.
    """
    return held if said.step == NAMED else needed_for(said.owner) in permissions


def may_second(
    who: str, permissions: Collection[str], *, said: Said, first: str, home: bool
) -> bool:
    """Tell whether a person may sign second: not who asked, nor who receives."""
    able = PEOPLE in permissions or (home and bool(AT_HOME & set(permissions)))
    return able and who != first and who not in said.barred
