"""Show what organisations have agreed about each other's keys."""

from demeso.agencies.models import Agreement
from demeso.agencies.queries.partners import (
    agreements,
    agreements_waiting,
    has_agreed,
)
from demeso.agencies.rules.keys import SHARED
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.worker.queries import Shown


def show_agreements(actor: Actor, agency: str) -> list[Shown]:
    """Return an agency's agreements; to a partner, those with her own agency only."""
    near = {agency, actor.agency}
    rows = (
        one for one in agreements(agency) if near <= {one.agency_id, one.partner_id}
    )
    return [_agreement(one) for one in rows]


def show_agreements_waiting(actor: Actor) -> list[Shown]:
    """Return the agreements that wait for the signature of the actor's side."""
    return [_agreement(one) for one in agreements_waiting(actor)]


def agreed_about(agency: str, house: str) -> list[str]:
    """Return what people of a house may keep for an agency: its own, everything."""
    if agency == house:
        return list(SHARED)
    return [owner for owner in SHARED if has_agreed(agency, house, owner)]


def _agreement(agreed: Agreement) -> Shown:
    return {
        "id": agreed.pk,
        "agency": agreed.agency_id,
        "partner": agreed.partner_id,
        "house": agreed.agency.name,
        "partner_house": agreed.partner.name,
        "owner": agreed.owner,
        "signed_for": agreed.signed_for,
        "signed_at": stamp(agreed.signed_at),
        "stands": agreed.countersigned_at is not None,
    }
