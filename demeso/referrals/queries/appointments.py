"""Read the days that providers proposed, for her own eyes."""

from datetime import date

from demeso.kernel.actor import Actor
from demeso.referrals.models import Referral
from demeso.referrals.rules.answering import Status
from demeso.survivors.queries import get_own_survivor


def own_appointments(*, actor: Actor, on: date) -> list[date]:
    """Return the days, from one on, on which somebody awaits her; not who or where."""
    survivor = get_own_survivor(actor.name, actor=actor)
    rows = Referral.objects.filter(
        survivor_id=survivor.id, status=Status.ACCEPTED, appointment_on__gte=on
    )
    return [day for day in rows.values_list("appointment_on", flat=True) if day]
