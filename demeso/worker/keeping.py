"""Show how an agency keeps its keys, and who is getting new ones."""

from datetime import datetime

from demeso.agencies.models import Agreement, Holding, Renewal, Sheet
from demeso.agencies.queries.people import get_agency
from demeso.agencies.queries.recovery import (
    agreements,
    holdings,
    holds,
    keepers,
    last_drill,
    outgrown,
    readiness,
    sheets_kept_by,
    sheets_of,
)
from demeso.agencies.queries.renewal import caseload_of, handed, open_renewals
from demeso.agencies.rules.recovery import SPLIT, is_drill_due, lacking
from demeso.agencies.rules.renewal import CONFIRMERS, ENOUGH
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from demeso.vault.queries import last_epoch, latest_epoch
from demeso.worker.queries import Shown
from demeso.worker.seconding import show_keys_waiting

KEPT = (*SPLIT, "recovery")


def show_recovery(actor: Actor, *, at: datetime) -> Shown:
    """Return what stands of the agency's keys, to whoever keeps a part of them."""
    _require_part(actor)
    agency = get_agency(actor.agency, actor=actor)
    ready, drill = readiness(agency.pk), last_drill(agency.pk)
    due = agency.activated_at is not None
    return {
        "activated_at": agency.activated_at and stamp(agency.activated_at),
        "missing": list(lacking(ready)),
        "epochs": {one: latest_epoch(one, agency.pk) for one in KEPT},
        "published": {one: last_epoch(one, agency.pk) for one in KEPT},
        "waiting": show_keys_waiting(actor, agency.pk),
        "recoverable": sorted(ready.recoverable),
        "holders": [_holder(one) for one in holdings(agency.pk) if one.worker_id],
        "sheets": [_sheet(one) for one in sheets_of(agency.pk)],
        "outgrown": outgrown(agency.pk),
        "drilled_at": drill and stamp(drill.passed_at),
        "drill_due": due and is_drill_due(ready.drilled_at, at),
        "agreements": [_agreement(one) for one in agreements(agency.pk)],
        "keepers": [
            {"id": one.pk, "called": one.called, "agency": one.agency_id,
             "house": one.agency.name}
            for one in keepers(agency.pk)
        ],
        "renewals": [_renewal(one, actor) for one in open_renewals(agency.pk)],
    }  # fmt: skip


def _require_part(actor: Actor) -> None:
    """Refuse whoever keeps neither people nor a key nor a sheet, nor gets new keys."""
    has_part = bool(CONFIRMERS & actor.permissions)
    own = open_renewals(actor.agency).filter(worker=actor.worker)
    if not (has_part or sheets_kept_by(actor.worker).exists() or own.exists()):
        raise UnknownError


def _holder(held: Holding) -> Shown:
    worker = held.worker
    return {
        "owner": held.owner,
        "epoch": held.epoch,
        "worker": held.worker_id,
        "called": worker.called if worker else "",
        "house": worker.agency.name if worker else "",
    }


def _sheet(sheet: Sheet) -> Shown:
    return {
        "part": sheet.part,
        "epoch": sheet.epoch,
        "keeper": sheet.keeper_id,
        "called": sheet.keeper.called,
        "kept": sheet.acknowledged_at is not None,
    }


def _agreement(agreed: Agreement) -> Shown:
    return {
        "id": agreed.pk,
        "agency": agreed.agency_id,
        "partner": agreed.partner_id,
        "house": agreed.agency.name,
        "partner_house": agreed.partner.name,
        "owner": agreed.owner,
        "signed_for": agreed.signed_for,
        "stands": agreed.countersigned_at is not None,
    }


def _renewal(renewal: Renewal, actor: Actor) -> Shown:
    left = caseload_of(renewal) if renewal.renewed_at else frozenset()
    given = {half: handed(renewal, half) for half in SPLIT} if left else {}
    agency, who = renewal.worker.agency_id, actor.worker
    return {
        "id": renewal.pk,
        "worker": renewal.worker_id,
        "called": renewal.worker.called,
        "fingerprint": renewal.fingerprint,
        "confirmed": len(renewal.confirmed_by),
        "enough": ENOUGH,
        "confirmed_by_me": who in renewal.confirmed_by,
        "renewed": renewal.renewed_at is not None,
        "left": {half: len(left - given[half]) for half in given},
        "mine": [half for half in given if holds(who, agency=agency, owner=half)],
    }


def show_link(renewal: Renewal) -> Shown:
    """Return what her browser needs to make new keys, and how far they have come."""
    worker = renewal.worker
    return {
        "renewal": renewal.pk,
        "worker": worker.pk,
        "called": worker.called,
        "username": worker.account.username if worker.account else "",
        "epoch": latest_epoch("worker", worker.pk) + (renewal.renewed_at is None),
        "asked": renewal.fingerprint != "",
        "fingerprint": renewal.fingerprint,
        "confirmed": len(renewal.confirmed_by),
        "renewed": renewal.renewed_at is not None,
    }
