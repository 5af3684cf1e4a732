"""Show devices: whose they are, when they called, until when they open."""

from collections.abc import Mapping
from datetime import datetime

from demeso.agencies.models import Blockade, Device
from demeso.agencies.queries.clearing import own_losses
from demeso.agencies.queries.devices import (
    blockades,
    cut_off_until,
    lease_of,
    owners_of,
    shown_devices,
)
from demeso.agencies.queries.people import names_of
from demeso.agencies.rules.leases import may_confirm, told_period
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.worker.queries import Shown


def show_devices(actor: Actor, *, at: datetime) -> Shown:
    """Return the devices whom the actor may know of, and places that are cut off."""
    standing = blockades(actor, at=at)
    named = names_of([one.declared_by for one in standing], actor=actor)
    return {
        "now": stamp(at),
        "devices": [_device(one, actor, at) for one in shown_devices(actor)],
        "cleared": [
            {"device": one.clearing.device, "seq": one.clearing.seq, "lost": one.lost}
            for one in own_losses(actor)
        ],
        "blockades": [_blockade(one, actor, named) for one in standing],
    }


def _device(one: Device, actor: Actor, at: datetime) -> Shown:
    cut_off = cut_off_until(one, at=at)
    told = told_period(lease_of(one), at, cut_off) if one.revoked_at is None else None
    mine = one.worker_id == actor.worker
    return {
        "id": one.pk,
        "label": one.label,
        "kind": one.kind,
        "worker": one.worker_id,
        "called": one.worker.called if one.worker else "",
        "mine": mine,
        "enrolled_at": stamp(one.enrolled_at),
        "called_at": _moment(one.heard_at),
        "lease_until": _moment(one.lease_until),
        "revoked_at": _moment(one.revoked_at),
        "lost": one.lost,
        "cut_off_until": _moment(cut_off),
        "has_code": told is not None and not mine,
    }


def _blockade(one: Blockade, actor: Actor, named: Mapping[str, str]) -> Shown:
    waits = one.confirmed_at is None
    return {
        "id": one.pk,
        "cercle": one.cercle,
        "devices": one.devices,
        "until": stamp(one.until),
        "declared_by": named.get(one.declared_by, ""),
        "confirmed_at": _moment(one.confirmed_at),
        "may_confirm": waits
        and may_confirm(
            actor.worker,
            declared_by=one.declared_by,
            devices_of=owners_of(one.devices),
        ),
    }


def _moment(at: datetime | None) -> str | None:
    return stamp(at) if at else None
