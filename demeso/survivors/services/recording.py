"""Open a survivor's record by code, and keep who she is sealed."""

from dataclasses import asdict
from typing import Any

from django.conf import settings

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.ids import is_survivor_code
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.forms import IDENTITY
from demeso.survivors.models import Callback, OwnAccess, Survivor
from demeso.survivors.queries import (
    get_helped_survivor,
    get_led_survivor,
    get_own_survivor,
    is_code_taken,
    survivor_in_hand,
)
from demeso.survivors.rules import (
    IdentityAnswers,
    are_bodies,
    no_code,
)
from demeso.survivors.services.accessing import end_with_help
from demeso.survivors.services.calling import forget_callbacks
from demeso.vault.services import keep_parts
from demeso.vault.shredding import delete_texts

ERASED = (
    "code", "language", "sex", "age_band", "sealed_under", "identity_erased_at",
    "erased_at",
)  # fmt: skip


@writing
def open_record(*, actor: Actor, act: Act[Any], code: str, language: str) -> Survivor:
    """Open the record of someone who has just said yes to help."""
    actor.require("case.write")
    refuse_unless(is_survivor_code(code), "survivor.code_wrong", field="code")
    refuse_unless(not is_code_taken(code), "survivor.code_taken", field="code")
    record(act, actor=actor, root=act.record)
    opened = Survivor(
        id=act.record,
        code=code,
        agency_id=actor.agency,
        lead_id=actor.worker,
        language=language,
        opened_at=act.received_at,
    )
    return keep(opened)


@writing
def record_identity(*, actor: Actor, act: Act[IdentityAnswers]) -> Survivor:
    """Keep name and ways to reach her sealed; sex and age band coded."""
    survivor = get_helped_survivor(act.record, actor=actor)
    unlisted = country(settings.COUNTRY).unlisted(IDENTITY, asdict(act.answers))
    refuse_unless(not unlisted, "form.faults", field=",".join(unlisted))
    hers = ("identity", "contact")
    keep_words(actor=actor, act=act, survivor=survivor, compartments=hers)
    in_force = record(act, actor=actor, root=survivor.id)
    profile = in_force["profile"]
    survivor.sex = str(profile.get("sex") or "")  # what was taken out is gone
    survivor.age_band = str(profile.get("age_band") or "")
    return keep(survivor, "sex", "age_band")


@writing
def keep_words(
    *, actor: Actor, act: Act[Any], survivor: Survivor, compartments: tuple[str, ...]
) -> None:
    """Keep what an act seals about her under the keys of her case, in its own place."""
    refuse_unless(survivor.sealed_under != "" or not act.sealed, "survivor.no_case")
    fitting = are_bodies(act.sealed, *compartments)
    refuse_unless(fitting, "vault.other_compartment")
    keep_parts(actor=actor, act=act, objects=frozenset({survivor.sealed_under}))


@writing
def seal_under(*, actor: Actor, act: Act[Any], survivor: str, case: str) -> Survivor:
    """Seal identity and contact from now on under the keys of this case."""
    found = get_helped_survivor(survivor, actor=actor)
    record(act, actor=actor, root=found.id)
    found.sealed_under = case
    return keep(found, "sealed_under")


@writing
def hand_survivor(*, actor: Actor, act: Act[Any], survivor: str, to: str) -> Survivor:
    """Let another caseworker accompany her from now on."""
    found = survivor_in_hand(survivor)
    record(act, actor=actor, root=found.id)
    found.lead_id = to
    return keep(found, "lead")


@writing
def end_help(*, actor: Actor, act: Act[Any], survivor: str) -> Survivor:
    """Stop keeping anything new: she no longer agrees."""
    found = get_own_survivor(survivor, actor=actor)
    record(act, actor=actor, root=found.id)
    found.ended_at = act.received_at
    end_with_help(actor=actor, act=act, survivor=found)
    forget_callbacks(actor=actor, act=act, survivor=found.id)
    return keep(found, "ended_at")


@writing
def pause_help(*, actor: Actor, act: Act[Any], survivor: str) -> Survivor:
    """Stop keeping anything new until she says yes anew: her case was closed."""
    found = survivor_in_hand(survivor)
    record(act, actor=actor, root=found.id)
    found.ended_at = found.ended_at or act.received_at
    end_with_help(actor=actor, act=act, survivor=found)
    return keep(found, "ended_at")


@writing
def resume_help(
    *, actor: Actor, act: Act[Any], survivor: str, language: str
) -> Survivor:
    """Keep again: she agrees anew, or in another language."""
    found = get_led_survivor(survivor, actor=actor)
    record(act, actor=actor, root=found.id)
    found.ended_at, found.language = None, language
    return keep(found, "ended_at", "language")


@writing
def forget_profile(*, actor: Actor, act: Act[Any], survivor: str) -> Survivor:
    """Forget the coded answers about the person; her code stays, to come back by."""
    found = survivor_in_hand(survivor)
    record(act, actor=actor, root=found.id)
    found.sex, found.age_band = "", ""
    return keep(found, "sex", "age_band")


@writing
def erase_identity(*, actor: Actor, act: Act[Any], survivor: str) -> Survivor:
    """Delete who she is and how to reach her; the room above asked."""
    found = survivor_in_hand(survivor)
    hers = ("identity", "contact")
    if found.sealed_under:
        delete_texts(
            actor=actor, act=act, object_=found.sealed_under, compartments=hers
        )
    found.identity_erased_at = act.received_at
    return keep(found, "identity_erased_at")


@writing
def erase_person(*, actor: Actor, act: Act[Any], survivor: str) -> Survivor:
    """Take her code and all that is said of her; only what is counted stays."""
    found = survivor_in_hand(survivor)
    at = act.received_at
    found.code, found.language, found.sex, found.age_band = (
        no_code(found.id),
        "",
        "",
        "",
    )
    found.sealed_under = ""
    found.identity_erased_at, found.erased_at = found.identity_erased_at or at, at
    forget_callbacks(actor=actor, act=act, survivor=found.id)
    Callback.objects.filter(survivor=found).delete()
    OwnAccess.objects.filter(survivor=found).delete()
    return keep(found, *ERASED)
