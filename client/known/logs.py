"""Known answers of a server about its log: honest ones, and lies by name."""

from typing import Any

from client.drawing import seeded
from client.known.acts import AT, WORKER, at
from client.known.grants import FOCAL, LEAD, VAULT
from client.known.trees import SEED
from client.log import key_fact
from client.sealing import Part
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from demeso.kernel.sealing import fingerprint
from demeso.ledger import notes
from demeso.ledger.payload import commitment, told_data
from demeso.ledger.rules import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)

Said = dict[str, Any]
OTHER_SEED = seeded("another ledger")(32)
KEYS = {2: LEAD.entry, 5: VAULT.entry, 9: FOCAL.entry}  # place → whose key
FIRST, LATER = 7, 13
COSIGNED_AT = AT // 1000


def _commits(place: int) -> str:
    return commitment(seeded(f"salt {place}")(32), "{}")


def _leaf(place: int, entry: Part | None) -> bytes:
    moment, commits = stamp(at(AT + place)), _commits(place)
    if entry is None:
        return told_data(place, moment, ("read", "read.keys"), commits, None)
    fact = key_fact(entry)
    return told_data(place, moment, (fact.type, fact.kind), commits, fact.open)


def _tree(keys: dict[int, Part], size: int = LATER) -> list[bytes]:
    return [leaf_hash(_leaf(place, keys.get(place))) for place in range(size)]


def log_of(
    leaves: list[bytes], size: int, since: int, seed: bytes = SEED
) -> dict[str, Any]:
    """Return what a server says of a tree to a device that saw an earlier one."""
    text = notes.checkpoint_text(size, root_of(leaves[:size]))
    grew = 0 < since < size
    steps = consistency_proof(leaves[:size], since) if grew else []
    return {
        "key": b64(notes.public_of(seed)),
        "note": notes.signed(text, seed),
        "since": since,
        "proof": [b64(step) for step in steps],
    }


def key_of(leaves: list[bytes], size: int, place: int, entry: Part) -> dict[str, Any]:
    """Return a public key as a server tells it, with its proof."""
    path = [b64(step) for step in inclusion_proof(leaves[:size], place)]
    moment = stamp(at(AT + place))
    proof = {"n": place, "t": moment, "c": _commits(place), "path": path}
    return {
        "fp": fingerprint(entry), "entry": entry, "record": WORKER,
        "published_at": moment, "revoked_at": None, "proof": proof,
    }  # fmt: skip


def _seen(leaves: list[bytes], size: int, seed: bytes = SEED) -> dict[str, Any]:
    key = b64(notes.public_of(seed))
    return {"key": key, "size": size, "root": b64(root_of(leaves[:size]))}


def log_vectors() -> Said:
    """Return honest answers, and every lie with the code of its refusal."""
    leaves = _tree(KEYS)
    first = [key_of(leaves, FIRST, place, KEYS[place]) for place in (2, 5)]
    later = [key_of(leaves, LATER, place, KEYS[place]) for place in KEYS]
    text = notes.checkpoint_text(LATER, root_of(leaves))
    name = notes.witness_name(WORKER)
    line = notes.cosignature(text, name, LEAD.sign_seed, time=COSIGNED_AT)
    return {
        "unseen": {"key": b64(notes.public_of(SEED)), "size": 0, "root": ""},
        "first": {"log": log_of(leaves, FIRST, 0), "keys": first},
        "seen": _seen(leaves, FIRST),
        "later": {"log": log_of(leaves, LATER, FIRST), "keys": later},
        "after": _seen(leaves, LATER),
        "cosignature": {
            "worker": WORKER, "seed": b64(LEAD.sign_seed), "sign": LEAD.entry["sign"],
            "name": name, "time": COSIGNED_AT, "line": line,
            "note": f"{notes.signed(text, SEED)}{line}\n",
        },
        "trees": _false_trees(leaves),
        "keys": _false_keys(leaves),
    }  # fmt: skip


