"""The Merkle tree against RFC 6962's own vectors, and against an oracle."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.ledger import notes
from demeso.ledger.payload import commitment
from demeso.ledger.rules import (
    EMPTY_ROOT,
    consistency_proof,
    frontier_root,
    grown,
    inclusion_proof,
    is_checkpoint_due,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    pack,
    root_of,
    unpack,
)

# The eight leaves and roots of the Certificate Transparency reference tests.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
sizes = st.integers(1, 70)


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(str(place).encode()) for place in range(size)]


def oracle(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for place in range(size):
        tree.append_entry(str(place).encode())
    return tree


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_tests(size):
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]
    assert root_of(leaves).hex() == ROOTS[size - 1]


def test_an_empty_tree_has_the_hash_of_nothing():
    assert root_of([]) == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_leaves_and_nodes_are_told_apart():
    one, other = hashes(2)
    assert leaf_hash(one + other) != node_hash(one, other)


@given(sizes)
def test_roots_are_those_of_the_oracle(size):
    assert root_of(hashes(size)) == oracle(size).get_root()


@given(sizes, st.integers(0, 70))
def test_a_tree_grown_in_two_steps_is_the_same(size, cut):
    leaves = hashes(size)
    first = grown((), 0, leaves[:cut])
    whole = grown(unpack(pack(first)), len(leaves[:cut]), leaves[cut:])
    assert whole == grown((), 0, leaves)
    assert len(whole) == size.bit_count()
    assert frontier_root(whole) == root_of(leaves)


@given(sizes.flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_inclusion_proofs_hold_and_are_those_of_the_oracle(case):
    size, index = case
    leaves = hashes(size)
    proof, root = inclusion_proof(leaves, index), root_of(leaves)
    assert is_included(leaves[index], index, size=size, root=root, proof=proof)
    theirs = oracle(size).prove_inclusion(index + 1).serialize()["path"]
    assert [step.hex() for step in proof] == theirs[1:]


@given(sizes.flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))), st.data())
def test_inclusion_proofs_of_anything_else_fail(case, data):
    size, index = case
    leaves = hashes(size)
    proof, root = inclusion_proof(leaves, index), root_of(leaves)
    other = data.draw(st.integers(-1, size))
    if other != index:
        claim = {"size": size, "root": root, "proof": proof}
        assert not is_included(leaves[index], other, **claim)
    assert not is_included(bytes(32), index, size=size, root=root, proof=proof)
    longer = [*proof, bytes(32)]
    assert not is_included(leaves[index], index, size=size, root=root, proof=longer)
    if proof:
        shorter = proof[:-1]
        claim = {"size": size, "root": root, "proof": shorter}
        assert not is_included(leaves[index], index, **claim)


pairs = sizes.flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))


@given(pairs)
def test_consistency_proofs_hold(case):
    size, old = case
    leaves = hashes(size)
    proof = consistency_proof(leaves, old)
    before, after = (old, root_of(leaves[:old])), (size, root_of(leaves))
    assert is_consistent(before, after, proof)


@given(pairs)
def test_consistency_proofs_of_a_changed_past_fail(case):
    size, old = case
    leaves = hashes(size)
    proof, after = consistency_proof(leaves, old), (size, root_of(leaves))
    forged = (old, root_of([bytes(32), *leaves[1:old]]))
    assert not is_consistent(forged, after, proof)
    assert not is_consistent((old, root_of(leaves[:old])), (size, bytes(32)), proof)
    assert not is_consistent((size + 1, bytes(32)), after, proof)
    assert not is_consistent((0, EMPTY_ROOT), after, proof)


@given(pairs)
def test_a_consistency_proof_cut_or_stretched_fails(case):
    size, old = case
    leaves = hashes(size)
    proof = consistency_proof(leaves, old)
    before, after = (old, root_of(leaves[:old])), (size, root_of(leaves))
    assert not is_consistent(before, after, [*proof, bytes(32)])
    if proof:
        assert not is_consistent(before, after, proof[:-1])


def test_proofs_of_what_is_not_there_are_not_made():
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(hashes(3), 3)
    with pytest.raises(ValueError, match="no such earlier tree"):
        consistency_proof(hashes(3), 0)


START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("size", "minutes", "last_size", "due"),
    [(0, 0, None, False), (1, 0, None, True), (9, 60, 9, False), (10, 4, 9, False),
     (10, 5, 9, True), (264, 1, 9, False), (265, 1, 9, True)],
)  # fmt: skip
def test_a_checkpoint_is_due_after_five_minutes_or_256_leaves(
    size, minutes, last_size, due
):
    last = None if last_size is None else (last_size, START)
    at = START + timedelta(minutes=minutes)
    assert is_checkpoint_due(size, at, last) is due


KNOWN = read_vectors("ledger")


def test_the_known_tree_is_ours():
    hashes = [leaf_hash(leaf["data"].encode()) for leaf in KNOWN["leaves"]]
    assert [b64(hashed) for hashed in hashes] == [x["hash"] for x in KNOWN["leaves"]]
    for known in KNOWN["roots"]:
        assert b64(root_of(hashes[: known["size"]])) == known["root"]
    root = root_of(hashes)
    for known in KNOWN["inclusion"]:
        proof = [unb64(step) for step in known["proof"]]
        index, size = known["index"], known["size"]
        assert is_included(hashes[index], index, size=size, root=root, proof=proof)
    for known in KNOWN["consistency"]:
        proof, old = [unb64(step) for step in known["proof"]], known["old"]
        assert is_consistent((old, root_of(hashes[:old])), (8, root), proof)


def test_the_known_commitments_and_checkpoint_are_ours():
    for leaf in KNOWN["leaves"]:
        assert commitment(unb64(leaf["salt"]), leaf["body"]) == leaf["c"]
    known = KNOWN["checkpoint"]
    public = notes.public_of(unb64(known["seed"]))
    assert notes.opened(known["note"], public).size == 8
    assert notes.verifier(unb64(known["seed"])) == known["verifier"]
