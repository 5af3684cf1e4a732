"""Read what survivors ask about what is held of them, and whose cases are at rest."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from demeso.casework.models import Case, Request
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError


def _seen(actor: Actor) -> QuerySet[Request]:
    mine = Q(lead_id=actor.worker) if actor.may("case.write") else Q(pk="")
    theirs = Q() if actor.may("audit.read") else mine
    return Request.objects.filter(theirs, agency_id=actor.agency)


def requests(actor: Actor) -> list[Request]:
    """Return what was asked of the actor, or of her agency if she controls it."""
    rows = _seen(actor).select_related("survivor")
    return list(rows.order_by("-answered_on", "due_on", "id"))


def get_request(request: str, *, actor: Actor) -> Request:
    """Return a request to the worker who was asked, or to whoever controls."""
    found = _seen(actor).select_related("survivor").filter(id=request).first()
    if found is None:
        raise UnknownError
    return found


def get_asked(request: str, *, actor: Actor) -> Request:
    """Return a request to the worker who answers it, the only one who may."""
    found = get_request(request, actor=actor)
    if not (actor.may("case.write") and found.lead_id == actor.worker):
        raise UnknownError
    return found


def is_request(request: str) -> bool:
    """Tell whether a request is kept under this id, whoever's it is."""
    return Request.objects.filter(id=request).exists()


def requests_due(actor: Actor, *, by: date) -> int:
    """Return how many answers are owed by a day, to remind who owes or controls."""
    return _seen(actor).filter(answered_on=None, due_on__lte=by).count()


def with_open_requests(actor: Actor) -> frozenset[str]:
    """Return the survivors who wait for an answer, to whoever controls."""
    actor.require("audit.read")
    rows = Request.objects.filter(agency_id=actor.agency, answered_on=None)
    return frozenset(rows.values_list("survivor_id", flat=True))


@dataclass(frozen=True)
class AtRest:
    """Somebody all of whose cases are closed: since when, and what is left.

    `opened_at` is when her first yes arrived: no device's clock decides how long a
    file is kept.
    """

    survivor: str
    code: str
    age_band: str
    opened_at: datetime
    closed_at: datetime
    identity_gone: bool


def at_rest(actor: Actor) -> list[AtRest]:
    """Return the agency's survivors without an open case, to whoever controls."""
    actor.require("audit.read")
    open_ones = Case.objects.filter(closed_at=None).values("survivor")
    rows = Case.objects.filter(
        agency_id=actor.agency, survivor__erased_at=None
    ).exclude(survivor__in=open_ones)
    whose = ("code", "age_band", "identity_erased_at", "opened_at")
    named = (f"survivor__{name}" for name in whose)
    found = rows.values_list("survivor_id", *named).annotate(closed=Max("closed_at"))
    return [
        AtRest(survivor, code, band, opened, closed, gone is not None)
        for survivor, code, band, gone, opened, closed in found.order_by("closed")
    ]


def case_ids(survivor: str) -> list[str]:
    """Return somebody's cases to the room above, which has asked its own questions."""
    rows = Case.objects.filter(survivor_id=survivor).order_by("opened_at", "id")
    return list(rows.values_list("id", flat=True))
