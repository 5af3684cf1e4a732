"""Read the breaches of an agency: whom each touches, and what was done about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from demeso.agencies.models import Device
from demeso.agencies.queries.people import colleagues, devices_of, get_device
from demeso.desk.models import Breach, Touched
from demeso.desk.rules.breaches import StepAnswers
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.ledger.looking import held_by
from demeso.ledger.merging import LiveValue
from demeso.ledger.queries import live
from demeso.referrals.queries.referring import sent_among
from demeso.survivors.models import Survivor
from demeso.survivors.queries import controlled


@dataclass(frozen=True)
class Held:
    """What a device was told that it may hold."""

    survivors: tuple[Survivor, ...] = ()
    elsewhere: int = 0  # sheets, most of them of other agencies


@dataclass(frozen=True)
class Noted:
    """One step, as it was written down."""

    value: LiveValue
    answers: StepAnswers


def breaches(actor: Actor) -> list[Breach]:
    """Return the agency's breaches, what is open first."""
    actor.require("audit.read")
    rows = Breach.objects.filter(agency_id=actor.agency).prefetch_related("touched")
    return sorted(
        rows, key=lambda row: (row.closed_at is not None, -row.opened_at.timestamp())
    )


def get_breach(breach: str, *, actor: Actor) -> Breach:
    """Return a breach of the agency to whoever watches over its data."""
    actor.require("audit.read")
    found = Breach.objects.filter(id=breach, agency_id=actor.agency).first()
    if found is None:
        raise UnknownError
    return found


def is_breach(breach: str) -> bool:
    """Tell whether a breach is kept under this id, whoever's it is."""
    return Breach.objects.filter(id=breach).exists()


def touched_by(breach: Breach) -> list[Touched]:
    """Return the codes that a breach touches."""
    rows = Touched.objects.filter(breach=breach).select_related("survivor")
    return list(rows.order_by("survivor__code"))


def steps_of(breach: Breach) -> list[Noted]:
    """Return what was done about a breach, in the order in which it was noted."""
    values = live(breach.id).get("step", [])
    return [Noted(one, StepAnswers(**dict(one.answers))) for one in values]


def with_open_breaches(actor: Actor) -> frozenset[str]:
    """Return the survivors whom a breach touches that is not closed."""
    actor.require("audit.read")
    rows = Touched.objects.filter(breach__agency=actor.agency, breach__closed_at=None)
    return frozenset(rows.values_list("survivor_id", flat=True))


def devices(actor: Actor) -> list[Device]:
    """Return the devices of the agency's people."""
    actor.require("audit.read")
    people = colleagues(actor).values_list("pk", flat=True)
    return list(devices_of(people).select_related("worker"))


def held_on(device: str, *, actor: Actor) -> Held:
    """Return whose codes a colleague's device has been told, from the access rows."""
    found = get_device(device)
    mine = found.worker_id and colleagues(actor).filter(pk=found.worker_id).exists()
    if not mine or not found.worker_id:
        raise UnknownError
    records = held_by(found.worker_id, found.enrolled_at, actor=actor)
    known = tuple(controlled(actor, ids=records))
    return Held(known, sent_among(records, actor=actor))


def called(codes: Iterable[str], *, actor: Actor) -> list[Survivor]:
    """Return the agency's survivors among some codes."""
    return controlled(actor, codes=codes)
