"""Read which organisations keep a key or a sheet for another, by agreement."""

from django.db.models import Q, QuerySet

from demeso.agencies.models import Agreement
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError


def agreements(agency: str) -> QuerySet[Agreement]:
    """Return what an agency agrees with others about keys, or they with it."""
    rows = Agreement.objects.filter(Q(agency=agency) | Q(partner=agency), ended_at=None)
    return rows.select_related("agency", "partner").order_by("signed_at", "pk")


def agreed_with(agency: str, owner: str = "") -> list[str]:
    """Return the partners with whom both sides have signed; about one key, or any."""
    rows = _standing().filter(agency=agency)
    found = rows.filter(owner=owner) if owner else rows
    return list(found.values_list("partner", flat=True).distinct().order_by("partner"))


def has_agreed(agency: str, partner: str, owner: str) -> bool:
    """Tell whether both sides signed that a partner keeps a key, or a sheet."""
    return agreement_of(agency, partner, owner) is not None


def agreement_of(agency: str, partner: str, owner: str) -> Agreement | None:
    """Return the agreement under which a partner keeps a key, or a sheet."""
    return _standing().filter(agency=agency, partner=partner, owner=owner).first()


def agreements_waiting(actor: Actor) -> list[Agreement]:
    """Return what waits for the actor's side, if she may sign for it."""
    if not actor.may("people.write"):
        return []
    rows = agreements(actor.agency).filter(countersigned_at=None)
    return list(rows.exclude(signed_for=actor.agency))


def get_agreement(id: str, *, actor: Actor) -> Agreement:  # noqa: A002 -- what callers have
    """Return an agreement that has not ended to somebody of one of its sides."""
    row = agreements(actor.agency).filter(pk=id).first()
    if row is None:
        raise UnknownError
    return row


def _standing() -> QuerySet[Agreement]:
    return Agreement.objects.filter(ended_at=None).exclude(countersigned_at=None)
