"""Trust what stands in the log: the newest tree only adds to the last one seen.

The server signs the tree and hands out proofs; none of it is believed that does
not verify (docs/formats/ledger.md, "What a device checks").
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from demeso.kernel.canon import Json, unb64
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import entry_fault, fingerprint
from demeso.ledger import notes
from demeso.ledger.payload import told_data
from demeso.ledger.rules import HASH_SIZE, is_consistent, is_included, leaf_hash

MOST_STEPS = 64
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """The last tree that this device saw, and the key that signs it."""

    key: str
    size: int = 0
    root: bytes = b""
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """A public fact as its leaf states it."""

    type: str
    kind: str
    open: Mapping[str, Json]


def advanced(seen: Seen, told: Said) -> Seen:
    """Return the newest tree; refuse one that does not add to the last one seen."""
    try:
        public, note = unb64(seen.key, size=HASH_SIZE), str(told.get("note", ""))
        stated = notes.opened(note, public)
    except ValueError as error:
        raise RefusedError("ledger.unsigned") from error
    after = replace(seen, size=stated.size, root=stated.root, note=note)
    refuse_unless(stated.size >= seen.size, "ledger.rolled_back")
    if seen.size == 0:
        return after
    proof = _steps(told.get("proof"), "ledger.forked")
    right = is_consistent((seen.size, seen.root), (after.size, after.root), proof)
    refuse_unless(right, "ledger.forked")
    return after


def recalled(answer: Said, worker: str, sign: str) -> Seen:
    """Return where a new device begins: at the last tree that its owner signed.

    Without one the first tree is taken as it comes, and its key compared by words.
    """
    seen, own = Seen(str(answer["log"]["key"])), str(answer.get("own", ""))
    if not own:
        return seen
    name, public = notes.witness_name(worker), unb64(sign, size=HASH_SIZE)
    refuse_unless(notes.is_cosigned(own, name, public), "ledger.unsigned")
    return advanced(seen, {"note": own})


def require_logged(fact: Fact, proof: object, tree: Seen) -> None:
    """Refuse a public fact that is not shown to stand in the tree."""
    refuse_unless(isinstance(proof, Mapping), "key.unproved")
    told = dict(proof) if isinstance(proof, Mapping) else {}
    place, moment, commits = (told.get(name) for name in ("n", "t", "c"))
    shaped = type(place) is int and isinstance(moment, str) and isinstance(commits, str)
    refuse_unless(shaped, "key.unproved")
    leaf = told_data(
        int(str(place)), str(moment), (fact.type, fact.kind), str(commits), fact.open
    )
    path = _steps(told.get("path"), "key.unproved")
    right = is_included(
        leaf_hash(leaf), int(str(place)), size=tree.size, root=tree.root, proof=path
    )
    refuse_unless(right, "key.unproved")


def key_fact(entry: Mapping[str, Json]) -> Fact:
    """Return what the log says of a public key."""
    facts = {name: entry[name] for name in ("owner", "id", "epoch")}
    return Fact("key", "key", {"fp": fingerprint(entry), **facts})


def proved_keys(answer: Said, seen: Seen) -> tuple[list[Said], Seen]:
    """Return the keys of an answer that are proved, and the tree that proves them.

    A key without proof is left out; a tree that is not the one seen refuses all.
    """
    tree = advanced(seen, answer["log"])
    return [told for told in answer["keys"] if _is_proved(told, tree)], tree


def _is_proved(told: Said, tree: Seen) -> bool:
    entry = told.get("entry")
    if entry_fault(entry) or not isinstance(entry, Mapping):
        return False
    try:
        require_logged(key_fact(entry), told.get("proof"), tree)
    except RefusedError:
        return False
    return True


def _steps(told: object, code: str) -> list[bytes]:
    refuse_unless(isinstance(told, list) and len(told) <= MOST_STEPS, code)
    steps = told if isinstance(told, list) else []
    try:
        return [unb64(step, size=HASH_SIZE) for step in steps]
    except (TypeError, ValueError) as error:
        raise RefusedError(code) from error
