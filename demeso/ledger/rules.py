"""The Merkle tree of RFC 6962: hashes, growth, proofs. Pure.

A tree of any size is kept as its *frontier*: the roots of its complete
subtrees from left to right, one for each 1 in the binary size.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

HASH_SIZE = 32
LEAF_MARK, NODE_MARK = b"\x00", b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()
CHECKPOINT_LEAVES, CHECKPOINT_WAIT = 256, timedelta(minutes=5)

TILE = 256  # leaves under one kept root: whole subtrees, whose root never changes

Hashes = Sequence[bytes]
Span = tuple[int, int]  # the leaves from the first number up to before the second


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(LEAF_MARK + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node above two others."""
    return hashlib.sha256(NODE_MARK + left + right).digest()


def root_of(leaves: Hashes) -> bytes:
    """Return the root over leaf hashes."""
    return frontier_root(grown((), 0, leaves))


def grown(frontier: Hashes, size: int, leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the frontier after more leaf hashes."""
    peaks = list(frontier)
    for count, leaf in enumerate(leaves, start=size):
        carried, level = leaf, count
        while level & 1:
            carried = node_hash(peaks.pop(), carried)
            level >>= 1
        peaks.append(carried)
    return tuple(peaks)


def frontier_root(frontier: Hashes) -> bytes:
    """Return the root that a frontier stands for."""
    if not frontier:
        return EMPTY_ROOT
    root = frontier[-1]
    for peak in reversed(frontier[:-1]):
        root = node_hash(peak, root)
    return root


def pack(frontier: Hashes) -> bytes:
    """Write a frontier as one string of bytes."""
    return b"".join(frontier)


def unpack(packed: bytes) -> tuple[bytes, ...]:
    """Read a frontier written by `pack`."""
    places = range(0, len(packed), HASH_SIZE)
    return tuple(packed[place : place + HASH_SIZE] for place in places)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return which runs of leaves have their roots on the path of a leaf."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    start, stop = 0, size
    found: list[Span] = []
    while stop - start > 1:
        half = start + _split(stop - start)
        found.append((half, stop) if index < half else (start, half))
        start, stop = (start, half) if index < half else (half, stop)
    return found[::-1]


def inclusion_proof(leaves: Hashes, index: int) -> list[bytes]:
    """Return the path that shows the leaf at `index` to be in the tree."""
    spans = inclusion_spans(index, len(leaves))
    return [root_of(leaves[start:stop]) for start, stop in spans]


def is_included(
    leaf: bytes, index: int, *, size: int, root: bytes, proof: Hashes
) -> bool:
    """Tell whether a path leads from a leaf hash to the root."""
    if not 0 <= index < size:
        return False
    place, last, hashed = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            hashed = node_hash(step, hashed)
            place, last = _rise(place, last)
        else:
            hashed = node_hash(hashed, step)
        place, last = place >> 1, last >> 1
    return last == 0 and hashed == root


def consistency_spans(old: int, size: int) -> list[Span]:
    """Return which runs of leaves show that a tree of `old` leaves only grew."""
    if not 0 < old <= size:
        raise ValueError("no such earlier tree")
    start, stop = 0, size
    found: list[Span] = []
    while old != stop:
        half = start + _split(stop - start)
        found.append((half, stop) if old <= half else (start, half))
        start, stop = (start, half) if old <= half else (half, stop)
    return [(start, stop), *found[::-1]] if start else found[::-1]


def consistency_proof(leaves: Hashes, old: int) -> list[bytes]:
    """Return what shows that the tree of `old` leaves was only added to."""
    spans = consistency_spans(old, len(leaves))
    return [root_of(leaves[start:stop]) for start, stop in spans]


def span_root(tiles: Iterable[bytes], rest: Iterable[bytes]) -> bytes:
    """Return the root over whole tiles and the leaf hashes that follow them."""
    return frontier_root((*grown((), 0, tiles), *grown((), 0, rest)))


def is_consistent(
    old: tuple[int, bytes], new: tuple[int, bytes], proof: Hashes
) -> bool:
    """Tell whether the tree `new` (size, root) only adds to the tree `old`."""
    (old_size, old_root), (size, root) = old, new
    if old_size == size:
        return old_root == root and not proof
    if not 0 < old_size < size or not proof:
        return False
    steps = [old_root, *proof] if _is_power_of_two(old_size) else list(proof)
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    return _walk(steps, place, last) == (old_root, root)


def _walk(steps: Hashes, place: int, last: int) -> tuple[bytes, bytes] | None:
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            place, last = _rise(place, last)
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None


def is_checkpoint_due(
    size: int, at: datetime, last: tuple[int, datetime] | None
) -> bool:
    """Tell whether the tree has grown enough, or waited long enough, to be signed."""
    if last is None:
        return size > 0
    grown_by, waited = size - last[0], at - last[1]
    return grown_by >= CHECKPOINT_LEAVES or (grown_by > 0 and waited >= CHECKPOINT_WAIT)


def _rise(place: int, last: int) -> tuple[int, int]:
    """Climb to the next level at which the node is a right child."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _is_power_of_two(size: int) -> bool:
    return size & (size - 1) == 0
