"""Keep what agencies' devices signed: that they saw this tree, and no other.

Each device compares the newest checkpoint with the last one it saw, and signs it
(C2SP `tlog-cosignature`). Whoever kept a note finds a rollback or a fork with it;
that somebody stopped signing shows, too.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger import notes
from demeso.ledger.models import Checkpoint, Cosignature
from demeso.ledger.proving import newest
from demeso.ledger.services import checkpoint, writing


@dataclass(frozen=True)
class Witness:
    """An agency, and the newest checkpoint that one of its devices signed."""

    agency: str
    size: int
    at: datetime


def checkpoint_from(least: int, *, at: datetime) -> Checkpoint | None:
    """Return the newest checkpoint; make one first if it does not hold a leaf."""
    last = newest()
    return last if last is not None and last.size > least else checkpoint(at)


@writing
def cosign(
    line: str, *, actor: Actor, size: int, public: bytes, at: datetime
) -> Cosignature:
    """Keep a device's signature under a checkpoint that this server made."""
    made = Checkpoint.objects.filter(size=size).first()
    refuse_unless(made is not None, "checkpoint.unknown")
    note = f"{made.note if made else ''}{line}\n"
    name = notes.witness_name(actor.worker)
    refuse_unless(notes.is_cosigned(note, name, public), "checkpoint.signature")
    facts = {"agency": actor.agency, "note": note, "at": at}
    kept, _new = Cosignature.objects.get_or_create(
        worker=actor.worker, size=size, defaults=facts
    )
    _forget_doubles(kept)
    return kept


def _forget_doubles(kept: Cosignature) -> None:
    """Drop a person's earlier ones where a colleague signed the same checkpoint."""
    earlier = Cosignature.objects.filter(worker=kept.worker, size__lt=kept.size)
    sizes = list(earlier.values_list("size", flat=True))
    beside = Cosignature.objects.filter(agency=kept.agency, size__in=sizes)
    shared = beside.exclude(worker=kept.worker).values_list("size", flat=True)
    earlier.filter(size__in=list(shared)).delete()


def own_note(worker: str) -> str:
    """Return the newest checkpoint that a person signed; empty if none."""
    rows = Cosignature.objects.filter(worker=worker).order_by("-size")
    return rows.values_list("note", flat=True).first() or ""


def witnesses() -> list[Witness]:
    """Return how far each agency has signed, the one furthest behind first."""
    rows = Cosignature.objects.values("agency").order_by()
    found = rows.annotate(size=Max("size"), at=Max("at"))
    every = [Witness(row["agency"], row["size"], row["at"]) for row in found]
    return sorted(every, key=lambda one: (one.size, one.agency))
