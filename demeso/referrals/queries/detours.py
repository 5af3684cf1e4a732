"""Read whose way led to a locked place: by code, never a name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from demeso.casework.queries.cases import leads_called, lines_called
from demeso.directory.models import Lock, Site
from demeso.directory.queries.locking import locks_called
from demeso.directory.rules.locking import touches
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.referrals.models import Detour, Referral
from demeso.referrals.rules.answering import OPEN
from demeso.referrals.rules.detours import Left, What, left
from demeso.survivors.queries import codes_called
from demeso.survivors.queries import roots as led_survivors


@dataclass(frozen=True)
class Way:
    """One detour as people see it: code and day only."""

    id: str
    lock: str
    survivor: str
    code: str
    what: str
    on: date | None
    need: str
    place: str
    worker: str
    state: str
    told_at: datetime | None
    left: Left


def on_the_way(site: Site) -> list[Referral]:
    """Return the open referrals that are on their way to a place."""
    rows = Referral.objects.filter(recipient=site.organisation, status__in=OPEN)
    found = rows.order_by("-urgent", "sent_at", "id")
    return [row for row in found if touches(row.service, site.offers)]


def get_returnable(referral: str, *, lock: Lock) -> Referral:
    """Return a referral that a lock puts back, or refuse."""
    row = Referral.objects.filter(id=referral, status__in=OPEN).first()
    here = lock.site.organisation_id
    if row is None or row.recipient_id != here:
        raise UnknownError
    if not touches(row.service, lock.site.offers):
        raise UnknownError
    return row


def get_detour(detour: str, *, actor: Actor) -> Detour:
    """Return a detour of a survivor whom the actor accompanies, or refuse."""
    rows = Detour.objects.filter(id=detour, survivor_id__in=led_survivors(actor))
    found = rows.first()
    if found is None:
        raise UnknownError
    return found


def own_detours(actor: Actor) -> list[Way]:
    """Return what is left to do for those whom the actor accompanies."""
    rows = Detour.objects.filter(survivor_id__in=led_survivors(actor))
    return [one for one in _ways(rows) if not one.left.is_done]


def agency_detours(actor: Actor) -> list[Way]:
    """Return an agency's detours to its supervisor or controller, done ones too."""
    if not (actor.may("team.read") or actor.may("audit.read")):
        raise UnknownError
    return _ways(Detour.objects.filter(agency_id=actor.agency))


@dataclass
class Counted:
    """What one lock put back and asks of people, as numbers."""

    back: int = 0
    warn: int = 0  # how many had a day there, or were awaited
    to_tell: int = 0
    to_orient: int = 0


def counted(locks: Collection[str]) -> dict[str, Counted]:
    """Return lock → its numbers; no code, so whoever locked may see them."""
    rows = list(Detour.objects.filter(lock_id__in=list(locks)))
    lines = lines_called({row.line_id for row in rows if row.line_id})
    helped = leads_called({row.case_id for row in rows})
    found = {lock: Counted() for lock in locks}
    for row in rows:
        one = found[row.lock_id]
        still = left(row.what, row.state, lines.get(row.line_id, ""))
        one.back += bool(row.referral_id)
        one.warn += row.what != What.SENT
        one.to_tell += still.tell and row.case_id in helped
        one.to_orient += still.orient and row.case_id in helped
    return found


def _ways(rows: QuerySet[Detour]) -> list[Way]:
    found = list(rows.order_by(F("on").asc(nulls_last=True), "made_at", "id"))
    locks = locks_called({row.lock_id for row in found})
    codes = codes_called({row.survivor_id for row in found})
    leads = leads_called({row.case_id for row in found})
    lines = lines_called({row.line_id for row in found if row.line_id})
    return [
        Way(
            id=row.id, lock=row.lock_id, survivor=row.survivor_id,
            code=codes[row.survivor_id], what=row.what, on=row.on, need=row.need,
            place=locks[row.lock_id].site.name, worker=leads[row.case_id],
            state=row.state,
            told_at=row.told_at,
            left=left(row.what, row.state, lines.get(row.line_id, "")),
        )
        for row in found
        if row.survivor_id in codes and row.case_id in leads
    ]  # fmt: skip
