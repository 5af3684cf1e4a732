"""Somebody leaves: planned first, then her roles, devices, sessions and keys end."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from demeso.agencies.models import Account, Holding, Renewal, Worker
from demeso.agencies.queries.leaving import (
    agencies_of_leaver,
    get_leaver,
    left_with,
)
from demeso.agencies.rules.leaving import Departing, Leaving, Staying, wanting
from demeso.agencies.services.devices import end_sessions, stop_devices
from demeso.agencies.services.roles import end_roles
from demeso.agencies.services.seconding import drop_requests
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.ledger.services import record, writing
from demeso.vault.handing import forget_worker


@writing
def open_departure(*, actor: Actor, act: Act[Departing]) -> Worker:
    """Say that somebody is going to leave: she may hand her cases on from now."""
    worker = get_leaver(act.answers.worker, actor=actor)
    refuse_unless(worker.departure == "", "departure.known")
    record(act, actor=actor, root=worker.agency_id)
    worker.departure, worker.leaving_at = act.record, act.received_at
    worker.save(update_fields=["departure", "leaving_at"])
    return worker


@writing
def drop_departure(*, actor: Actor, act: Act[Staying]) -> Worker:
    """Say that she stays after all: what she handed on stays where it is."""
    worker = _get_prepared(act.answers.worker, act.record, actor)
    record(act, actor=actor, root=worker.agency_id)
    worker.departure, worker.leaving_at = "", None
    worker.save(update_fields=["departure", "leaving_at"])
    return worker


@writing
def end_worker(*, actor: Actor, act: Act[Leaving]) -> Worker:
    """End what somebody could do and read; others must be able to do it first."""
    worker = _get_prepared(act.answers.worker, act.record, actor)
    require_successors(actor=actor, worker=worker)
    record(act, actor=actor, root=worker.agency_id)
    worker.left_at = act.received_at
    worker.save(update_fields=["left_at"])
    end_roles(worker=worker.pk, actor=actor, at=act.received_at)
    _close_doors(worker, act.received_at)
    drop_requests(actor=actor, act=act, worker=worker.pk)
    forget_worker(actor=actor, act=act, worker=worker.pk)
    return worker


def _get_prepared(worker: str, departure: str, actor: Actor) -> Worker:
    """Return somebody whose departure is prepared, and not over."""
    row = get_leaver(worker, actor=actor)
    refuse_unless(row.departure == departure, "departure.unknown")
    refuse_unless(row.left_at is None, "departure.over")
    return row


def require_successors(*, actor: Actor, worker: Worker) -> None:
    """Refuse while an agency would lack holders, sheets or who gives roles."""
    del actor  # whoever may end a departure is told, whatever the agency
    for agency in agencies_of_leaver(worker):
        for name in wanting(left_with(agency, worker.pk)):
            raise RefusedError(f"departure.{name}")


def _close_doors(worker: Worker, at: datetime) -> None:
    """Let nothing of hers in: no passphrase, no code, no device, no session."""
    account = Account.objects.filter(pk=worker.pk)
    account.update(password="!", is_active=False)  # noqa: S106 -- opens to nothing
    end_sessions(worker=worker.pk, at=at)
    Authenticator.objects.filter(user_id=worker.pk).delete()
    stop_devices(worker=worker.pk, at=at)
    Holding.objects.filter(worker=worker, ended_at=None).update(ended_at=at)
    Renewal.objects.filter(worker=worker, renewed_at=None).delete()
