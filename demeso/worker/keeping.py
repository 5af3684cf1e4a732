"""Show how an agency keeps its keys, and who is getting new ones."""

from collections.abc import Mapping
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
from demeso.agencies.rules.recovery import SPLIT, is_drill_due, keeps_key, lacking
from demeso.agencies.rules.renewal import CONFIRMERS, ENOUGH
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from demeso.vault.queries import last_epoch, latest_epoch
from demeso.vault.signing import RECOVERY
from demeso.worker.partners import agreed_about, show_agreements
from demeso.worker.queries import Shown
from demeso.worker.seconding import show_keys_waiting

KEPT = (*SPLIT, RECOVERY)
Kept = Mapping[str, tuple[str, ...]]


def show_recovery(actor: Actor, *, agency: str = "", at: datetime) -> Shown:
    """Return what stands of an agency's keys, to whoever keeps a part of them.

    Without an agency, of the actor's own. Whoever keeps a key for a partner sees the
    same of it, and of people those of both houses, since she may have to hand it on;
    whoever keeps a sheet alone, by name only who keeps the others.
    """
    kept = kept_for(actor.worker)
    row = _get_agency(agency or actor.agency, actor, kept)
    ready, drill = readiness(row.pk), last_drill(row.pk)
    knows = row.pk == actor.agency or keeps_key(kept[row.pk])
    return {
        "agency": row.pk,
        "house": row.name,
        "activated_at": row.activated_at and stamp(row.activated_at),
        "missing": list(lacking(ready)),
        "epochs": {one: latest_epoch(one, row.pk) for one in KEPT},
        "published": {one: last_epoch(one, row.pk) for one in KEPT},
        "waiting": show_keys_waiting(actor, row.pk),
        "recoverable": sorted(ready.recoverable),
        "holders": _holders(row, actor) if knows else [],
        "sheets": _sheets(row, actor, kept),
        "outgrown": outgrown(row.pk),
        "drilled_at": drill and stamp(drill.passed_at),
        "drill_due": bool(row.activated_at) and is_drill_due(ready.drilled_at, at),
        "agreements": show_agreements(actor, row.pk),
        "keepers": _keepers(row, actor) if knows else [],
        "renewals": _renewals(row, actor) if knows else [],
        "kept": _kept(actor, kept) if row.pk == actor.agency else [],
    }


def _get_agency(agency: str, actor: Actor, kept: Kept) -> Agency:
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


def _kept(actor: Actor, kept: Kept) -> list[Shown]:
    """Return for which other agencies she keeps what."""
    others = agencies(actor, *kept).filter(pk__in=kept).exclude(pk=actor.agency)
    return [
        {"agency": one.pk, "house": one.name, "what": list(kept[one.pk])}
        for one in others
    ]


def _sees(worker: Worker, house: Agency, actor: Actor) -> bool:
    """Tell whether somebody is of the house, or the actor's: no third one's."""
    return actor.agency in (house.pk, worker.agency_id) or worker.agency_id == house.pk


def _keepers(house: Agency, actor: Actor) -> list[Shown]:
    rows = (one for one in keepers(house.pk) if _sees(one, house, actor))
    return [_keeper(one, house) for one in rows]


def _keeper(worker: Worker, house: Agency) -> Shown:
    return {
        "id": worker.pk,
        "called": worker.called,
        "agency": worker.agency_id,
        "house": worker.agency.name,
        "keeps": agreed_about(house.pk, worker.agency_id),
    }


def _holders(house: Agency, actor: Actor) -> list[Shown]:
    rows = ((one, one.worker) for one in holdings(house.pk))
    return [
        _holder(one, worker)
        for one, worker in rows
        if worker and _sees(worker, house, actor)
    ]


def _holder(held: Holding, worker: Worker) -> Shown:
    return {
        "owner": held.owner,
        "epoch": held.epoch,
        "worker": worker.pk,
        "called": worker.called,
        "house": worker.agency.name,
    }


def _sheets(house: Agency, actor: Actor, kept: Kept) -> list[Shown]:
    """Return the three sheets; whoever keeps one reads who keeps the others."""
    keeps = RECOVERY in kept.get(house.pk, ())
    rows = (
        (one, keeps or _sees(one.keeper, house, actor)) for one in sheets_of(house.pk)
    )
    return [_sheet(one, named=named) for one, named in rows]


def _sheet(sheet: Sheet, *, named: bool) -> Shown:
    return {
        "part": sheet.part,
        "epoch": sheet.epoch,
        "keeper": sheet.keeper_id if named else "",
        "called": sheet.keeper.called if named else "",
        "kept": sheet.acknowledged_at is not None,
    }


def _renewals(house: Agency, actor: Actor) -> list[Shown]:
    return [_renewal(one, actor) for one in open_renewals(house.pk)]


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
