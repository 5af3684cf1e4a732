"""Prove to a device what stands in the tree, and that the tree only grew.

Proofs are made from tiles, the roots of whole runs of 256 leaves: a proof over
a million leaves reads a few thousand hashes. A tile that is not kept yet is
computed; a tile that somebody changed makes proofs that no device accepts.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from demeso.kernel.canon import Json, b64
from demeso.ledger.models import Checkpoint, Cosignature, Fact, Leaf, Tile
from demeso.ledger.rules import (
    TILE,
    Span,
    consistency_spans,
    inclusion_spans,
    root_of,
    span_root,
)


@dataclass(frozen=True)
class Proved:
    """A leaf with what shows it to be in the tree of a checkpoint.

    A device builds the leaf anew from the fact that it was told: only its place,
    its moment and its commitment travel.
    """

    position: int
    at: str
    commits: str
    path: tuple[bytes, ...]

    def wire(self) -> dict[str, Json]:
        """Return it as it is sent."""
        path: list[Json] = [b64(step) for step in self.path]
        return {"n": self.position, "t": self.at, "c": self.commits, "path": path}


def consistency(old: int, size: int) -> list[bytes]:
    """Return what shows that the tree of `size` leaves only adds to an earlier one.

    Empty where there is nothing to show; a device that saw more leaves than
    there are now is told nothing that could calm it.
    """
    if not 0 < old < size:
        return []
    return [_root(span) for span in consistency_spans(old, size)]


def proved(type_: str, names: Iterable[str], size: int) -> dict[str, Proved]:
    """Return name → proof in the tree of `size` leaves, for the facts in it.

    The newest leaf counts where several speak of one name.
    """
    rows = Fact.objects.filter(type=type_, name__in=set(names), position__lt=size)
    places = dict(rows.order_by("position").values_list("name", "position"))
    leaves = Leaf.objects.in_bulk(list(places.values()))
    known: dict[Span, bytes] = {}
    found = {}
    for name, position in places.items():
        data = json.loads(bytes(leaves[position].data))
        spans = inclusion_spans(position, size)
        for span in spans:
            if span not in known:
                known[span] = _root(span)
        path = tuple(known[span] for span in spans)
        found[name] = Proved(position, data["t"], data["c"], path)
    return found


def facts_told(type_: str, names: Iterable[str]) -> dict[str, dict[str, Json]]:
    """Return name → what its newest leaf says of it, for the facts of one type."""
    rows = Fact.objects.filter(type=type_, name__in=set(names)).order_by("position")
    places = dict(rows.values_list("name", "position"))
    leaves = Leaf.objects.in_bulk(list(places.values()))
    return {
        name: json.loads(bytes(leaves[place].data))["open"]
        for name, place in places.items()
        if place in leaves
    }


def last_place(type_: str, names: Iterable[str]) -> int:
    """Return the highest place of a leaf about one of these names; -1 if none."""
    rows = Fact.objects.filter(type=type_, name__in=set(names))
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return -1 if last is None else last


def keep_tiles(size: int) -> None:
    """Keep the root of every whole run of leaves that is not kept yet."""
    last = Tile.objects.order_by("-place").first()
    start = last.place + 1 if last else 0
    made = (Tile(place=n, root=_made(n)) for n in range(start, size // TILE))
    Tile.objects.bulk_create(made, batch_size=TILE)


def changed_tiles(size: int) -> list[int]:
    """Return where a kept root is not that of its leaves, as places of leaves."""
    kept = Tile.objects.order_by("place").values_list("place", "root")
    return [
        place * TILE
        for place, root in kept.iterator()
        if (place + 1) * TILE > size or bytes(root) != _made(place)
    ]


def cosigned_notes() -> list[str]:
    """Return every cosigned note, for whoever verifies the ledger."""
    rows = Cosignature.objects.order_by("size", "pk")
    return list(rows.values_list("note", flat=True))


def newest() -> Checkpoint | None:
    """Return the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def _root(span: Span) -> bytes:
    start, stop = span
    if start % TILE:
        return root_of(_hashes(start, stop))
    whole = range(start // TILE, stop // TILE)
    kept = Tile.objects.filter(place__gte=whole.start, place__lt=whole.stop)
    roots = {place: bytes(root) for place, root in kept.values_list("place", "root")}
    tiles = (roots.get(place) or _made(place) for place in whole)
    rest = _hashes(max(start, whole.stop * TILE), stop)
    return span_root(tiles, rest)


def _made(place: int) -> bytes:
    return root_of(_hashes(place * TILE, (place + 1) * TILE))


def _hashes(start: int, stop: int) -> list[bytes]:
    rows = Leaf.objects.filter(position__gte=start, position__lt=stop)
    return [
        bytes(one) for one in rows.order_by("position").values_list("hash", flat=True)
    ]
