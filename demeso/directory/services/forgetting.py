"""Forget where people are sheltered, whoever said it."""

from datetime import datetime

from demeso.directory.models import Revision
from demeso.directory.rules.entry import is_exposed
from demeso.kernel.actor import Actor
from demeso.ledger.erasing import set_aside
from demeso.ledger.services import erase_payload, writing

KINDS = ("site.registered", "site.edited")


@writing
def forget_exposed(*, actor: Actor, at: datetime) -> int:
    """Delete what was refused because it says where a shelter lies; return how many.

    Such an act was written by no page of ours: every page refuses it before it is
    sealed. The ledger keeps that an act was there, and still verifies.
    """
    told = [
        position
        for position, record, groups in set_aside(KINDS)
        if is_exposed([groups.get("site") or {}, *_said(record)])
    ]
    for position in told:
        erase_payload(position, actor=actor, at=at)
    return len(told)


def _said(site: str) -> list[dict[str, object]]:
    return list(Revision.objects.filter(site=site).values_list("said", flat=True))
