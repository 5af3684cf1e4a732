"""Whom a device believes to have a role: two people signed it, and the log says so.

Whoever signed must herself have had a role that lets her, and so on up to the two
who founded the house, who signed for each other: the only pair that nobody signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from client.log import Fact, Said, Seen, require_logged
from demeso.agencies.rules.roles import permissions_of
from demeso.agencies.rules.seconding import (
    FOUNDED,
    FOUNDING,
    PEOPLE,
    Statement,
    may_second,
)
from demeso.kernel.refusal import RefusedError
from demeso.kernel.sealing import fingerprint
from demeso.vault.signing import Signature, Signer, Signers, has_signed, have_signed

NAMES = ("grant", "worker", "agency", "role", "step")
Founders = frozenset[str]


@dataclass(frozen=True)
class Told:
    """A role as a server tells it, its leaf seen to stand in the log."""

    said: Statement
    first: Signature | None
    second: Signature | None
    place: int
    ended: bool


@dataclass(frozen=True)
class Trusted:
    """What is believed of roles: worker → hers now, the founders, every one proved."""

    now: dict[str, set[str]]
    founders: Founders
    believed: list[Told]

    def before(self, who: str, place: int) -> list[Statement]:
        """Return the roles that somebody was given before a place in the log."""
        hers = (one for one in self.believed if one.said.worker == who)
        return [one.said for one in hers if one.place < place]


def trusted(
    said: Iterable[Said], keys: Iterable[Said], tree: Seen, pinned: Founders
) -> Trusted:
    """Return the roles that are proved, and the founders that they go back to.

    `keys` are those that were proved already.
    """
    signers = signers_of(keys)
    told = [one for one in (_told(each, tree) for each in said) if one]
    founders = _founders(told, signers, pinned)
    believed = [one for one in told if _is_founding(one, founders)]
    for one in sorted(told, key=lambda role: role.place):
        if one.said.step != FOUNDED and _counts(one, believed, signers):
            believed.append(one)
    now: dict[str, set[str]] = {}
    for one in (role for role in believed if not role.ended):
        now.setdefault(one.said.worker, set()).add(one.said.role)
    return Trusted(now, founders, believed)


def signers_of(keys: Iterable[Said], owner: str = "worker") -> Signers:
    """Return the signing keys of one kind of owner, by fingerprint."""
    entries = (key["entry"] for key in keys if key["entry"]["owner"] == owner)
    return {
        fingerprint(entry): Signer(str(entry["id"]), str(entry["sign"]))
        for entry in entries
    }


def _told(said: Mapping[str, Any], tree: Seen) -> Told | None:
    facts = {name: str(said.get(name, "")) for name in NAMES}
    try:
        require_logged(Fact("role", "role", facts), said.get("proof"), tree)
    except RefusedError:
        return None
    both = [Signature.kept(said.get(name)) for name in ("first", "second")]
    place = int(said["proof"]["n"])
    return Told(Statement(**facts), both[0], both[1], place, said.get("ended") is True)


def _founders(told: list[Told], signers: Signers, pinned: Founders) -> Founders:
    """Return the pair who signed for each other; once seen, it is never another."""
    if pinned:
        return pinned
    founding = [one for one in told if _is_early(one)]
    signed = {
        one.said.worker: one.second.by
        for one in founding
        if one.second and has_signed(one.said, one.second, signers)
    }
    pairs = {
        frozenset({who, by}) for who, by in signed.items() if signed.get(by) == who
    }
    return pairs.pop() if len(pairs) == 1 else frozenset()


def _is_early(one: Told) -> bool:
    """Tell whether a founding stands where a log begins, before anybody could act."""
    return one.said.step == FOUNDED and one.place < FOUNDING


def _is_founding(one: Told, founders: Founders) -> bool:
    return _is_early(one) and one.said.worker in founders


def _counts(one: Told, believed: list[Told], signers: Signers) -> bool:
    """Tell whether two people signed a role who might, by roles believed before."""
    if not (one.first and one.second):
        return False
    if not have_signed(one.said, (one.first, one.second), signers):
        return False
    second = one.second.by
    hers = [role.said for role in believed if role.said.worker == second]
    able = permissions_of(said.role for said in hers)
    home = any(said.agency == one.said.agency for said in hers)
    asked = [r.said.role for r in believed if r.said.worker == one.first.by]
    return PEOPLE in permissions_of(asked) and may_second(
        second, able, said=one.said, first=one.first.by, home=home
    )
