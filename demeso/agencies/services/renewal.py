import os
from dataclasses import asdict
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from demeso.agencies.models import Account, Holding, Renewal
from demeso.agencies.queries.people import get_worker
from demeso.agencies.queries.recovery import holds
from demeso.agencies.queries.renewal import (
    caseload_of,
    get_renewal,
    handed,
    renewal_of_link,
)
from demeso.agencies.rules.devices import Enrolling, Slip, device_slip
from demeso.agencies.rules.joining import DIRECTORY, Newcomer, has_proof, newcomer_fault
from demeso.agencies.rules.keys import KeyEntry
from demeso.agencies.rules.renewal import (
    Confirming,
    Reopening,
    Rewrapping,
    Taking,
    is_confirmed,
    is_link,
    may_confirm,
)
from demeso.agencies.services.devices import stop_devices
from demeso.agencies.services.doors import act_through
from demeso.agencies.services.people import JOIN_DOOR
from demeso.agencies.services.seconding import drop_requests
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.clock import moment
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.kernel.sealing import HALF_OF, READ, RIGHT_OF, fingerprint
from demeso.ledger.services import note_reading, record, writing
from demeso.vault.handing import end_grants, end_reading, hand_caseload, renew_key
from demeso.vault.queries import fingerprints_of, halves_of, latest_epoch
from demeso.vault.rules import Part
from demeso.vault.services import keep_bundle


@writing
def open_renewal(*, actor: Actor, act: Act[Reopening]) -> Renewal:
    """Give somebody who lost her keys a one-time link; a newer link ends an older."""
    actor.require("people.write")
    worker = get_worker(act.answers.worker, actor=actor)
    refuse_unless(worker.joined_at is not None, "renewal.not_joined")
    refuse_unless(worker.pk != actor.worker, "renewal.own")
    refuse_unless(is_link(act.answers, act.received_at), "invitation.malformed")
    record(act, actor=actor, root=worker.agency_id)
    Renewal.objects.filter(worker=worker, renewed_at=None).delete()
    return Renewal.objects.create(
        id=act.record, worker=worker, token_hash=act.answers.token_hash,
        until=moment(act.answers.until), opened_at=act.received_at,
    )  # fmt: skip


@writing
def come_back(*, actor: Actor, newcomer: Newcomer, at: datetime) -> Renewal:
    """Take what her browser made: it waits until two people have confirmed it."""
    renewal = renewal_of_link(newcomer.token, at=at)
    worker = renewal.worker
    refuse_unless(renewal.asked is None, "renewal.unknown")
    name = worker.account.username if worker.account else ""
    refuse_unless(newcomer.username == name, "joining.malformed", field="username")
    fault = newcomer_fault(newcomer, worker.pk)
    refuse_unless(not fault, "joining.malformed", field=fault)
    refuse_unless(has_proof(newcomer), "joining.proof")
    renewal.asked = {
        "password": make_password(newcomer.login_key),
        "bundle": dict(newcomer.bundle),
        "entry": dict(newcomer.entry),
        "device": {"id": newcomer.device, **asdict(newcomer.answers)},
    }
    renewal.save(update_fields=["asked"])
    person = Actor(worker.pk, worker.agency_id, label=worker.called)
    slip = Slip("renewal.asked", renewal.pk, "comeback@1", {"key": newcomer.entry})
    act_through(door=JOIN_DOOR, slip=slip, actor=person, at=at)
    return renewal


@writing
def take_request(*, actor: Actor, act: Act[KeyEntry]) -> Renewal:
    """Write down which key waits to be confirmed."""
    renewal = Renewal.objects.filter(pk=act.record, worker=actor.worker).first()
    if renewal is None or renewal.asked is None or renewal.fingerprint:
        raise UnknownError("renewal.unknown")
    entry = asdict(act.answers)
    refuse_unless(entry == renewal.asked["entry"], "joining.malformed", field="entry")
    newest = latest_epoch("worker", actor.worker)
    refuse_unless(act.answers.epoch == newest + 1, "key.epoch")
    record(act, actor=actor, root=actor.agency)
    renewal.fingerprint = fingerprint(entry)
    renewal.save(update_fields=["fingerprint"])
    return renewal


@writing
def confirm_renewal(*, actor: Actor, act: Act[Confirming]) -> Renewal:
    """Say in person: it is her, and these are her keys. The second word renews them."""
    renewal = get_renewal(act.answers.renewal, actor=actor)
    refuse_unless(renewal.worker.agency_id == actor.agency, "renewal.unknown")
    waiting = renewal.fingerprint != "" and renewal.renewed_at is None
    refuse_unless(waiting, "renewal.settled")
    may = may_confirm(
        actor.worker, actor.permissions, worker=renewal.worker_id,
        already=renewal.confirmed_by,
    )  # fmt: skip
    refuse_unless(may, "renewal.not_you")
    refuse_unless(act.answers.print == renewal.fingerprint, "renewal.other_key")
    record(act, actor=actor, root=actor.agency)
    renewal.confirmed_by = [*renewal.confirmed_by, actor.worker]
    renewal.save(update_fields=["confirmed_by"])
    if is_confirmed(renewal.confirmed_by):
        _renew(renewal, act.received_at)
    return renewal


