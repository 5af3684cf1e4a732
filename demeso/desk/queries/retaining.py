"""Find what has reached its limit, and who named a reason to keep it."""

from datetime import date

from django.db.models import Q, QuerySet

from demeso.casework.queries.requesting import AtRest, at_rest, with_open_requests
from demeso.desk.models import Erasure, Hold
from demeso.desk.queries.breaching import with_open_breaches
from demeso.desk.rules.retaining import OPEN_BREACH, OPEN_REQUEST, Due, Rested, due
from demeso.kernel.actor import Actor
from demeso.kernel.limits import Limits
from demeso.kernel.refusal import UnknownError


def _holds(actor: Actor) -> QuerySet[Hold]:
    actor.require("audit.read")
    rows = Hold.objects.filter(survivor__agency_id=actor.agency, lifted_at=None)
    return rows.select_related("survivor").order_by("placed_at", "id")


def holds(actor: Actor, *, on: date) -> list[Hold]:
    """Return the reasons that hold on a day, as people named them."""
    return list(_holds(actor).filter(Q(until=None) | Q(until__gte=on)))


def get_hold(hold: str, *, actor: Actor) -> Hold:
    """Return a reason that holds, to whoever watches over the agency's data."""
    found = _holds(actor).filter(id=hold).first()
    if found is None:
        raise UnknownError
    return found


def is_hold(hold: str) -> bool:
    """Tell whether a reason is kept under this id, whoever's it is."""
    return Hold.objects.filter(id=hold).exists()


def reached(actor: Actor, *, on: date, limits: Limits) -> list[Due]:
    """Return all that has reached its limit by a day, the oldest first."""
    kept: dict[str, set[str]] = {}
    for hold in holds(actor, on=on):
        kept.setdefault(hold.survivor_id, set()).add(hold.why)
    for survivor in with_open_requests(actor):
        kept.setdefault(survivor, set()).add(OPEN_REQUEST)
    for survivor in with_open_breaches(actor):
        kept.setdefault(survivor, set()).add(OPEN_BREACH)
    found = (
        due(_rested(one), limits, on, kept.get(one.survivor, ()))
        for one in at_rest(actor)
    )
    return sorted(
        (one for one in found if one), key=lambda one: (one.since, one.survivor)
    )


def erasures(actor: Actor) -> list[Erasure]:
    """Return what was erased before: when, by whom, how many."""
    actor.require("audit.read")
    rows = Erasure.objects.filter(agency_id=actor.agency)
    return list(rows.order_by("-applied_at"))


def _rested(one: AtRest) -> Rested:
    return Rested(
        one.survivor, one.code, one.opened_at.date(), one.closed_at.date(),
        one.age_band, one.identity_gone,
    )  # fmt: skip
