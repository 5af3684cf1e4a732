"""Reduce what was handed on of a case that has reached its limit to what is counted."""

from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.ledger.services import writing
from demeso.referrals.models import Detour, Referral
from demeso.referrals.queries.referring import handed_of
from demeso.vault.shredding import shred

EMPTY = {"categories": "", "appointment_on": None, "said_by": "", "sender": ""}


@writing
def erase_referrals(*, actor: Actor, act: Act[Any], survivor: str) -> int:
    """Delete the packages and their keys; service, month and reason are counted on."""
    sent = handed_of(survivor)
    for referral in sent:
        shred(actor=actor, act=act, object_=referral, compartments=("package",))
    Detour.objects.filter(survivor_id=survivor).delete()
    Referral.objects.filter(id__in=sent).update(**EMPTY)
    return len(sent)
