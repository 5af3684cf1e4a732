"""Read the directory: every signed-in worker may, and doors that serve them."""

from demeso.directory.models import Organisation
from demeso.directory.rules import FAMILIES
from demeso.kernel.actor import Actor
from demeso.kernel.permit import Recipient
from demeso.kernel.refusal import UnknownError


def organisations(actor: Actor, *, service: str = "") -> list[Organisation]:
    """Return who can help, by name; with `service`, only those who offer it."""
    del actor  # the directory is open to whoever is signed in
    found = Organisation.objects.select_related(
        "agency", "focal_point", "deputy"
    ).order_by("name", "id")
    return [row for row in found if not service or service in row.offers]


def get_organisation(organisation: str, *, actor: Actor) -> Organisation:
    """Return one organisation or refuse."""
    del actor  # the directory is open to whoever is signed in
    found = Organisation.objects.filter(id=organisation).first()
    if found is None:
        raise UnknownError
    return found


def is_listed(organisation: str) -> bool:
    """Tell whether an organisation with this id is in the directory."""
    return Organisation.objects.filter(id=organisation).exists()


def recipient(organisation: str) -> Recipient:
    """Return an organisation as one that may receive a hand-over, or refuse."""
    found = Organisation.objects.filter(id=organisation).first()
    if found is None:
        raise UnknownError
    return Recipient(
        organisation=found.id,
        name=found.name,
        agency=found.agency_id or "",
        focal_point=found.focal_point_id or "",
        deputy=found.deputy_id or "",
        services=tuple(code for code in FAMILIES if code in found.offers),
    )


def answering(worker: str) -> frozenset[str]:
    """Return the organisations that name a worker as focal point or deputy."""
    named = Organisation.objects.filter(focal_point=worker) | (
        Organisation.objects.filter(deputy=worker)
    )
    return frozenset(named.values_list("id", flat=True))
