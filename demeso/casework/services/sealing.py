"""Keep what is sealed under a case's keys, in its own place only."""

from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import writing
from demeso.survivors.rules import are_bodies
from demeso.vault.services import keep_parts


@writing
def keep_sealed(
    *, actor: Actor, act: Act[Any], case: str, compartments: tuple[str, ...]
) -> None:
    """Keep the texts of an act that stand in these compartments of a case."""
    fitting = are_bodies(act.sealed, *compartments)
    refuse_unless(fitting, "vault.other_compartment")
    keep_parts(actor=actor, act=act, objects=frozenset({case}))
