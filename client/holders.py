"""Which agency keys a device believes, and who holds them: what two people signed.

The leaf states the words and both signatures; whoever signed must have had a role
that lets her, before it stood in the log. Two sheets of paper stand for two people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from client.log import Fact, Said, Seen, require_logged
from client.roles import Trusted, signers_of
from demeso.agencies.rules.roles import permissions_of
from demeso.agencies.rules.seconding import may_ask, may_second
from demeso.kernel.canon import Json
from demeso.kernel.refusal import RefusedError
from demeso.kernel.sealing import fingerprint
from demeso.vault.signing import (
    LEAF,
    PUBLISHED,
    Both,
    KeyStatement,
    Signature,
    Signers,
    have_sheets_signed,
    have_signed,
)

NAMES = ("record", "fp", "owner", "agency", "epoch", "holders", "step")
Holders = dict[str, set[str]]  # fingerprint → workers, of the keys that are believed


@dataclass(frozen=True)
class Told:
    """A statement as a server tells it, its leaf seen to stand in the log."""

    said: KeyStatement
    both: Both
    place: int


def believed_keys(
    said: Iterable[Said], keys: Iterable[Said], tree: Seen, roles: Trusted
) -> Holders:
    """Return the agency keys that two people signed, each with who holds it.

    `keys` are those that were proved already.
    """
    known = list(keys)
    entries = {fingerprint(key["entry"]): key["entry"] for key in known}
    signers, recovery = signers_of(known), signers_of(known, "recovery")
    told = [one for one in (_told(each, tree) for each in said) if one]
    found: Holders = {}
    for one in sorted(told, key=lambda each: each.place):
        if not _is_of(one.said, entries.get(one.said.fp)):
            continue
        sheets = {key: recovery[key] for key in recovery if key in found}
        if _counts(one, found, (signers, sheets), roles):
            found.setdefault(one.said.fp, set()).update(one.said.holders)
    return found


def _told(said: Mapping[str, Any], tree: Seen) -> Told | None:
    first, second = (Signature.kept(said.get(name)) for name in ("first", "second"))
    shown: dict[str, Json] = {
        "first": first.wire() if first else None,
        "second": second.wire() if second else None,
    }
    words: dict[str, Any] = {name: said.get(name) for name in NAMES}
    try:
        require_logged(Fact(LEAF, LEAF, words | shown), said.get("proof"), tree)
        words["holders"] = tuple(words["holders"])
    except (RefusedError, TypeError, ValueError):
        return None
    return Told(KeyStatement(**words), (first, second), int(said["proof"]["n"]))


def _is_of(said: KeyStatement, entry: Mapping[str, Json] | None) -> bool:
    """Tell whether a statement speaks of a key as its own entry does."""
    named = (said.owner, said.agency, said.epoch)
    names = ("owner", "id", "epoch")
    return entry is not None and named == tuple(entry[name] for name in names)


def _counts(
    one: Told, found: Holders, signers: tuple[Signers, Signers], roles: Trusted
) -> bool:
    """Tell whether two people signed a statement who might, or two sheets."""
    said, (workers, recovery) = one.said, signers
    if said.step != PUBLISHED and said.fp not in found:
        return False
    if have_sheets_signed(said, one.both, recovery):
        return True
    first, second = one.both
    if not (first and second and have_signed(said, one.both, workers)):
        return False
    asked = _might_ask(one, first.by, found, roles)
    return asked and _might_second(one, first.by, second.by, roles)


def _might_ask(one: Told, first: str, found: Holders, roles: Trusted) -> bool:
    """Tell whether somebody might publish that key, or held the one she hands on."""
    hers = (r for r in roles.before(first, one.place) if r.agency == one.said.agency)
    there = permissions_of(said.role for said in hers)
    return may_ask(one.said, there, held=first in found.get(one.said.fp, ()))


def _might_second(one: Told, first: str, second: str, roles: Trusted) -> bool:
    hers = roles.before(second, one.place)
    able = permissions_of(said.role for said in hers)
    home = any(said.agency == one.said.agency for said in hers)
    return may_second(second, able, said=one.said, first=first, home=home)
