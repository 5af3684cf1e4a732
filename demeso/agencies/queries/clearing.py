"""Read what browsers cleared, as it stands now: parcels may still bring some of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Exists, OuterRef, QuerySet

from demeso.agencies.models import Clearing, Device
from demeso.agencies.queries.people import colleagues
from demeso.agencies.rules.clearing import LOSSES, is_silent, lost
from demeso.agencies.rules.devices import DeviceKind
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.ledger.queries import marks


@dataclass(frozen=True)
class Loss:
    """A clearing, and how many acts of that device are nowhere now."""

    clearing: Clearing
    lost: int

    @property
    def is_open(self) -> bool:
        """Tell whether something is lost that nobody has talked over yet."""
        return self.lost > 0 and self.clearing.settled_at is None


@dataclass(frozen=True)
class Silent:
    """A device in use that no longer calls since its worker has another one."""

    device: Device
    since: datetime


def losses(actor: Actor) -> list[Loss]:
    """Return what was cleared on the devices of the actor's agency, latest first."""
    actor.require(LOSSES)
    return _counted(Clearing.objects.filter(worker__agency=actor.agency))


def own_losses(actor: Actor) -> list[Loss]:
    """Return what was cleared on one's own devices, latest first."""
    return _counted(Clearing.objects.filter(worker=actor.worker))


def _counted(rows: QuerySet[Clearing]) -> list[Loss]:
    """Count each; of a device that was declared lost its own page speaks.

    Only the worker's own device is looked up: another's numbers are nobody's.
    """
    own = Device.objects.filter(pk=OuterRef("device"), worker=OuterRef("worker"))
    rows = rows.annotate(own=Exists(own), gone=Exists(own.exclude(lost="")))
    found = rows.filter(gone=False).select_related("worker")
    return [
        Loss(one, lost(one.seq, marks(one.device).acked if one.own else 0))
        for one in found.order_by("-told_at", "pk")
    ]


def open_losses(actor: Actor) -> int:
    """Return how many acts of the actor's agency are lost and not talked over."""
    return sum(one.lost for one in losses(actor) if one.is_open)


def get_clearing(clearing: str, *, actor: Actor) -> Clearing:
    """Return what was cleared in the actor's agency, for who looks after losses."""
    rows = Clearing.objects.filter(pk=clearing, worker__agency=actor.agency)
    found = rows.first() if actor.may(LOSSES) else None
    if found is None:
        raise UnknownError
    return found


def silent_devices(actor: Actor, *, at: datetime) -> list[Silent]:
    """Return the agency's devices that fell silent when another took their place.

    Nobody can say whether something still waits on them: when a browser clears its
    mark too, or a phone breaks, this is all that shows it.
    """
    actor.require(LOSSES)
    rows = Device.objects.filter(
        worker__in=colleagues(actor).values("pk"), kind=DeviceKind.BROWSER.value,
        revoked_at=None,
    )  # fmt: skip
    cleared = Clearing.objects.filter(worker__agency=actor.agency)
    rows = rows.exclude(pk__in=cleared.values("device"))
    found = list(rows.select_related("worker").order_by("worker", "enrolled_at", "pk"))
    return [
        Silent(one, one.heard_at)
        for one, newer in _followed(found)
        if one.heard_at is not None and is_silent(one.heard_at, newer.enrolled_at, at)
    ]


def _followed(devices: list[Device]) -> Iterable[tuple[Device, Device]]:
    """Yield each device with the same worker's next one."""
    pairs = pairwise(devices)
    return ((one, newer) for one, newer in pairs if one.worker_id == newer.worker_id)
