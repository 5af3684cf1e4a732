"""Open a survivor's record by code, and keep who she is sealed."""

from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.ids import is_survivor_code
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing
from demeso.survivors.models import Survivor
from demeso.survivors.queries import (
    get_helped_survivor,
    get_led_survivor,
    is_code_taken,
)
from demeso.survivors.rules import IdentityAnswers, are_bodies
from demeso.vault.services import keep_parts


@writing
def open_record(*, actor: Actor, act: Act[Any], code: str, language: str) -> Survivor:
    """Open the record of someone who has just said yes to help."""
    actor.require("case.write")
    refuse_unless(is_survivor_code(code), "survivor.code_wrong", field="code")
    refuse_unless(not is_code_taken(code), "survivor.code_taken", field="code")
    record(act, actor=actor, root=act.record)
    return Survivor.objects.create(
        id=act.record,
        code=code,
        agency_id=actor.agency,
        lead_id=actor.worker,
        language=language,
        opened_at=act.received_at,
    )


@writing
def record_identity(*, actor: Actor, act: Act[IdentityAnswers]) -> Survivor:
    """Keep name and ways to reach her sealed; sex and age band coded."""
    survivor = get_helped_survivor(act.record, actor=actor)
    refuse_unless(survivor.sealed_under != "" or not act.sealed, "survivor.no_case")
    fitting = are_bodies(act.sealed, "identity", "contact")
    refuse_unless(fitting, "vault.other_compartment")
    keep_parts(actor=actor, act=act, objects=frozenset({survivor.sealed_under}))
    in_force = record(act, actor=actor, root=survivor.id)
    profile = in_force["profile"]
    survivor.sex = str(profile.get("sex") or survivor.sex)
    survivor.age_band = str(profile.get("age_band") or survivor.age_band)
    survivor.save(update_fields=["sex", "age_band"])
    return survivor


@writing
def seal_under(*, actor: Actor, act: Act[Any], survivor: str, case: str) -> Survivor:
    """Seal identity and contact from now on under the keys of this case."""
    found = get_helped_survivor(survivor, actor=actor)
    record(act, actor=actor, root=found.id)
    found.sealed_under = case
    found.save(update_fields=["sealed_under"])
    return found


@writing
def end_help(*, actor: Actor, act: Act[Any], survivor: str) -> Survivor:
    """Stop keeping anything new: she no longer agrees."""
    found = get_led_survivor(survivor, actor=actor)
    record(act, actor=actor, root=found.id)
    found.ended_at = act.received_at
    found.save(update_fields=["ended_at"])
    return found


@writing
def resume_help(
    *, actor: Actor, act: Act[Any], survivor: str, language: str
) -> Survivor:
    """Keep again: she agrees anew, or in another language."""
    found = get_led_survivor(survivor, actor=actor)
    record(act, actor=actor, root=found.id)
    found.ended_at, found.language = None, language
    found.save(update_fields=["ended_at", "language"])
    return found
