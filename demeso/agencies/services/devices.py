from datetime import datetime

from demeso.agencies.models import Account, DeskCode, Device
from demeso.agencies.queries.devices import device_to_revoke
from demeso.agencies.queries.people import get_worker
from demeso.agencies.rules.devices import (
    DeviceKind,
    Enrolling,
    Revoking,
    is_digest,
    is_lost,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing


@writing
def enroll_device(*, actor: Actor, act: Act[Enrolling]) -> Device:
    """Add one of the actor's own devices."""
    answers = act.answers
    worker = get_worker(actor.worker, actor=actor)
    refuse_unless(is_digest(answers.public), "device.malformed")
    known = Device.objects.filter(public=answers.public)
    known = known | Device.objects.filter(pk=act.record)
    refuse_unless(not known.exists(), "device.known")
    record(act, actor=actor, root=worker.agency_id)
    return Device.objects.create(
        id=act.record, kind=answers.kind or DeviceKind.BROWSER.value,
        public=answers.public, label=answers.label, worker=worker,
        enrolled_at=act.received_at,
    )  # fmt: skip


@writing
def revoke_device(*, actor: Actor, act: Act[Revoking]) -> Device:
    """Stop a device for good: one's own, or as far as one keeps people or a team.

    One that may be in other hands takes its owner's open sessions with it.
    """
    device = device_to_revoke(act.record, actor=actor)
    record(act, actor=actor, root=actor.agency)
    device.revoked_at, device.lease_secret = act.received_at, ""
    if is_lost(act.answers.reason):
        device.lost = act.answers.reason
        end_sessions(worker=device.worker_id or "", at=act.received_at)
    device.save(update_fields=["revoked_at", "lease_secret", "lost"])
    return device


def stop_devices(*, worker: str, at: datetime) -> None:
    """Stop every device of somebody; nothing that it keeps opens by a lease again."""
    rows = Device.objects.filter(worker=worker, revoked_at=None)
    rows.update(revoked_at=at, lease_secret="")


def end_sessions(*, worker: str, at: datetime) -> None:
    """End every session of somebody, of the notebook and of the desk."""
    Account.objects.filter(pk=worker).update(signed_out_at=at)
    DeskCode.objects.filter(account=worker).delete()
