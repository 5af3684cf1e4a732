"""Read how far somebody has come who gets new keys."""

from datetime import datetime

from django.db.models import QuerySet

from demeso.agencies.models import Renewal, Worker
from demeso.agencies.queries.people import people
from demeso.agencies.queries.recovery import kept_for
from demeso.agencies.rules.devices import hashed
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.kernel.sealing import RIGHT_OF
from demeso.vault.queries import fingerprints_of, granted_objects, read_objects


def open_renewals(agency: str) -> QuerySet[Renewal]:
    """Return who of an agency is getting new keys."""
    rows = Renewal.objects.filter(worker__agency=agency, finished_at=None)
    return rows.select_related("worker").order_by("opened_at")


def renewal_of_link(token: str, *, at: datetime) -> Renewal:
    """Return the renewal that a link opens; used, old and unknown look the same."""
    rows = Renewal.objects.select_related("worker__account", "worker__agency")
    row = rows.filter(token_hash=hashed(token), until__gt=at).first()
    if row is None:
        raise UnknownError("renewal.unknown")
    return row


def get_renewal(id: str, *, actor: Actor) -> Renewal:  # noqa: A002 -- what callers have
    """Return a renewal of a worker whom the actor may know of, or keeps a half for."""
    row = Renewal.objects.select_related("worker__account").filter(pk=id).first()
    if row is None or not _is_near(row.worker, actor):
        raise UnknownError("renewal.unknown")
    return row


def _is_near(worker: Worker, actor: Actor) -> bool:
    known = people(actor).filter(pk=worker.pk).exists()
    return known or worker.agency_id in kept_for(actor.worker)


def caseload_of(renewal: Renewal) -> frozenset[str]:
    """Return the objects that her old keys read, and that halves can give back."""
    old = fingerprints_of([renewal.worker_id]) - {renewal.fingerprint}
    return read_objects(old)


def handed(renewal: Renewal, half: str) -> frozenset[str]:
    """Return the objects of which one half was given to her new key."""
    return granted_objects(renewal.fingerprint, RIGHT_OF[half])