def _false_trees(leaves: list[bytes]) -> list[Said]:
    """Return what a server says of a tree that is not the one seen."""
    fork = [*leaves[:4], bytes(32), *leaves[5:]]
    honest = log_of(leaves, LATER, FIRST)
    lines = honest["note"].split("\n")
    bare = "\n".join(lines[:4])
    other = log_of(leaves, LATER, FIRST, OTHER_SEED)
    proof = honest["proof"]
    rows: tuple[tuple[str, Said, str], ...] = (
        ("rolled back", log_of(leaves, FIRST - 1, FIRST), "ledger.rolled_back"),
        ("rolled back to nothing", log_of([], 0, FIRST), "ledger.rolled_back"),
        ("forked", log_of(fork, LATER, FIRST), "ledger.forked"),
        ("forked at the same size", log_of(fork, FIRST, FIRST), "ledger.forked"),
        ("forked, with the honest proof",
         {**log_of(fork, LATER, FIRST), "proof": proof}, "ledger.forked"),
        ("grown without proof", {**honest, "proof": []}, "ledger.forked"),
        ("a proof cut short", {**honest, "proof": proof[:-1]}, "ledger.forked"),
        ("a proof with a step too many",
         {**honest, "proof": [*proof, b64(bytes(32))]}, "ledger.forked"),
        ("a proof of short steps",
         {**honest, "proof": [b64(bytes(31))] * len(proof)}, "ledger.forked"),
        ("a proof that is no list", {**honest, "proof": "x"}, "ledger.forked"),
        ("the proof from another size",
         {**honest, "proof": log_of(leaves, LATER, FIRST - 1)["proof"]},
         "ledger.forked"),
        ("signed by another key", other, "ledger.unsigned"),
        ("said to be signed by ours",
         {**other, "key": honest["key"]}, "ledger.unsigned"),
        ("not signed", {**honest, "note": f"{bare}\n"}, "ledger.unsigned"),
        ("a size that was not signed",
         {**honest, "note": honest["note"].replace(f"\n{LATER}\n", "\n99\n")},
         "ledger.unsigned"),
        ("no note", {**honest, "note": ""}, "ledger.unsigned"),
        ("a note that is no text", {**honest, "note": None}, "ledger.unsigned"),
    )  # fmt: skip
    return [{"name": name, "log": told, "code": code} for name, told, code in rows]


def _false_keys(leaves: list[bytes]) -> list[Said]:
    """Return what a server says of a key that does not stand in the tree."""
    mine, vault = (key_of(leaves, LATER, n, KEYS[n]) for n in (2, 5))
    proof, entry = mine["proof"], dict(mine["entry"])
    swapped = {**entry, "kem": FOCAL.entry["kem"], "sign": FOCAL.entry["sign"]}

    def prove(**more: Any) -> Said:
        return {**mine, "proof": {**proof, **more}}

    rows: tuple[tuple[str, Said], ...] = (
        ("another key in her name", {**mine, "entry": swapped}),
        ("her key in another's name",
         {**mine, "entry": {**entry, "id": FOCAL.entry["id"]}}),
        ("her key as an agency's", {**mine, "entry": {**entry, "owner": "vault"}}),
        ("a later epoch", {**mine, "entry": {**entry, "epoch": 2}}),
        ("no proof", {**mine, "proof": None}),
        ("a proof that is no object", {**mine, "proof": []}),
        ("another key's proof", {**mine, "proof": vault["proof"]}),
        ("another place", prove(n=3)),
        ("a place below nought", prove(n=-1)),
        ("a place behind the end", prove(n=LATER)),
        ("half a place", prove(n=2.5)),
        ("a place as text", prove(n="2")),
        ("another moment", prove(t=stamp(at(AT)))),
        ("another commitment", prove(c=_commits(3))),
        ("no commitment", prove(c=None)),
        ("a path cut short", prove(path=proof["path"][:-1])),
        ("no path", prove(path=[])),
        ("a path with a step too many", prove(path=[*proof["path"], b64(bytes(32))])),
        ("a path of short steps", prove(path=[b64(bytes(31))] * len(proof["path"]))),
        ("a path that is no list", prove(path="x")),
        ("a path from an earlier tree",
         {**mine, "proof": key_of(leaves, FIRST, 2, KEYS[2])["proof"]}),
        ("no entry", {**mine, "entry": None}),
        ("an entry of another suite", {**mine, "entry": {**entry, "suite": 1}}),
    )  # fmt: skip
    return [{"name": name, "key": told} for name, told in rows]
