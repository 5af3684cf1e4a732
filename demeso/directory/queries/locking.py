"""Read places that are locked, and who works where."""

from collections.abc import Collection

from django.db.models import QuerySet

from demeso.directory.models import Lock, Posting, Site
from demeso.directory.rules.locking import LOCK, OPEN, touches
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

KEPT_FOR_PAGE = 50


def lockable_sites(actor: Actor) -> list[Site]:
    """Return the places of the actor's agency, drafts too, for who may lock them."""
    if not actor.may(LOCK):
        return []
    rows = Site.objects.filter(organisation__agency=actor.agency)
    return list(rows.select_related("organisation").order_by("name", "id"))


def get_lockable(site: str, *, actor: Actor) -> Site:
    """Return one of them, or refuse."""
    found = next((row for row in lockable_sites(actor) if row.id == site), None)
    if found is None:
        raise UnknownError
    return found


def staff_of(sites: Collection[str]) -> dict[str, list[str]]:
    """Return place → who works there, for whoever may lock it."""
    found: dict[str, list[str]] = {}
    rows = Posting.objects.filter(site__in=list(sites)).order_by("worker__called")
    for site, worker in rows.values_list("site_id", "worker_id"):
        found.setdefault(site, []).append(worker)
    return found


def _locks() -> QuerySet[Lock]:
    return Lock.objects.select_related("site__organisation")


def get_lock(lock: str, *, actor: Actor) -> Lock:
    """Return a lock to whoever may lock places of that agency, or refuse."""
    found = _locks().filter(id=lock, agency_id=actor.agency).first()
    if found is None or not actor.may(LOCK):
        raise UnknownError
    return found


def is_lock(lock: str) -> bool:
    """Tell whether a lock is kept under this id."""
    return Lock.objects.filter(id=lock).exists()


def open_lock(site: str) -> Lock | None:
    """Return the lock that holds a place now."""
    return _locks().filter(site=site, state__in=OPEN).first()


def lock_between(organisation: str, service: str) -> Lock | None:
    """Return the lock that stands between a referral and every place it may go to.

    None as long as the organisation has another place that gives the service.
    """
    rows = _locks().filter(site__organisation=organisation, state__in=OPEN)
    found = [row for row in rows if touches(service, row.site.offers)]
    if not found:
        return None
    standing = Site.objects.filter(organisation=organisation, is_draft=False)
    others = standing.exclude(id__in=[row.site_id for row in found])
    elsewhere = any(touches(service, row.offers) for row in others)
    return None if elsewhere else min(found, key=lambda row: (row.locked_at, row.id))


def locks_of(actor: Actor) -> list[Lock]:
    """Return an agency's locks, latest first, to who may lock and who controls."""
    if not (actor.may(LOCK) or actor.may("audit.read")):
        return []
    rows = _locks().filter(agency_id=actor.agency)
    return list(rows.order_by("-locked_at", "-id")[:KEPT_FOR_PAGE])


def locks_called(locks: Collection[str]) -> dict[str, Lock]:
    """Return some locks to the room above, which has asked who may see them."""
    return {row.id: row for row in _locks().filter(id__in=list(locks))}


def unverified_since(actor: Actor) -> list[Site]:
    """Return the places that are unlocked and not verified anew, to who may lock."""
    rows = lockable_sites(actor)
    held = set(_locks().filter(state__in=OPEN).values_list("site_id", flat=True))
    return [row for row in rows if row.suspended_at and row.id not in held]


def untold_locks() -> list[Lock]:
    """Return the locks of which whoever controls has had no word yet."""
    return list(_locks().filter(told_at=None).order_by("locked_at", "id"))
