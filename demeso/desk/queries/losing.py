"""Read devices that may be in other hands: what they held, what is done about it."""

from dataclasses import dataclass

from demeso.agencies.models import Device
from demeso.agencies.queries.devices import lost_devices
from demeso.casework.queries.rekeying import awaiting_keys
from demeso.desk.models import Breach
from demeso.desk.queries.breaching import breaches, held_on
from demeso.kernel.actor import Actor
from demeso.ledger.queries import live
from demeso.survivors.models import Survivor


@dataclass(frozen=True)
class Lost:
    """A lost device: whose codes it was told, which of them still wait for keys."""

    device: Device
    survivors: tuple[Survivor, ...]
    elsewhere: int  # sheets, most of them of other agencies
    waiting: frozenset[str]  # survivors whose case has no new keys yet
    breach: Breach | None  # the incident that names it


def lost(actor: Actor) -> list[Lost]:
    """Return the agency's lost devices to whoever watches over its data."""
    named = _named(actor)
    return [_lost(one, named.get(one.pk), actor) for one in lost_devices(actor)]


def _lost(device: Device, breach: Breach | None, actor: Actor) -> Lost:
    held = held_on(device.pk, actor=actor)
    waiting = awaiting_keys([one.id for one in held.survivors], actor=actor)
    return Lost(device, held.survivors, held.elsewhere, waiting, breach)


def _named(actor: Actor) -> dict[str, Breach]:
    """Return device → the incident that was opened for it."""
    found: dict[str, Breach] = {}
    for breach in breaches(actor):
        for value in live(breach.id).get("breach", []):
            device = value.answers.get("device")
            if device:
                found.setdefault(str(device), breach)
    return found
