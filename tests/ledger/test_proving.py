"""Proofs from tiles are those of the whole tree, whatever was kept of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.kernel.actor import door
from demeso.ledger import proving
from demeso.ledger.models import Fact, Leaf, Tile
from demeso.ledger.payload import told_data
from demeso.ledger.rules import (
    TILE,
    consistency_proof,
    consistency_spans,
    inclusion_proof,
    inclusion_spans,
    is_included,
    leaf_hash,
    root_of,
    span_root,
)
from demeso.ledger.services import checkpoint, note, writing
from demeso.ledger.verification import verify
from tests.ledger.sample import AT

SIZE = 3 * TILE + 17
JOBS = door("jobs")


@pytest.fixture
def tall(db):
    """Write a tree of three whole tiles and a rest; two facts stand in it."""
    with writing():
        for place in range(SIZE - 1):
            named = {5: "one", 600: "two"}.get(place, "")
            facts = {"called": named} if named else None
            note("bundle.published", actor=JOBS, body={}, open=facts, name=named, at=AT)
    return [bytes(leaf.hash) for leaf in Leaf.objects.order_by("position")]


@pytest.mark.parametrize("kept", [True, False])
def test_proofs_are_those_of_the_whole_tree(tall, kept):
    if kept:
        checkpoint(AT)
        assert Tile.objects.count() == SIZE // TILE
    for name, place in (("one", 6), ("two", 601)):
        found = proving.proved("bundle", [name, "nobody"], SIZE)
        assert list(found) == [name]
        assert list(found[name].path) == inclusion_proof(tall, place)
        assert found[name].position == place
    for old in (1, 255, 256, 257, 512, 700, SIZE - 1):
        assert proving.consistency(old, SIZE) == consistency_proof(tall, old)


def test_a_device_builds_the_leaf_from_what_it_was_told(tall):
    proof = proving.proved("bundle", ["two"], SIZE)["two"].wire()
    kind, facts = ("bundle", "bundle.published"), {"called": "two"}
    leaf = told_data(proof["n"], proof["t"], kind, proof["c"], facts)
    claim = {"size": SIZE, "root": root_of(tall), "proof": inclusion_proof(tall, 601)}
    assert is_included(leaf_hash(leaf), 601, **claim)


def test_nothing_is_proved_that_is_not_in_the_tree(tall):
    assert proving.proved("bundle", ["two"], 601) == {}
    assert proving.proved("key", ["two"], SIZE) == {}
    assert (proving.last_place("bundle", ["one", "two"]), proving.last_place("key", [
        "one"])) == (601, -1)  # fmt: skip


def test_there_is_nothing_to_prove_of_no_tree_or_a_larger_one(tall):
    for old in (0, SIZE, SIZE + 1, -1):
        assert proving.consistency(old, SIZE) == []


def test_tiles_are_kept_once_and_grow_with_the_tree(tall):
    proving.keep_tiles(TILE)
    proving.keep_tiles(SIZE)
    proving.keep_tiles(SIZE)
    assert [tile.place for tile in Tile.objects.order_by("place")] == [0, 1, 2]
    assert proving.changed_tiles(SIZE) == []
    assert proving.newest() is None


def test_a_changed_tile_is_named_and_believed_by_nobody(tall):
    checkpoint(AT)
    Tile.objects.filter(place=1).update(root=bytes(32))
    assert verify().first.reason == "a kept root is another"
    assert verify().first.position == TILE
    path = proving.proved("bundle", ["one"], SIZE)["one"].path
    claim = {"size": SIZE, "root": root_of(tall), "proof": path}
    assert not is_included(tall[6], 6, **claim)


def test_the_newest_leaf_counts_of_several_about_one_name(tall):
    note("bundle.published", actor=JOBS, body={}, open={"n": 2}, name="one", at=AT)
    assert proving.proved("bundle", ["one"], SIZE + 1)["one"].position == SIZE
    assert Fact.objects.filter(name="one").count() == 2


sizes = st.integers(1, 70)


@given(sizes.flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_spans_of_a_path_cover_every_other_leaf_once(case):
    size, index = case
    covered = [n for start, stop in inclusion_spans(index, size)
               for n in range(start, stop)]  # fmt: skip
    assert sorted([*covered, index]) == list(range(size))


@given(sizes.flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))))
def test_spans_of_growth_cover_all_but_a_whole_beginning(case):
    size, old = case
    covered = sum(stop - start for start, stop in consistency_spans(old, size))
    whole = old == size or old & (old - 1) == 0
    assert covered == (size - old if whole else size)


@given(st.integers(0, 9), st.integers(1, 200))
def test_a_root_over_whole_runs_and_a_rest_is_that_over_all(whole, rest):
    leaves = [leaf_hash(str(n).encode()) for n in range(whole * TILE + rest)]
    tiles = [root_of(leaves[n * TILE : (n + 1) * TILE]) for n in range(whole)]
    assert span_root(tiles, leaves[whole * TILE :]) == root_of(leaves)
