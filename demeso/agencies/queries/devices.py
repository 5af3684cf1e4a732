"""Read devices: one's own, those of one's people, and which are cut off."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from demeso.agencies.models import Blockade, Device
from demeso.agencies.queries.people import colleagues, devices_of, people
from demeso.agencies.rules.devices import ANYBODYS, COLLEAGUES, DeviceKind
from demeso.agencies.rules.leases import LeaseFacts
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

KEEPERS = frozenset({ANYBODYS, COLLEAGUES})
SECONDS = KEEPERS | {"audit.read"}  # who may say that a place is cut off, after them


def lease_of(device: Device) -> LeaseFacts:
    """Return a device's lease as the rules take it."""
    return LeaseFacts(device.lease_from, device.lease_until)


def _workers(actor: Actor) -> Iterable[str]:
    if actor.may(ANYBODYS):
        return people(actor).values_list("pk", flat=True)
    if actor.may(COLLEAGUES):
        return colleagues(actor).values_list("pk", flat=True)
    return [actor.worker]


def _in_use(rows: QuerySet[Device], device: str) -> Device:
    found = rows.filter(pk=device, revoked_at=None).first()
    if found is None:
        raise UnknownError
    return found


def device_to_revoke(device: str, *, actor: Actor) -> Device:
    """Return a device in use that the actor may stop."""
    return _in_use(devices_of(_workers(actor)), device)


def own_device(device: str, *, actor: Actor) -> Device:
    """Return one of the actor's own devices that is in use."""
    return _in_use(devices_of([actor.worker]), device)


def shown_devices(actor: Actor) -> QuerySet[Device]:
    """Return one's own devices; those of the agency too, for who keeps its people."""
    workers = [actor.worker]
    if KEEPERS & actor.permissions:
        workers += colleagues(actor).values_list("pk", flat=True)
    rows = devices_of(set(workers)).exclude(kind=DeviceKind.DOOR.value)
    return rows.select_related("worker")


def team_device(device: str, *, actor: Actor) -> Device:
    """Return a colleague's device, never one's own, for who keeps the agency's people.

    A code that opens a device is told by somebody else than who carries it.
    """
    return _in_use(shown_devices(actor).exclude(worker=actor.worker), device)


def lost_devices(actor: Actor) -> list[Device]:
    """Return the agency's devices that may be in other hands, latest first."""
    actor.require("audit.read")
    workers = colleagues(actor).values_list("pk", flat=True)
    rows = Device.objects.filter(worker__in=workers).exclude(lost="")
    return list(rows.select_related("worker").order_by("-revoked_at", "pk"))


def blockades(actor: Actor, *, at: datetime) -> list[Blockade]:
    """Return the agency's blockades that last, confirmed or not yet."""
    if not SECONDS & actor.permissions:
        return []
    rows = Blockade.objects.filter(agency=actor.agency, until__gt=at)
    return list(rows.order_by("until", "pk"))


def get_blockade(blockade: str, *, actor: Actor) -> Blockade:
    """Return a blockade of the actor's agency, for who may say it too."""
    found = Blockade.objects.filter(pk=blockade, agency=actor.agency).first()
    if found is None or not SECONDS & actor.permissions:
        raise UnknownError
    return found


def cut_off_until(device: Device, *, at: datetime) -> datetime | None:
    """Return until when a device is cut off, as two people said; None otherwise."""
    agency = device.worker.agency_id if device.worker else ""
    rows = Blockade.objects.filter(agency=agency, until__gt=at)
    found = rows.exclude(confirmed_at=None).values_list("devices", "until")
    return max((until for named, until in found if device.pk in named), default=None)


def owners_of(devices: Iterable[str]) -> frozenset[str]:
    """Return whose devices these are."""
    rows = Device.objects.filter(pk__in=list(devices), worker__isnull=False)
    return frozenset(rows.values_list("worker_id", flat=True))
