"""Show how an agency keeps its keys, and who is getting new ones."""

from datetime import datetime

from demeso.agencies.models import Agency, Holding, Renewal, Sheet, Worker
from demeso.agencies.queries.people import agencies
from demeso.agencies.queries.recovery import (
    holdings,
    holds,
    keepers,
    kept_for,
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
from demeso.worker.partners import agreed_about, show_agreements
from demeso.worker.queries import Shown
from demeso.worker.seconding import show_keys_waiting

KEPT = (*SPLIT, "recovery")


def show_recovery(actor: Actor, *, agency: str = "", at: datetime) -> Shown:
    """Return what stands of an agency's keys, to whoever keeps a part of them.

    Without an agency, of the actor's own. Whoever keeps for a partner sees the same of
    it; people by name only when she keeps a key, since she may have to hand it on.
    """
    kept = kept_for(actor.worker)
    row = _get_agency(agency or actor.agency, actor, kept)
    ready, drill = readiness(row.pk), last_drill(row.pk)
    knows = row.pk == actor.agency or bool(set(kept[row.pk]) & set(SPLIT))
    return {
        "agency": row.pk,
        "house": row.name,
        "activated_at": row.activated_at and stamp(row.activated_at),
        "missing": list(lacking(ready)),
        "epochs": {one: latest_epoch(one, row.pk) for one in KEPT},
        "published": {one: last_epoch(one, row.pk) for one in KEPT},
        "waiting": show_keys_waiting(actor, row.pk),
        "recoverable": sorted(ready.recoverable),
        "holders": [_holder(one) for one in holdings(row.pk) if one.worker_id],
        "sheets": [_sheet(one) for one in sheets_of(row.pk)],
        "outgrown": outgrown(row.pk),
        "drilled_at": drill and stamp(drill.passed_at),
        "drill_due": bool(row.activated_at) and is_drill_due(ready.drilled_at, at),
        "agreements": show_agreements(actor, row.pk),
        "keepers": [_keeper(one, row) for one in keepers(row.pk)] if knows else [],
        "renewals": [_renewal(one, actor) for one in open_renewals(row.pk)],
        "kept": _kept(actor, kept) if row.pk == actor.agency else [],
    }


def _get_agency(agency: str, actor: Actor, kept: dict[str, tuple[str, ...]]) -> Agency:
    """Return an agency of whose keys she keeps a part, or is about to get new ones."""
    row = agencies(actor, *kept).filter(pk=agency).first()
    if row is None or not (agency in kept or _has_part(agency, actor)):
        raise UnknownError
    return row


def _has_part(agency: str, actor: Actor) -> bool:
    """Tell whether she keeps people, a key or a sheet of her own, or gets new keys."""
    has_part = bool(CONFIRMERS & actor.permissions)
    own = open_renewals(agency).filter(worker=actor.worker).exists()
    return agency == actor.agency and (
        has_part or own or sheets_kept_by(actor.worker).exists()
    )


def _kept(actor: Actor, kept: dict[str, tuple[str, ...]]) -> list[Shown]:
    """Return for which other agencies she keeps what."""
    others = agencies(actor, *kept).filter(pk__in=kept).exclude(pk=actor.agency)
    return [
        {"agency": one.pk, "house": one.name, "what": list(kept[one.pk])}
        for one in others
    ]


def _keeper(worker: Worker, house: Agency) -> Shown:
    return {
        "id": worker.pk,
        "called": worker.called,
        "agency": worker.agency_id,
        "house": worker.agency.name,
        "keeps": agreed_about(house.pk, worker.agency_id),
    }


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
