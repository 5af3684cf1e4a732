"""Renew what a device may open, cut places off by two people, tell a spoken code."""

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from demeso.agencies.models import Blockade, Device
from demeso.agencies.queries.devices import (
    KEEPERS,
    cut_off_until,
    get_blockade,
    lease_of,
    own_device,
    owners_of,
    shown_devices,
    team_device,
)
from demeso.agencies.rules import spoken
from demeso.agencies.rules.leases import (
    CALLED_EVERY,
    BlockadeAnswers,
    SecondWord,
    blockade_fault,
    ends_at,
    is_due,
    is_held,
    may_confirm,
    period_ends,
    spare_periods,
    told_period,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import b64, unb64
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.kernel.sealing import KEY_SIZE
from demeso.ledger.services import note_reading, record, writing

CALLED = ("heard_at",)
DAY = timedelta(days=1)
RENEWED = (*CALLED, "lease_from", "lease_until", "lease_secret")


@dataclass(frozen=True)
class Told:
    """A spoken code: of which period, and until when it opens."""

    code: str = field(repr=False)
    period: int
    until: datetime


def meet_device(*, actor: Actor, device: Device, whole: bool, at: datetime) -> Device:
    """Note that a device called; with a whole session its lease begins anew.

    A call that only pushes renews nothing: whoever has the device alone can make it.
    Mostly there is nothing to note, and then no other writer is held up.
    """
    begins = whole and is_due(lease_of(device), at)
    unheard = device.heard_at is None or at - device.heard_at >= CALLED_EVERY
    if begins or unheard:
        return _note_call(actor=actor, device=device, begins=begins, at=at)
    return device


@writing
def _note_call(*, actor: Actor, device: Device, begins: bool, at: datetime) -> Device:
    del actor  # the door has checked whose device signed the call
    # What it sent may have stopped it: then nothing begins anew.
    device.refresh_from_db(fields=["revoked_at"])
    device.heard_at = at
    begins = begins and device.revoked_at is None
    if begins:
        device.lease_from = at
        device.lease_until = ends_at(at, cut_off_until(device, at=at))
        device.lease_secret = device.lease_secret or b64(os.urandom(KEY_SIZE))
    device.save(update_fields=RENEWED if begins else CALLED)
    return device


def read_lease(*, actor: Actor, device: str, at: datetime) -> dict[str, Any]:
    """Return what opens an own device until its lease ends, and its spare keys."""
    found = own_device(device, actor=actor)
    lease = lease_of(found)
    held = is_held(lease, at) and spoken.is_secret(found.lease_secret)
    refuse_unless(held, "lease.ended")
    since = stamp(lease.since or at)
    secret = unb64(found.lease_secret)
    return {
        "now": stamp(at),
        "device": found.pk,
        "since": since,
        "until": stamp(lease.until or at),
        "secret": found.lease_secret,
        "spare": [
            {
                **spoken.spare(secret, device=found.pk, since=since, period=one),
                "until": stamp(period_ends(lease.since or at, one)),
            }
            for one in spare_periods(lease)
        ],
    }


@writing
def declare_blockade(*, actor: Actor, act: Act[BlockadeAnswers]) -> Blockade:
    """Say that a place is cut off, and devices with it; somebody else says so too."""
    said = act.answers
    if not KEEPERS & actor.permissions or said.agency != actor.agency:
        raise UnknownError
    refuse_unless(not Blockade.objects.filter(pk=act.record).exists(), "blockade.known")
    until = _end_of(said.until)
    fault = blockade_fault(said, until, act.received_at)
    refuse_unless(not fault, "blockade.malformed", field=fault)
    known = shown_devices(actor).filter(pk__in=said.devices, revoked_at=None)
    refuse_unless(known.count() == len(said.devices), "blockade.devices")
    record(act, actor=actor, root=actor.agency)
    return Blockade.objects.create(
        id=act.record, agency_id=actor.agency, cercle=said.cercle,
        devices=sorted(said.devices), until=until,
        declared_by=actor.worker, declared_at=act.received_at,
    )  # fmt: skip


@writing
def confirm_blockade(*, actor: Actor, act: Act[SecondWord]) -> Blockade:
    """Say it too, as somebody else: now the leases of those devices are longer."""
    found = get_blockade(act.record, actor=actor)
    waits = found.confirmed_at is None and act.received_at < found.until
    refuse_unless(waits, "blockade.settled")
    may = may_confirm(
        actor.worker, declared_by=found.declared_by, devices_of=owners_of(found.devices)
    )
    refuse_unless(may, "blockade.not_you")
    record(act, actor=actor, root=actor.agency)
    found.confirmed_by, found.confirmed_at = actor.worker, act.received_at
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    rows = Device.objects.filter(pk__in=found.devices, revoked_at=None)
    for device in rows.exclude(lease_from=None):
        device.lease_until = ends_at(device.lease_from or found.until, found.until)
        device.save(update_fields=["lease_until"])
    return found


@writing
def tell_code(*, actor: Actor, device: str, at: datetime) -> Told:
    """Tell who keeps the agency's people the code that opens a cut-off device."""
    found = team_device(device, actor=actor)
    lease = lease_of(found)
    period = told_period(lease, at, cut_off_until(found, at=at))
    whole = period is not None and spoken.is_secret(found.lease_secret)
    refuse_unless(whole, "lease.no_code")
    since, number = lease.since or at, period or 0
    note_reading("app.lease_code", [found.pk], actor=actor, at=at)
    secret = unb64(found.lease_secret)
    code = spoken.code_of(secret, device=found.pk, since=stamp(since), period=number)
    return Told(code, number, period_ends(since, number))


def _end_of(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.min, UTC) + DAY