def _renew(renewal: Renewal, at: datetime) -> None:
    worker, asked = renewal.worker, renewal.asked or {}
    person = Actor(worker.pk, worker.agency_id, label=worker.called)
    device: dict[str, Any] = dict(asked["device"])
    published = uuid7(int(at.timestamp() * 1000), os.urandom(10))
    slips = (
        Slip("keys.renewed", published, "joining@1", {"key": asked["entry"]}),
        device_slip(device.pop("id"), Enrolling(**device)),
    )
    for slip in slips:
        act_through(door=JOIN_DOOR, slip=slip, actor=person, at=at)


@writing
def renew_keys(*, actor: Actor, act: Act[KeyEntry]) -> Renewal:
    """Put her confirmed keys in the place of the lost ones; her devices end."""
    print_ = fingerprint(asdict(act.answers))
    rows = Renewal.objects.filter(worker=actor.worker, renewed_at=None)
    renewal = rows.filter(fingerprint=print_).first()
    confirmed = renewal is not None and is_confirmed(renewal.confirmed_by)
    if renewal is None or not confirmed:
        raise UnknownError("renewal.unknown")
    record(act, actor=actor, root=DIRECTORY)
    renew_key(asdict(act.answers), actor=actor, act=act)
    _change_locks(renewal, actor, act.received_at)
    drop_requests(actor=actor, act=act, worker=actor.worker)
    renewal.renewed_at, renewal.asked = act.received_at, None
    renewal.save(update_fields=["renewed_at", "asked"])
    if not caseload_of(renewal):
        _finish(renewal, actor, act)
    return renewal


def _change_locks(renewal: Renewal, actor: Actor, at: datetime) -> None:
    """Let her new passphrase in, and nothing that the old keys opened."""
    asked: dict[str, Any] = renewal.asked or {}
    Account.objects.filter(pk=actor.worker).update(password=asked["password"])
    keep_bundle(asked["bundle"], actor=actor, worker=actor.worker, at=at)
    Authenticator.objects.filter(user_id=actor.worker).delete()
    stop_devices(worker=actor.worker, at=at)
    Holding.objects.filter(worker=actor.worker, ended_at=None).update(ended_at=at)


@writing
def read_halves(*, actor: Actor, renewal: str, half: str, at: datetime) -> list[Part]:
    """Hand one half of her caseload to a holder of that half, still sealed."""
    row = get_renewal(renewal, actor=actor)
    _require_holder(row, half, actor)
    left = caseload_of(row) - handed(row, half)
    note_reading("app.halves", left, actor=actor, at=at)
    return halves_of(left, HALF_OF[half])


@writing
def rewrap_caseload(*, actor: Actor, act: Act[Rewrapping]) -> Renewal:
    """Keep one half of her cases for her new key; alone it opens nothing."""
    half = act.answers.half
    renewal = get_renewal(act.answers.renewal, actor=actor)
    _require_holder(renewal, half, actor)
    record(act, actor=actor, root=actor.agency)
    terms = _terms(renewal, RIGHT_OF[half])
    hand_caseload(actor=actor, act=act, terms=terms, objects=caseload_of(renewal))
    return renewal


def _require_holder(renewal: Renewal, half: str, actor: Actor) -> None:
    agency = renewal.worker.agency_id
    known = half in RIGHT_OF and renewal.renewed_at is not None
    fit = known and holds(actor.worker, agency=agency, owner=half)
    if not fit or renewal.worker_id == actor.worker:
        raise UnknownError("renewal.unknown")


def _terms(renewal: Renewal, right: str) -> dict[str, Json]:
    return {"to": renewal.fingerprint, "rights": right, "consent": renewal.pk}


@writing
def take_caseload(*, actor: Actor, act: Act[Taking]) -> Renewal:
    """Keep the keys that she joined from two halves; what came before is deleted."""
    rows = Renewal.objects.select_related("worker").exclude(renewed_at=None)
    renewal = rows.filter(pk=act.answers.renewal, worker=actor.worker).first()
    if renewal is None:
        raise UnknownError("renewal.unknown")
    record(act, actor=actor, root=actor.agency)
    ready = handed(renewal, "vault") & handed(renewal, "oversight")
    hand_caseload(
        actor=actor,
        act=act,
        terms=_terms(renewal, READ) | {"consent": None},
        objects=ready,
    )
    taken = frozenset(str(part["object"]) for part in act.sealed)
    old = fingerprints_of([actor.worker]) - {renewal.fingerprint}
    end_grants(actor=actor, act=act, to=old, rights=[READ], objects=taken)
    spent = list(RIGHT_OF.values())
    end_grants(
        actor=actor, act=act, to=[renewal.fingerprint], rights=spent, objects=taken
    )
    if not caseload_of(renewal):
        _finish(renewal, actor, act)
    return renewal


def _finish(renewal: Renewal, actor: Actor, act: Act[Any]) -> None:
    """End what the old keys could still read: nothing of the caseload is among it."""
    old = fingerprints_of([actor.worker]) - {renewal.fingerprint}
    end_reading(actor=actor, act=act, to=old)
    renewal.finished_at = act.received_at
    renewal.save(update_fields=["finished_at"])
