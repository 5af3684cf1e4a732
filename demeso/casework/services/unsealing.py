"""Hand out what two people need to open one case, and write every look down."""

from dataclasses import dataclass
from datetime import datetime

from demeso.casework.models import Case, Glass
from demeso.casework.queries.glass import (
    Text,
    case_called,
    get_glass,
    key_of,
    open_glasses,
    readers_of_reason,
    texts_of,
)
from demeso.casework.rules.glass import is_open, waits
from demeso.casework.services.glass import require_answerer
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.kernel.sealing import GLASS, HALF_OVERSIGHT, HALF_VAULT, READ
from demeso.ledger.services import note_reading, writing
from demeso.vault.queries import bodies_about, grants_about, halves_of
from demeso.vault.rules import Part


@dataclass(frozen=True)
class Askable:
    """A case that somebody may ask for, and the keys to seal her reason to."""

    case: Case
    readers: frozenset[str]


@dataclass(frozen=True)
class Waiting:
    """A request in the hand of whoever is on call: the reason, and the other half."""

    glass: Glass
    reason: list[Part]
    half: list[Part]


@dataclass(frozen=True)
class Opened:
    """What is open to whoever asked: both halves, sealed, and the texts of one case."""

    glass: Glass
    vault: list[Part]
    oversight: list[Part]
    texts: list[Text]


@writing
def find_askable(*, code: str, actor: Actor, at: datetime) -> Askable:
    """Find the case of a code for a supervisor, to ask for it; coded."""
    case = case_called(code, actor=actor)
    note_reading("app.glass_case", [case.id], actor=actor, at=at)
    return Askable(case, readers_of_reason(case.agency_id, actor.worker))


@writing
def list_glasses(*, actor: Actor, at: datetime) -> list[Glass]:
    """Return what the actor asked for, and what waits for her answer."""
    found = open_glasses(actor)
    if found:
        seen = [one.case_id for one in found]
        note_reading("app.glasses", seen, actor=actor, at=at)
    return found


@writing
def read_waiting(*, asked: str, actor: Actor, at: datetime) -> Waiting:
    """Hand a reason and the other half to whoever is on call, still sealed."""
    glass = get_glass(asked, actor=actor)
    require_answerer(glass=glass, actor=actor)
    refuse_unless(waits(glass.facts(), at), "glass.over")
    note_reading("app.glass_half", [glass.case_id], actor=actor, at=at)
    bodies = [part for parts in bodies_about(glass.id).values() for part in parts]
    mine = grants_about(glass.id, rights=READ, to=[key_of(actor.worker)])
    return Waiting(glass, [*bodies, *mine], halves_of([glass.case_id], HALF_OVERSIGHT))


@writing
def read_opened(*, asked: str, actor: Actor, at: datetime) -> Opened:
    """Hand one case to whoever asked, while it is open; written down each time."""
    glass = get_glass(asked, actor=actor)
    if glass.asker_id != actor.worker:
        raise UnknownError
    refuse_unless(is_open(glass.facts(), at), "glass.over")
    given = grants_about(glass.case_id, rights=GLASS, to=[glass.to])
    mine = [part for part in given if part["consent"] == glass.id]
    refuse_unless(bool(mine), "glass.over")
    note_reading("app.glass", [glass.case_id], actor=actor, at=at)
    vault = halves_of([glass.case_id], HALF_VAULT)
    return Opened(glass, vault, mine, texts_of(glass.case))
