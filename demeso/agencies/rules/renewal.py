"""Decide how somebody who lost her keys gets new ones: by two people, in person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.rules.joining import Inviting, is_invitation

# Whoever keeps people or a key of the agency may say "it is her, these are hers".
CONFIRMERS = frozenset({"keys.vault", "keys.oversight", "people.write"})
ENOUGH = 2


@dataclass(frozen=True)
class Reopening:
    """The answers of `renewal@1`; `token_hash` is SHA-256 in base64url."""

    worker: str = ""
    token_hash: str = ""
    until: str = ""


@dataclass(frozen=True)
class Confirming:
    """The answers of `confirmation@1`: the fingerprint compared on her screen."""

    renewal: str = ""
    print: str = ""


@dataclass(frozen=True)
class Rewrapping:
    """The answers of `rewrapping@1`: one half of a caseload, for her new key."""

    renewal: str = ""
    half: str = ""


@dataclass(frozen=True)
class Taking:
    """The answers of `taking@1`: both halves are joined, the keys are hers again."""

    renewal: str = ""


def is_link(answers: Reopening, at: datetime) -> bool:
    """Tell whether a link has a hashed token and ends soon enough."""
    link = Inviting(token_hash=answers.token_hash, until=answers.until)
    return is_invitation(link, at)


def may_confirm(
    who: str, permissions: Collection[str], *, worker: str, already: Collection[str]
) -> bool:
    """Tell whether a person may confirm another's new keys: once, never her own."""
    return bool(who != worker and who not in already and CONFIRMERS & set(permissions))


def is_confirmed(by: Collection[str]) -> bool:
    """Tell whether enough different people have confirmed."""
    return len(set(by)) >= ENOUGH
