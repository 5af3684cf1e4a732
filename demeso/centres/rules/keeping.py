"""Decide who keeps a centre's board, and who may see whether it is ready."""

from collections.abc import Collection
from dataclasses import dataclass

from demeso.kernel.actor import Actor

KEEP = "centre.write"  # keeps the board of a centre of her own agency
WATCH = "centre.read"  # sees which centre is short of what, and no more


@dataclass(frozen=True)
class CentreAnswers:
    """The answers of `centre@1`; `low` is the number from which a shelf runs short."""

    site: str = ""
    beds: int = 0
    low: int = 0


def may_keep(actor: Actor, agency: str) -> bool:
    """Tell whether the actor keeps the board of a centre of this agency."""
    return actor.may(KEEP) and agency == actor.agency != ""


def may_watch(actor: Actor, agency: str) -> bool:
    """Tell whether the actor may see if a centre is ready."""
    return actor.may(WATCH) or may_keep(actor, agency)


def may_become(*, is_draft: bool, services: Collection[str]) -> bool:
    """Tell whether a place may be a centre: read by somebody else, and giving care."""
    return not is_draft and "health" in services
